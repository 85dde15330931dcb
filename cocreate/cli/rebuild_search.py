"""Make the search index anew from the database."""

import os
import time

import click

from cocreate.cli.application import ready_application
from cocreate.cli.progress import progress_bar
from cocreate.search.actions import rebuild

MOST_PROCESSES = 4


@click.command("rebuild-search")
def rebuild_search() -> None:
    """Make the search index anew; readers find with the old one meanwhile."""
    began = time.monotonic()
    processes = min(MOST_PROCESSES, os.cpu_count() or 1)
    with ready_application(), progress_bar("Indexing", None) as advance:
        written = rebuild(told=lambda _: advance(1), processes=processes)
    click.echo(f"{written:,} documents in {time.monotonic() - began:.1f} s.")
