"""Make the search index anew from the database."""

import time

import click

from cocreate.cli.application import ready_application
from cocreate.cli.progress import progress_bar
from cocreate.search.actions import count_everything, rebuild


@click.command("rebuild-search")
def rebuild_search() -> None:
    """Make the search index anew; readers find with the old one meanwhile."""
    began = time.monotonic()
    with ready_application():
        total = count_everything()
        with progress_bar("Indexing", total) as advance:
            written = rebuild(told=lambda _: advance(1))
    click.echo(f"{written:,} documents in {time.monotonic() - began:.1f} s.")
