"""The `cocreate` command, and `python -m cocreate`."""

import gc
import sys
from typing import TYPE_CHECKING

import click
from flask import Flask

from cocreate.cli import cocreate
from cocreate.config import Settings, SettingsError
from cocreate.kernel.errors import CoCreateError

if TYPE_CHECKING:
    from sqlalchemy.exc import SQLAlchemyError


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
    except database_failures() as failure:
        click.echo(in_a_sentence(failure), err=True)
        sys.exit(2)


def database_failures() -> type["SQLAlchemyError"]:
    """Looked for when something has failed: few commands touch a database."""
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - see above

    return SQLAlchemyError


def in_a_sentence(failure: "SQLAlchemyError") -> str:
    """A database that is locked, full, read-only or away, and what it said itself."""
    from cocreate.kernel.unavailable import of_database  # noqa: PLC0415 - see above

    meaning = of_database(failure)
    if meaning is None:
        raise failure
    return f"{meaning.message} ({str(failure).partition(chr(10))[0]})"


def make(settings: Settings | None) -> Flask:
    """The application; from here on there is garbage."""
    from cocreate.app import create_app  # noqa: PLC0415 - few commands want all of it

    app = create_app(settings)
    gc.freeze()
    gc.enable()
    return app


if __name__ == "__main__":
    main()
