"""See how far people are trusted, and reckon it now rather than tonight."""

import time

import click

from cocreate.cli.application import ready_application
from cocreate.kernel.transaction import transaction
from cocreate.moderation.jobs import reckoned_some
from cocreate.moderation.trust import NAMES
from cocreate.people.actions import reckon_anew
from cocreate.people.queries import count_by_level


@click.command("trust")
@click.option("--recompute", is_flag=True, help="Reckon everybody's level now.")
def trust(*, recompute: bool) -> None:
    """Say how many people stand at each level of trust."""
    with ready_application():
        if recompute:
            began, many = time.monotonic(), reckoned()
            click.echo(
                f"{many:,} people in {time.monotonic() - began:.1f} s.", err=True
            )
        for level, many in count_by_level().items():
            click.echo(f"{level} {NAMES[level]:12} {many:,}")


def reckoned() -> int:
    with transaction():
        reckon_anew()
    done = 0
    while (some := reckoned_some()) is not None:
        done += some
    return done
