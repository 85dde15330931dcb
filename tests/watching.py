"""What happens beneath a test: how many statements run, and who changes whose rows."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType
from typing import Any

from sqlalchemy import Delete, Engine, Insert, Table, Update, event
from sqlalchemy.engine import Connection

from cocreate.kernel.db import Base

foreign_writes: list[str] = []
"""Each change of a row by another than its own capability."""


# ── How many statements ───────────────────────────────────────────────────────


@contextmanager
def queries(*, at_most: int) -> Iterator[list[str]]:
    """Hold what runs inside to a number of SQL statements; say which they were."""
    statements: list[str] = []

    def count(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA")):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", count)
    said = "\n\n".join(statements)
    assert len(statements) <= at_most, f"{len(statements)} statements:\n{said}"


# ── Who writes whose rows ─────────────────────────────────────────────────────


@cache
def start() -> None:
    """Watch every column that is set and every statement that writes, from now on."""
    Base.registry.configure()
    for mapper in Base.registry.mappers:
        for column in mapper.column_attrs:
            event.listen(getattr(mapper.class_, column.key), "set", saw_setting)
    event.listen(Engine, "before_execute", saw_statement)


def saw_setting(target: Base, *_: Any) -> None:
    blame(home_of_module(type(target).__module__), type(target).__name__)


def saw_statement(_: Connection, statement: Any, *_rest: Any) -> None:
    # A flush writes what was set before, perhaps by somebody else: that was seen then.
    if isinstance(statement, Insert | Update | Delete) and not in_flush():
        table = statement.table
        if isinstance(table, Table) and (home := home_of_table(table.name)):
            blame(home, table.name)


def blame(home: str, what: str) -> None:
    """Note the nearest caller in the house, if what it writes is not its own."""
    for caller in callers():
        if home_of_module(caller) == home:
            return
        if not caller.startswith("cocreate.kernel."):
            foreign_writes.append(f"{caller} wrote {what}, which is of {home}")
            return


def callers() -> Iterator[str]:
    """The modules of the house that led here, the nearest first."""
    return (name for name in modules() if name.startswith("cocreate."))


def in_flush() -> bool:
    return "sqlalchemy.orm.unitofwork" in modules()


def modules() -> Iterator[str]:
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        yield frame.f_globals.get("__name__", "")
        frame = frame.f_back


def home_of_module(module: str) -> str:
    return ".".join(module.split(".")[:2])


@cache
def home_of_table(name: str) -> str | None:
    for mapper in Base.registry.mappers:
        if getattr(mapper.local_table, "name", None) == name:
            return home_of_module(mapper.class_.__module__)
    return None
