"""Every row of a database as it stood at one moment, in words both databases know.

A table is a line with the names of its columns, then a line a row: JSON, moments in UTC
as SQLite keeps them, octets in base 64. Which tables there are is asked of the database
itself, so that a new one is among them by itself.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Inspector,
    MetaData,
    Table,
    func,
    inspect,
    select,
)

from cocreate.kernel.personal import FILE

AT_ONCE = 1_000
DERIVED = ("search_index_", "search_editions", "alembic_version")
"""The index is made anew, and where migrations stand is said in the manifest."""


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment, however long it looks; nobody waits for it."""
    on_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if not on_sqlite:
            connection = connection.execution_options(  # noqa: PLW2901 - the same one
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            yield connection


def tables_in(connection: Connection) -> list[Table]:
    """Every table of the site's, each after those that it points at."""
    looking = inspect(connection)
    return [
        table_of(looking, name)
        for name, _ in looking.get_sorted_table_and_fkc_names()
        if name and not name.startswith(DERIVED)
    ]


def table_of(looking: Inspector, name: str) -> Table:
    keys = {*looking.get_pk_constraint(name)["constrained_columns"]}
    columns = [
        Column(one["name"], one["type"], primary_key=one["name"] in keys)
        for one in looking.get_columns(name)
        if "computed" not in one
    ]
    return Table(name, MetaData(), *columns)


def count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def keys_named(connection: Connection) -> set[str]:
    """Every file that a row names."""
    columns = [
        column
        for table in tables_in(connection)
        for column in table.columns
        if FILE.search(column.name)
    ]
    return {
        key
        for column in columns
        for key in connection.scalars(select(column).where(column.is_not(None)))
    }


class Read(NamedTuple):
    """What reading a table has found so far."""

    keys: list[str]  # of files
    rows: list[int]  # how many, in its only place


def lines_of(connection: Connection, table: Table, read: Read) -> Iterator[bytes]:
    """Its rows, some at a time, in the order of their keys."""
    yield line_of([column.name for column in table.columns])
    files = [place for place, one in enumerate(table.columns) if FILE.search(one.name)]
    order = [*table.primary_key.columns] or [*table.columns]
    query = select(table).order_by(*order)
    found = connection.execute(query, execution_options={"yield_per": AT_ONCE})
    for some in found.partitions():
        read.rows[0] += len(some)
        read.keys.extend(row[place] for row in some for place in files if row[place])
        yield b"".join(line_of([*row]) for row in some)


def line_of(values: list[Any]) -> bytes:
    told = json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=plain)
    return told.encode("utf-8", "surrogatepass") + b"\n"


def plain(value: object) -> str:
    match value:
        case datetime():
            moment = value.astimezone(UTC) if value.tzinfo else value
            return f"{moment:%Y-%m-%d %H:%M:%S.%f}"
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return b64encode(value).decode()
        case _:
            raise TypeError(f"A column holds {type(value).__name__}.")
