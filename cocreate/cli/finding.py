"""Look for likely duplicates now, rather than within the hour."""

import time

import click

from cocreate.cli.application import ready_application
from cocreate.surfacing.actions import find_duplicates as find

SOME = 500


@click.command("find-duplicates")
def find_duplicates() -> None:
    """Look for likely duplicates of every idea that changed since they were."""
    began, looked_at = time.monotonic(), 0
    with ready_application():
        while some := find(SOME):
            looked_at += some
            click.echo(f"{looked_at:,} ideas looked at", err=True)
    click.echo(f"{looked_at:,} ideas in {time.monotonic() - began:.1f} s.")
