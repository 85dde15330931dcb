"""Remember all that a test has arranged, and put it back as it was: rows, then files.

To arrange a town takes a hundred times as long as to put it back.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import Engine, Table, text

from cocreate.config import Settings
from cocreate.kernel.db import Base, db
from cocreate.search.in_postgresql.tables import TABLES
from tests.sweeping import REFUSING, Sweep, lift_triggers
from tests.touching import Touched

FOLDERS = ("files", "search")
ANEW = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"
PutBack = Callable[[], None]
PutRows = Callable[[Iterable[str] | None], None]
"""Puts the rows of these tables in the place of what is there, or of all into none."""


def remember(settings: Settings, sweep: Sweep, folder: Path) -> PutBack:
    """What stands now; the answer makes it stand so again, whatever came between."""
    put_rows = rows_as_they_stand()
    keep_files(settings.data_dir, folder)

    def put_back() -> None:
        db.session.rollback()
        db.session.remove()
        sweep()
        put_rows(None)
        put_files(settings.data_dir, folder)

    return put_back


def remember_here(settings: Settings, folder: Path, touched: Touched) -> PutBack:
    """The same where all that writes is in this process: only what was touched."""
    put_rows = rows_as_they_stand()
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


def rows_as_they_stand() -> PutRows:
    db.session.commit()
    db.session.remove()
    rows = rows_on_sqlite if db.engine.dialect.name == "sqlite" else rows_on_postgres
    return rows(db.engine)


def rows_on_sqlite(engine: Engine) -> PutRows:
    file = str(engine.url.database)
    with closing(sqlite3.connect(file)) as connection:
        kept = {
            table: connection.execute(selection(table)).fetchall()
            for table in Base.metadata.sorted_tables
        }

    def put_rows(names: Iterable[str] | None) -> None:
        with closing(sqlite3.connect(file, timeout=15)) as connection, connection:
            connection.execute("PRAGMA synchronous = OFF")
            ours = names is None or REFUSING & {*names}
            lifted = lift_triggers(connection) if ours else []
            for table, rows in kept.items():
                if names is None or table.name in names:
                    connection.execute(f"DELETE FROM {table.name}")  # noqa: S608 - our own names
                    connection.executemany(insertion(table), rows)
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


def rows_on_postgres(engine: Engine) -> PutRows:
    kept: dict[Table, bytes] = {}
    with cursor_of(engine) as cursor:
        for table in [*Base.metadata.sorted_tables, *index_tables(cursor)]:
            there = named_on_postgres(table)
            with cursor.copy(f"COPY {there} TO STDOUT".encode()) as copy:
                kept[table] = b"".join(bytes(piece) for piece in copy)

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
                if rows := kept.get(table):
                    there = named_on_postgres(table)
                    with cursor.copy(f"COPY {there} FROM STDIN".encode()) as copy:
                        copy.write(rows)

    return put_rows


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
