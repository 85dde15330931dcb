"""Which tables may have changed: those that any statement has named that writes."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, event

from cocreate.kernel.db import Base
from cocreate.kernel.kept import Asked, Kept
from cocreate.search.in_postgresql.tables import TABLES

WRITES = re.compile(r"\b(?:INSERT|UPDATE|DELETE|TRUNCATE|COPY|CREATE|ALTER|DROP)\b")
NAME = re.compile(r"\w+")


class Touched:
    """Listens from now on, in every thread and at every engine of this process.

    Statements that are kept pass by SQLAlchemy, and by who listens there: they are
    heard where they run. A statement that fails has changed nothing.
    """

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.known = {table.name for table in [*Base.metadata.sorted_tables, *TABLES]}
        event.listen(Engine, "after_cursor_execute", self.hear)
        self.run = Kept.run
        setattr(Kept, "run", self.hear_kept())  # noqa: B010 - of a class, and put back

    def hear_kept(self) -> Callable[..., Asked]:
        def run(kept: Kept, connection: Connection, values: Mapping[str, Any]) -> Asked:
            self.names |= self.known & named_in(kept.words)
            return self.run(kept, connection, values)

        return run

    def hear(self, _c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.names |= self.known & named_in(statement)

    def stop(self) -> None:
        event.remove(Engine, "after_cursor_execute", self.hear)
        setattr(Kept, "run", self.run)  # noqa: B010 - as it was

    def so_far(self) -> set[str]:
        """All of them, with what goes or changes along with a row of theirs."""
        return with_those_that_follow(self.names)

    def take(self) -> set[str]:
        """The same, and from here on anew."""
        names = self.so_far()
        self.names = set()
        return names


@lru_cache(10_000)
def named_in(statement: str) -> frozenset[str]:
    """All words of a statement that writes, and the tables they may stand for."""
    if not WRITES.search(statement.upper()):
        return frozenset()
    names = {*NAME.findall(statement)}
    if "search_index" in statement:  # made under another name, and renamed
        names |= {table.name for table in TABLES}
    return frozenset(names)


def with_those_that_follow(names: Iterable[str]) -> set[str]:
    found, waiting = set[str](), [*names]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += followers().get(name, ())
    return found


@cache
def followers() -> dict[str, list[str]]:
    """Which tables a table's keys are rubbed out in by the database itself."""
    found: dict[str, list[str]] = {}
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.ondelete or key.onupdate:
                found.setdefault(key.column.table.name, []).append(table.name)
    return found
