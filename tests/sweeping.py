"""Take away what a test put down: rows, then files."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url, text

from cocreate.kernel.db import Base, db

Sweep = Callable[[], None]
REFUSING = {"audit_entries", "consents"}  # to let rows go


@contextmanager
def broom(database_url: str, data_dir: Path) -> Iterator[Sweep]:
    """A connection of its own, which empties every table that has rows."""
    address = make_url(database_url)
    if address.drivername == "sqlite":
        opened = on_sqlite(str(address.database))
    else:
        opened = on_postgres(address.set(drivername="postgresql").render_as_string())
    with opened as empty:

        def sweep() -> None:
            empty()
            for name in ("files", "search"):
                shutil.rmtree(data_dir / name, ignore_errors=True)

        yield sweep


@contextmanager
def on_sqlite(file: str) -> Iterator[Sweep]:
    with closing(sqlite3.connect(file, isolation_level=None, timeout=15)) as connection:
        connection.execute("PRAGMA synchronous = OFF")

        def empty() -> None:
            connection.execute("BEGIN IMMEDIATE")
            with connection:  # should it fail, the next one begins anew
                full = [name for (name,) in connection.execute(tables_with_rows())]
                kept = lift_triggers(connection) if REFUSING & {*full} else []
                for name in full:
                    connection.execute(f"DELETE FROM {name}")  # noqa: S608 - our own names
                for trigger in kept:
                    connection.execute(trigger)

        yield empty


def lift_triggers(connection: sqlite3.Connection) -> list[str]:
    """Take away what refuses to delete; how each is made again."""
    ours = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    found = connection.execute(ours).fetchall()
    for name, _ in found:
        connection.execute(f"DROP TRIGGER {name}")
    return [made for _, made in found]


@contextmanager
def unguarded() -> Iterator[None]:
    """Let this transaction change what the database keeps as it is."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        lifted = lift_triggers(driver)
        yield
        for made in lifted:
            driver.execute(made)
    else:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        yield


@contextmanager
def on_postgres(address: str) -> Iterator[Sweep]:
    with psycopg.connect(address, autocommit=True) as connection:
        # Which row points at which is not asked: all of them go.
        connection.execute("SET session_replication_role = replica")

        def empty() -> None:
            full = connection.execute(tables_with_rows().encode()).fetchall()
            gone = ";".join(f"DELETE FROM {name}" for (name,) in full)  # noqa: S608 - our own names
            if gone:
                connection.execute(gone.encode())

        yield empty


def tables_with_rows() -> str:
    return " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})"  # noqa: S608 - our own names
        for name in Base.metadata.tables
    )
