"""The `cocreate` command, and `python -m cocreate`."""

import gc
import sys

import click
from flask import Flask

from cocreate.cli import cocreate
from cocreate.config import Settings, SettingsError
from cocreate.kernel.errors import CoCreateError


def main() -> None:
    """Run a command; a refusal is one sentence, never a traceback."""
    # What is loaded stays: to look for garbage in it takes a third of a start.
    gc.disable()
    from cocreate.cli import application  # noqa: PLC0415 - only now, see above

    application.make_with(make)
    try:
        cocreate()
    except (SettingsError, CoCreateError) as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(2)


def make(settings: Settings | None) -> Flask:
    """The application; from here on there is garbage."""
    from cocreate.app import create_app  # noqa: PLC0415 - few commands want all of it

    app = create_app(settings)
    gc.freeze()
    gc.enable()
    return app


if __name__ == "__main__":
    main()
