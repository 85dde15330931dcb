"""The `cocreate` command, and `python -m cocreate`."""

import sys

import click

from cocreate.app import create_app
from cocreate.cli import application, cocreate
from cocreate.config import SettingsError
from cocreate.kernel.errors import CoCreateError


def main() -> None:
    """Run a command; a refusal is one sentence, never a traceback."""
    application.make_with(create_app)
    try:
        cocreate()
    except (SettingsError, CoCreateError) as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
