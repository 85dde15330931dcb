"""Bring the database to the newest migration. Safe to run by several at once.

Migrations are numbered without a gap, so that where a database stands is told by one
row and the names of files: Alembic is loaded only to run what is missing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import OperationalError

from cocreate.config import SettingsError
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.one_connection import writing
from cocreate.kernel.places import site_folder

LOCK_NUMBER = 7_265_001  # any number, as long as it is ours


def upgrade(app: Flask, *, to: str = "head") -> None:
    """Apply every migration that is missing, perhaps to an earlier one than the last.

    In one transaction.
    """
    with app.app_context(), locked_connection() as connection:
        found = revision_of(connection)
        if found > newest():
            raise ConflictError(newer(found))
        if found != newest():
            run_missing(connection, to)


def why_not_ready(app: Flask) -> str | None:
    """What keeps this version of CoCreate from this database, if anything does."""
    try:
        with app.app_context(), db.engine.connect() as connection:
            found = revision_of(connection)
    except OperationalError as failure:
        said = str(failure.orig).strip().partition("\n")[0]
        raise SettingsError(f"The database does not answer: {said}") from None
    if found > newest():
        return newer(found)
    return (
        None
        if found == newest()
        else "The database is not up to date. Run: cocreate migrate"
    )


def newer(found: str) -> str:
    return (
        f"The database is of a newer CoCreate: it stands at migration {found}, this "
        f"version knows {newest()}. Install the newer version, or restore a backup."
    )


@contextmanager
def locked_connection() -> Iterator[Connection]:
    token = writing.set(True)
    try:
        with (
            db.engine.connect() as connection,
            free_to_rebuild(connection),
            connection.begin(),
        ):
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL lock_timeout = 0"))
                connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK_NUMBER})"))
            yield connection
    finally:
        writing.reset(token)


@contextmanager
def free_to_rebuild(connection: Connection) -> Iterator[None]:
    """Let SQLite make a table anew, to which rows of others point.

    It is dropped in between, and by its keys these rows would go with it, or be in the
    way. SQLite takes this word outside a transaction alone. What triggers of other
    tables say of it stays as it is written, and holds of the table made anew.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    driver.execute("PRAGMA legacy_alter_table = ON")
    try:
        yield
    finally:
        driver.execute("PRAGMA legacy_alter_table = OFF")
        driver.execute("PRAGMA foreign_keys = ON")


def revision_of(connection: Connection) -> str:
    """The number of the last migration that was run here; "" before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.execute(text("SELECT version_num FROM alembic_version"))
    return str(found.scalar() or "")


def newest() -> str:
    """The number of the last migration there is."""
    steps = (site_folder("migrations") / "versions").glob("[0-9]*.py")
    return max(step.stem.partition("_")[0] for step in steps)


def run_missing(connection: Connection, to: str) -> None:
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(site_folder("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
