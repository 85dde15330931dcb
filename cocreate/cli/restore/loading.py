"""Bring the rows of a backup into tables that stand as they did when it was made."""

import json
import sqlite3
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, Table, inspect
from sqlalchemy.exc import DBAPIError

from cocreate.cli.backup.manifest import Member
from cocreate.cli.backup.opened import Opened
from cocreate.cli.backup.refusing import BadBackupError
from cocreate.cli.backup.rows import count, tables_in
from cocreate.cli.progress import progress_bar

LONGEST_LINE = 64_000_000
Row = list[Any]


def load(engine: Engine, archive: Opened) -> None:
    """Every row of every table, in one transaction."""
    members = {member.table: member for member in archive.manifest.tables}
    with engine.begin() as connection:
        tables = tables_in(connection)
        if {table.name for table in tables} != members.keys():
            raise BadBackupError("Its tables are not those of its migration.")
        with progress_bar("Rows", archive.manifest.rows) as advance:
            for table in tables:
                member = members[table.name]
                load_table(connection, table, rows_of(archive, member, table))
                require_count(connection, table, member)
                advance(member.rows or 0)
        number_on(connection, tables)


def load_table(connection: Connection, table: Table, rows: Iterator[Row]) -> None:
    columns = next(rows)
    if {*columns} != {*table.columns.keys()}:
        raise BadBackupError(f"{table.name} has other columns than it should.")
    insert = into_sqlite if connection.dialect.name == "sqlite" else into_postgresql
    try:
        insert(connection, table.name, columns, rows)
    except (sqlite3.Error, psycopg.Error, DBAPIError, ValueError) as refused:
        raise BadBackupError(f"Rows of {table.name} do not fit.") from refused


def into_sqlite(
    connection: Connection, name: str, columns: list[str], rows: Iterator[Row]
) -> None:
    driver: Any = connection.connection.driver_connection
    named = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join("?" for _ in columns)
    driver.executemany(f"INSERT INTO {name} ({named}) VALUES ({places})", rows)  # noqa: S608 - names that the database itself told


def into_postgresql(
    connection: Connection, name: str, columns: list[str], rows: Iterator[Row]
) -> None:
    """All rows of a table at once: those may point at each other."""
    driver: Any = connection.connection.driver_connection
    named = sql.SQL(", ").join(map(sql.Identifier, columns))
    copy = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(name), named)
    with driver.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        with cursor.copy(copy) as copying:
            for row in rows:
                copying.write_row(row)


def rows_of(archive: Opened, member: Member, table: Table) -> Iterator[Row]:
    """The names of the columns first, then each row as the database takes it."""
    lines = lines_of(archive, member)
    columns: Row = next(lines, [])
    yield columns
    octets = [
        place
        for place, name in enumerate(columns)
        if name in table.columns and table.columns[name].type.python_type is bytes
    ]
    for row in lines:
        for place in octets:
            row[place] = None if row[place] is None else b64decode(row[place])
        yield row


def lines_of(archive: Opened, member: Member) -> Iterator[Row]:
    rest = b""
    for piece in archive.pieces(member):
        *whole, rest = (rest + piece).split(b"\n")
        if len(rest) > LONGEST_LINE:
            raise BadBackupError(f"{member.name} has a line longer than any.")
        for line in whole:
            yield row_in(line, member)


def row_in(line: bytes, member: Member) -> Row:
    try:
        row = json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, list):
        raise BadBackupError(f"{member.name} has a line that is no row.")
    return row


def require_count(connection: Connection, table: Table, member: Member) -> None:
    if count(connection, table) != member.rows:
        raise BadBackupError(f"{table.name} has other rows than it should.")


def number_on(connection: Connection, tables: list[Table]) -> None:
    """New rows are numbered after those there are, which SQLite does by itself."""
    if connection.dialect.name == "sqlite":
        return
    looking = inspect(connection)
    for table in tables:
        if looking.get_pk_constraint(table.name)["constrained_columns"] == ["id"]:
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'),"  # noqa: S608 - names that the database itself told
                f" max(id)) FROM {table.name} HAVING max(id) IS NOT NULL"
            )
