"""The application that a command works on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import click
from flask import Flask

from cocreate.kernel import migrate

_makers: list[Callable[[], Flask]] = []


def make_with(maker: Callable[[], Flask]) -> None:
    """Say how the application is made: app.py stands above the commands."""
    _makers[:] = [maker]
    application.cache_clear()


@cache
def application() -> Flask:
    """The application of the settings in force; one for all that a command does."""
    return _makers[0]()


@contextmanager
def ready_application() -> Iterator[Flask]:
    """The application, in its context, on a database that is up to date."""
    app = application()
    refuse_unready(app)
    with app.app_context():
        yield app


def refuse_unready(app: Flask) -> None:
    if reason := migrate.why_not_ready(app):
        raise click.ClickException(reason)
