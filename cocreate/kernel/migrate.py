"""Bring the database to the newest migration. Safe to run by several at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Connection, text

from cocreate.kernel.db import db, writing
from cocreate.kernel.places import site_folder

LOCK_NUMBER = 7_265_001  # any number, as long as it is ours


def upgrade(app: Flask) -> None:
    """Apply every migration that is missing, in one transaction."""
    with app.app_context(), locked_connection() as connection:
        if revision_of(connection) != newest():
            config = configuration()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def is_current(app: Flask) -> bool:
    """Whether the database stands at the newest migration."""
    with app.app_context(), db.engine.connect() as connection:
        return revision_of(connection) == newest()


@contextmanager
def locked_connection() -> Iterator[Connection]:
    token = writing.set(True)
    try:
        with db.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK_NUMBER})"))
            yield connection
    finally:
        writing.reset(token)


def revision_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    return ScriptDirectory.from_config(configuration()).get_current_head()


def configuration() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(site_folder("migrations"))))
    return config
