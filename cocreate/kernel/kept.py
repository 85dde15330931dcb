"""Statements compiled once, and given to the driver as they are from then on.

SQLAlchemy asks itself the same questions at every execution of a statement, which takes
four times as long as SQLite does to answer it. Here they are asked at the first.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect, Executable, Row
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError, MultipleResultsFound
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Way = Callable[[Any], Any]  # of a value, into the database or out of it


class Asked(IteratorResult[*tuple[Any, ...]]):
    """The rows of an answer, and how many a statement changed that gives none.

    `sent`: as the driver gave them, to be compared with those of another answer.
    """

    def __init__(
        self,
        columns: SimpleResultMetaData,
        rows: Iterator[Any],
        rowcount: int,
        sent: Sequence[Any],
    ) -> None:
        super().__init__(columns, rows)
        self.rowcount = rowcount
        self.sent = sent

    def one_or_none(self) -> Row[*tuple[Any, ...]] | None:
        """The same as SQLAlchemy's, which asks more of itself."""
        rows = self.all()
        if len(rows) > 1:
            raise MultipleResultsFound("One row at most was asked for.")
        return rows[0] if rows else None


@dataclass(slots=True)
class Kept:
    words: str
    places: tuple[str, ...] | None  # the values by their places, or by name
    fixed: dict[str, Any]
    fresh: dict[str, Callable[[], Any]]  # found anew each time, as the hour is
    ways_in: dict[str, Way]
    types: tuple[TypeEngine[Any], ...]
    columns: SimpleResultMetaData
    ways_out: tuple[tuple[int, Way], ...] | None = None  # known with the first answer

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Asked:
        given = {**self.fixed, **values}
        for name, find in self.fresh.items():
            given[name] = find()
        for name, way in self.ways_in.items():
            given[name] = way(given[name])
        said = tuple(given[name] for name in self.places) if self.places else given
        cursor = connection.connection.cursor()
        errors = connection.dialect.loaded_dbapi.Error
        try:
            cursor.execute(self.words, said)
            rows = cursor.fetchall() if self.types else []
            changed = cursor.rowcount
            if self.ways_out is None:
                self.ways_out = self.find_ways_out(connection.dialect, cursor)
        except errors as error:
            raise DBAPIError.instance(
                self.words, said, error, errors, dialect=connection.dialect
            ) from error
        finally:
            cursor.close()
        return Asked(self.columns, map(self.read, rows), changed, rows)

    def find_ways_out(self, dialect: Dialect, cursor: Any) -> tuple[Any, ...]:
        """How values of each column are read: drivers say of what kind they send."""
        said = cursor.description or ()
        return tuple(
            (place, way)
            for place, (kind, told) in enumerate(zip(self.types, said, strict=False))
            if (way := kind.dialect_impl(dialect).result_processor(dialect, told[1]))
        )

    def read(self, row: Any) -> tuple[Any, ...]:
        if not self.ways_out:
            return tuple(row)
        values = list(row)
        for place, way in self.ways_out:
            values[place] = way(values[place])
        return tuple(values)


class Once:
    """A statement that was asked once, and may never be again."""


ONCE = Once()
seen: WeakKeyDictionary[Executable, dict[Any, Kept | Once | None]] = WeakKeyDictionary()


def ready(
    statement: Executable, connection: Connection, values: Mapping[str, Any]
) -> Kept | None:
    """The statement as it is kept, unless somebody listens to what is executed.

    One that is built anew for each question is better left to SQLAlchemy, which knows
    its like again; so a statement is kept when it comes for the second time.
    """
    if connection.engine.dispatch.before_cursor_execute:
        return None
    forms = seen.setdefault(statement, {})
    form = (connection.dialect, *values)
    if form not in forms:
        forms[form] = ONCE
        return None
    known = forms[form]
    if isinstance(known, Once):
        known = forms[form] = kept(statement, connection.dialect, tuple(values))
    return known


def kept(statement: Any, dialect: Dialect, names: tuple[str, ...]) -> Kept | None:
    """A statement made ready for values of these names; None where that must wait.

    It must wait where its words depend on the values, as those of an open IN do, or
    where values are found by SQLAlchemy, as the defaults of columns are.
    """
    compiled = statement.compile(dialect=dialect, column_keys=names)
    if waits(compiled, names):
        return None
    columns = tuple(getattr(statement, "exported_columns", ()))
    ways_in = {
        name: way
        for bind, name in compiled.bind_names.items()
        if (way := bind.type.dialect_impl(dialect).bind_processor(dialect))
    }
    return Kept(
        words=compiled.string,
        places=tuple(compiled.positiontup) if compiled.positional else None,
        fixed={n: v for n, v in compiled.params.items() if n not in names},
        fresh={
            name: bind.callable
            for bind, name in compiled.bind_names.items()
            if bind.callable and name not in names
        },
        ways_in=ways_in,
        types=tuple(column.type for column in columns),
        columns=SimpleResultMetaData([column.key for column in columns]),
    )


def waits(compiled: SQLCompiler, names: tuple[str, ...]) -> bool:
    return bool(
        compiled.post_compile_params
        or compiled.literal_execute_params
        or compiled.prefetch
        or not {*compiled.bind_names.values()} >= {*names}
    )
