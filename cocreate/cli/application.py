"""The application that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask

from cocreate.app import create_app
from cocreate.kernel import migrate


def application() -> Flask:
    """The application of the settings in force."""
    return create_app()


@contextmanager
def ready_application() -> Iterator[Flask]:
    """The application, in its context, on a database that is up to date."""
    app = application()
    if not migrate.is_current(app):
        raise click.ClickException("The database is not up to date: cocreate migrate")
    with app.app_context():
        yield app
