"""Remember all that a test has arranged, and put it back as it was: rows, then files.

To arrange a town takes a hundred times as long as to put it back.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, Table, text

from cocreate.config import Settings
from cocreate.kernel.db import Base, db
from cocreate.search.in_postgresql.tables import TABLES
from tests.sweeping import REFUSING, Sweep, lift_triggers
from tests.touching import Touched

FOLDERS = ("files", "search")
ANEW = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"
ONWARD = (
    "setval(pg_get_serial_sequence('{table}', '{key}'),"
    " (SELECT max({key}) FROM {table}))"
)
Rows = dict[str, Any]
"""What each table held, as its database gives it and takes it again."""
PutBack = Callable[[], None]
PutRows = Callable[[Iterable[str] | None], None]
"""Puts the rows of these tables in the place of what is there, or of all into none."""


def keep_all(settings: Settings, folder: Path) -> Rows:
    """Everything that stands now: files in the folder, and rows, to be put anywhere."""
    keep_files(settings.data_dir, folder)
    return rows_now()


def put_all(settings: Settings, sweep: Sweep, folder: Path, rows: Rows) -> None:
    """Make it stand so, here or in another database like it, whatever stands there."""
    db.session.rollback()
    db.session.remove()
    sweep()
    putter(db.engine, rows)(None)
    put_files(settings.data_dir, folder)


def remember_here(settings: Settings, folder: Path, touched: Touched) -> PutBack:
    """The same where all that writes is in this process: only what was touched."""
    put_rows = putter(db.engine, rows_now())
    keep_files(settings.data_dir, folder)
    stamps = stamps_in(settings.data_dir)
    touched.take()

    def put_back() -> None:
        nonlocal stamps
        db.session.rollback()
        db.session.remove()
        if names := touched.take():
            put_rows(names)
        if stamps_in(settings.data_dir) != stamps:
            for name in FOLDERS:
                shutil.rmtree(settings.data_dir / name, ignore_errors=True)
            put_files(settings.data_dir, folder)
            stamps = stamps_in(settings.data_dir)

    return put_back


def count_from_one() -> None:
    """Number new rows on PostgreSQL as if no test had been before, as SQLite does."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(ANEW))
        db.session.commit()


# ── Files ─────────────────────────────────────────────────────────────────────


def keep_files(data_dir: Path, folder: Path) -> None:
    for name in FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
    put_files(folder, data_dir)


def put_files(into: Path, origin: Path) -> None:
    for name in FOLDERS:
        if (origin / name).exists():
            shutil.copytree(origin / name, into / name)


def stamps_in(data_dir: Path) -> dict[Path, tuple[int, int, int]]:
    """Every file by its place: which it is, how large, and when it was written."""
    return {
        path: (told.st_ino, told.st_size, told.st_mtime_ns)
        for name in FOLDERS
        for path in (data_dir / name).rglob("*")
        for told in [path.stat()]
    }


# ── Rows ──────────────────────────────────────────────────────────────────────


def rows_now() -> Rows:
    db.session.commit()
    db.session.remove()
    on_sqlite = db.engine.dialect.name == "sqlite"
    return rows_on_sqlite(db.engine) if on_sqlite else rows_on_postgres(db.engine)


def putter(engine: Engine, rows: Rows) -> PutRows:
    on_sqlite = engine.dialect.name == "sqlite"
    return put_on_sqlite(engine, rows) if on_sqlite else put_on_postgres(engine, rows)


def rows_on_sqlite(engine: Engine) -> Rows:
    with closing(sqlite3.connect(str(engine.url.database))) as connection:
        return {
            table.name: connection.execute(selection(table)).fetchall()
            for table in Base.metadata.sorted_tables
        }


def put_on_sqlite(engine: Engine, kept: Rows) -> PutRows:
    file = str(engine.url.database)

    def put_rows(names: Iterable[str] | None) -> None:
        with closing(sqlite3.connect(file, timeout=15)) as connection, connection:
            connection.execute("PRAGMA synchronous = OFF")
            ours = names is None or REFUSING & {*names}
            lifted = lift_triggers(connection) if ours else []
            for table in Base.metadata.sorted_tables:
                if names is None or table.name in names:
                    connection.execute(f"DELETE FROM {table.name}")  # noqa: S608 - our own names
                    connection.executemany(insertion(table), kept[table.name])
            for trigger in lifted:
                connection.execute(trigger)

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


def named_on_postgres(table: Table) -> str:
    quoted = ", ".join(f'"{name}"' for name in stored(table))
    return f"{table.name} ({quoted})"


def rows_on_postgres(engine: Engine) -> Rows:
    kept = {}
    with cursor_of(engine) as cursor:
        for table in [*Base.metadata.sorted_tables, *index_tables(cursor)]:
            there = named_on_postgres(table)
            with cursor.copy(f"COPY {there} TO STDOUT".encode()) as copy:
                kept[table.name] = b"".join(bytes(piece) for piece in copy)
    return kept


def put_on_postgres(engine: Engine, kept: Rows) -> PutRows:
    def put_rows(names: Iterable[str] | None) -> None:
        with cursor_of(engine) as cursor:
            # Which row points at which is not asked: all of them come.
            cursor.execute("SET LOCAL session_replication_role = replica")
            present = {*Base.metadata.sorted_tables, *index_tables(cursor)}
            # Others may have made the tables of the index anew.
            chosen = [
                table for table in present if names is None or table.name in names
            ]
            gone = "; ".join(f"DELETE FROM {table.name}" for table in chosen)  # noqa: S608 - our own names
            cursor.execute(gone.encode())
            for table in chosen:
                if rows := kept.get(table.name):
                    there = named_on_postgres(table)
                    with cursor.copy(f"COPY {there} FROM STDIN".encode()) as copy:
                        copy.write(rows)

    return put_rows


def count_onward() -> None:
    """Number new rows on PostgreSQL after those that were put, as SQLite does."""
    if db.engine.dialect.name == "postgresql":
        numbered = [
            ONWARD.format(table=table.name, key=key.name)
            for table in Base.metadata.sorted_tables
            if (key := table.autoincrement_column) is not None
        ]
        db.session.execute(text(f"SELECT {', '.join(numbered)}"))
        db.session.commit()


@contextmanager
def cursor_of(engine: Engine) -> Iterator[psycopg.Cursor]:
    """In a transaction on a connection that is there already: nobody listens to it."""
    with closing(engine.raw_connection()) as pooled:
        connection = pooled.driver_connection
        assert isinstance(connection, psycopg.Connection)
        with connection.transaction(), connection.cursor() as cursor:
            yield cursor


def index_tables(cursor: psycopg.Cursor) -> list[Table]:
    """The tables of the search index, if it is kept here."""
    cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [TABLES[0].name])
    found = cursor.fetchone()
    return [*TABLES] if found and found[0] else []
