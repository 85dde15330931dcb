"""The application that a command works on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import click
from flask import Flask

from cocreate.config import Settings, current
from cocreate.kernel import audit, migrate, running
from cocreate.kernel.places import look_at_mail_folder

Maker = Callable[[Settings | None], Flask]
_makers: list[Maker] = []


def make_with(maker: Maker) -> None:
    """Say how the application is made: app.py stands above the commands."""
    _makers[:] = [maker]
    application.cache_clear()


@cache
def application() -> Flask:
    """The application of the settings in force; one for all that a command does."""
    made = _makers[0](None)
    look_at_mail_folder(current())
    return made


def application_of(settings: Settings) -> Flask:
    """The application of other settings, which are in force from here on."""
    return _makers[0](settings)


@contextmanager
def ready_application() -> Iterator[Flask]:
    """The application, in its context, on a database that is up to date."""
    app = application()
    refuse_unready(app)
    with (
        running.sharing(current()),
        app.app_context(),
        audit.asked_by_operator(command_of()),
    ):
        yield app


def command_of() -> str:
    """What the operator typed, without its arguments: `import feedback`."""
    context = click.get_current_context(silent=True)
    names: list[str] = []
    while context is not None and context.parent is not None:
        names.insert(0, str(context.info_name))
        context = context.parent
    return " ".join(names) or "command"


def refuse_unready(app: Flask) -> None:
    if reason := migrate.why_not_ready(app):
        raise click.ClickException(reason)
