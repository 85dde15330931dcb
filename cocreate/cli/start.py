"""Everything a first look needs, in one process, so that a second start is quick."""

import subprocess
import sys

import click

from cocreate.cli.application import ready_application
from cocreate.cli.demo.command import demo
from cocreate.cli.demo.story import load_story
from cocreate.cli.demo.telling import is_told
from cocreate.cli.serve import migrate, serve


@click.command()
@click.pass_context
def start(context: click.Context) -> None:
    """Migrate, load the demo once, serve with a worker: what `make run` does."""
    context.invoke(migrate)
    if is_demo_here():
        context.invoke(demo, once=True)
    else:
        load_demo_apart()
    context.invoke(serve, with_worker=True)


def is_demo_here() -> bool:
    with ready_application():
        return is_told(load_story())


def load_demo_apart() -> None:
    """Load the demo in a process of its own, so that this one keeps no files yet.

    The object store begins threads with the first file it keeps. They would not be
    there in the servers that are forked from here, which then wait for them for ever.
    """
    loading = [sys.executable, "-m", "cocreate", "demo", "--once"]
    done = subprocess.run(loading, check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise click.ClickException("The demo could not be loaded.")
