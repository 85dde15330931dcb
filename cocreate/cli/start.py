"""Everything a first look needs, in one process, so that a second start is quick."""

import click

from cocreate.cli.demo.command import demo
from cocreate.cli.serve import migrate, serve


@click.command()
@click.pass_context
def start(context: click.Context) -> None:
    """Migrate, load the demo once, serve with a worker: what `make run` does."""
    context.invoke(migrate)
    context.invoke(demo, once=True)
    context.invoke(serve, with_worker=True)
