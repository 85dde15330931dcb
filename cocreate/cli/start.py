"""Everything a first look needs, in one process, so that a second start is quick."""

import sys

import click

from cocreate.cli.application import application
from cocreate.cli.migrating import migrate
from cocreate.cli.serve import free_address, serve
from cocreate.config import current
from cocreate.kernel import forks


@click.command()
@click.pass_context
def start(context: click.Context) -> None:
    """Migrate, load the demo once, serve with a worker: what `make run` does."""
    app = application()
    free_address(current().host, current().port)
    context.invoke(migrate)
    # Apart: the object store begins threads with the first file it keeps. The servers
    # that are forked from here would not have them, and wait for them for ever.
    if failed := forks.result_of(forks.fork(app, load_demo)):
        sys.exit(failed)
    context.invoke(serve, with_worker=True)


def load_demo() -> None:
    from cocreate.cli.demo.command import demo  # noqa: PLC0415 - where it is forgotten

    demo(["--once"], prog_name="cocreate demo")
