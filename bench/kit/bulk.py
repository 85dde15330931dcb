"""Rows in bulk, past the application: by the driver on SQLite, by COPY on PostgreSQL.

Indexes that are no constraint are taken away first and made again, word for word. An
index made of what is there has no room on its pages, so that for a while each write
splits some; where people write all the time pages have room. So some rows come late,
and some are changed late.
"""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any

import psycopg

AT_ONCE = 10_000
LATE = 4  # of so many rows one is late
Row = tuple[Any, ...]


class Bulk(ABC):
    """What takes rows in bulk."""

    def __init__(self) -> None:
        self.late: list[Callable[[], None]] = []

    @abstractmethod
    def fill(self, table: str, columns: Iterable[str], rows: Iterable[Row]) -> None:
        """Give rows to a table."""

    @abstractmethod
    def change(self, statement: str, rows: Iterable[Row]) -> None:
        """Do the same to many rows; `?` stands for what each says."""

    def fill_twice(self, table: str, columns: Iterable[str], rows: list[Row]) -> None:
        """Give rows to a table, a quarter of them once all its indexes are there.

        In their own order, which is that of the primary key: on SQLite the table.
        """
        rows.sort()
        self.late.append(partial(self.fill, table, columns, rows[::LATE]))
        del rows[::LATE]
        self.fill(table, columns, rows)

    def change_late(self, statement: str, rows: Iterable[Row]) -> None:
        """Change rows once all indexes are there."""
        self.late.append(partial(self.change, statement, rows))

    def end(self) -> None:
        """Do what comes late."""
        for act in self.late:
            act()


class SqliteBulk(Bulk):
    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self.connection = connection

    def fill(self, table: str, columns: Iterable[str], rows: Iterable[Row]) -> None:
        names = tuple(columns)
        marks = ", ".join("?" * len(names))
        self.change(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)

    def change(self, statement: str, rows: Iterable[Row]) -> None:
        waiting = iter(rows)
        while some := list(islice(waiting, AT_ONCE)):
            self.connection.executemany(statement, some)


class PostgresBulk(Bulk):
    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        super().__init__()
        self.connection = connection

    def fill(self, table: str, columns: Iterable[str], rows: Iterable[Row]) -> None:
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with self.connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

    def change(self, statement: str, rows: Iterable[Row]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(statement.replace("?", "%s"), rows)


@contextmanager
def bulk(url: str) -> Iterator[Bulk]:
    """Fill a database that nobody else uses yet."""
    filled = sqlite_bulk(url) if url.startswith("sqlite") else postgres_bulk(url)
    with filled as filling:
        yield filling


@contextmanager
def sqlite_bulk(url: str) -> Iterator[Bulk]:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    # Nothing is written twice: a database that is only half made is thrown away.
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
    connection.executescript("PRAGMA cache_size=-262144; PRAGMA temp_store=MEMORY;")
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    connection.execute("BEGIN")
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    filling = SqliteBulk(connection)
    yield filling
    for _, statement in indexes:
        connection.execute(statement)
    filling.end()
    connection.execute("COMMIT")
    connection.executescript("PRAGMA journal_mode=WAL;")
    connection.close()


POSTGRES_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""
POSTGRES_KEYS = """
SELECT table_name FROM information_schema.columns
WHERE table_schema = 'public' AND column_name = 'id' AND column_default IS NOT NULL
"""


@contextmanager
def postgres_bulk(url: str) -> Iterator[Bulk]:
    address = url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(address) as connection:
        connection.execute(
            "SET session_replication_role = replica; SET timezone = 'UTC'"
        )
        indexes = connection.execute(POSTGRES_INDEXES).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        filling = PostgresBulk(connection)
        yield filling
        for _, statement in indexes:
            connection.execute(statement)
        filling.end()
        for (table,) in connection.execute(POSTGRES_KEYS).fetchall():
            newest = f"(SELECT max(id) FROM {table})"
            connection.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {newest})"
            )
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")
