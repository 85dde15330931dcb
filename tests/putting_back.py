"""Remember all that a test has arranged, and put it back as it was: rows, then files.

To arrange a town takes a hundred times as long as to put it back.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
from sqlalchemy import Engine, Table

from cocreate.config import Settings
from cocreate.kernel.db import Base, db
from cocreate.search.in_postgresql.tables import TABLES
from tests.sweeping import Sweep

FOLDERS = ("files", "search")
PutBack = Callable[[], None]


def remember(settings: Settings, sweep: Sweep, folder: Path) -> PutBack:
    """What stands now; the answer makes it stand so again, whatever came between."""
    db.session.commit()
    db.session.remove()
    rows = rows_on_sqlite if db.engine.dialect.name == "sqlite" else rows_on_postgres
    put_rows = rows(db.engine)
    for name in FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
        if (settings.data_dir / name).exists():
            shutil.copytree(settings.data_dir / name, folder / name)

    def put_back() -> None:
        db.session.rollback()
        db.session.remove()
        sweep()
        put_rows()
        for name in FOLDERS:
            if (folder / name).exists():
                shutil.copytree(folder / name, settings.data_dir / name)

    return put_back


def rows_on_sqlite(engine: Engine) -> PutBack:
    file = str(engine.url.database)
    with closing(sqlite3.connect(file)) as connection:
        kept = {
            insertion(table): connection.execute(selection(table)).fetchall()
            for table in Base.metadata.sorted_tables
        }

    def put_rows() -> None:
        with closing(sqlite3.connect(file, timeout=15)) as connection, connection:
            connection.execute("PRAGMA synchronous = OFF")
            for statement, rows in kept.items():
                connection.executemany(statement, rows)

    return put_rows


def insertion(table: Table) -> str:
    places = ", ".join("?" for _ in stored(table))
    return f"INSERT INTO {table.name} ({columns(table)}) VALUES ({places})"  # noqa: S608 - our own names


def selection(table: Table) -> str:
    return f"SELECT {columns(table)} FROM {table.name}"  # noqa: S608 - our own names


def columns(table: Table) -> str:
    return ", ".join(stored(table))


def stored(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.computed is None]


def rows_on_postgres(engine: Engine) -> PutBack:
    address = engine.url.set(drivername="postgresql").render_as_string(
        hide_password=False
    )
    kept: dict[str, bytes] = {}
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        for table in [*Base.metadata.sorted_tables, *index_tables(cursor)]:
            there = f"{table.name} ({columns(table)})"
            with cursor.copy(f"COPY {there} TO STDOUT".encode()) as copy:
                kept[there] = b"".join(bytes(piece) for piece in copy)

    def put_rows() -> None:
        with psycopg.connect(address) as connection, connection.cursor() as cursor:
            # Which row points at which is not asked: all of them come.
            cursor.execute("SET session_replication_role = replica")
            for table in index_tables(cursor):  # others may have made them anew
                cursor.execute(f"TRUNCATE {table.name}".encode())
            for there, rows in kept.items():
                if rows:
                    with cursor.copy(f"COPY {there} FROM STDIN".encode()) as copy:
                        copy.write(rows)

    return put_rows


def index_tables(cursor: psycopg.Cursor) -> list[Table]:
    """The tables of the search index, if it is kept here."""
    cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [TABLES[0].name])
    found = cursor.fetchone()
    return [*TABLES] if found and found[0] else []
