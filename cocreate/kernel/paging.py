"""Pages by keyset: the next page starts after the last row seen, at any depth.

Counting rows to skip costs a second at a million; this costs the same everywhere.
SQLite uses only the first column of a row-value comparison, so there ties are asked
for in a query of their own: at most two queries a page.
"""

import base64
import binascii
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Integer, bindparam, literal_column, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from cocreate.kernel.db import AnySelect, UtcDateTime, ask, dialect
from cocreate.kernel.kept import Asked
from cocreate.kernel.text import tidy

R = TypeVar("R")
Sortable = ColumnElement[Any] | InstrumentedAttribute[Any]
PAGE = 20
LARGEST_KEY = 2**53
FIRST_YEAR, LAST_YEAR = 1, 9999


@dataclass(frozen=True, slots=True, eq=False)
class Page(Generic[R]):
    """Some rows, and where the pages before and after them begin.

    Compared as what it is, not row by row: whatever is made of one may be kept by it.
    """

    rows: Sequence[R]
    following: str | None = None
    preceding: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in an order: the value it is sorted by, and its key."""

    value: Any
    key: int
    backwards: bool = False


def mark(place: Place) -> str:
    value = place.value
    if isinstance(value, datetime):
        value = {"at": value.isoformat()}
    packed = json.dumps([value, place.key, int(place.backwards)], separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read_mark(written: str | None) -> Place | None:
    """The place a page's address names; None when it names none (or nonsense)."""
    if not written:
        return None
    try:
        padded = written + "=" * (-len(written) % 4)
        value, key, backwards = json.loads(base64.urlsafe_b64decode(padded))
        if isinstance(value, dict):
            value = datetime.fromisoformat(value["at"])
        return Place(value, int(key), bool(backwards))
    except (
        binascii.Error,
        ValueError,
        TypeError,
        KeyError,
        OverflowError,
        RecursionError,
    ):
        return None


def page_of(
    statement: AnySelect,
    *,
    by: Sortable,
    key: Sortable,
    place: str | None = None,
    size: int = PAGE,
    descending: bool = True,
) -> Page[Any]:
    """One page of a statement in the order of `by`, then `key`.

    The rows must carry `by` and `key` under the names `by.key` and `key.key`.
    """
    return Pages(statement, by=by, key=key, descending=descending).page(
        place, size=size
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What the database sent, and the rows to be read from it."""

    sent: tuple[Any, ...]
    rows: Asked = field(compare=False)


class Pages:
    """The pages of one statement. Kept, it builds each of its queries once.

    `keeps`: of so many first pages, each is the same object as long as the database
    answers the same.
    """

    def __init__(
        self,
        statement: AnySelect,
        *,
        by: Sortable,
        key: Sortable,
        descending: bool = True,
        keeps: int = 0,
    ) -> None:
        self.statement = statement.order_by(None)
        self.by = by
        self.key = key
        self.descending = descending
        self.built: dict[tuple[str, bool, int], AnySelect] = {}
        self.keeps = keeps
        self.same_page = lru_cache(keeps)(self.page_of_answer)

    def page(
        self, place: str | None = None, *, size: int = PAGE, **values: Any
    ) -> Page[Any]:
        """The page that begins at a place; `values` fill the statement's bindparams."""
        start = read_mark(place)
        if start is None or not is_place_in(start, self.by):
            return self.first_page(size, values)
        downwards = self.descending is not start.backwards
        beyond = self.rows_beyond if dialect() == "postgresql" else self.rows_after
        rows = beyond(start, size + 1, downwards=downwards, values=values)
        return self.page_from(rows, size, start)

    def first_page(self, size: int, values: dict[str, Any]) -> Page[Any]:
        answer = ask(self.query("first", size + 1, downwards=self.descending), **values)
        if self.keeps and isinstance(answer, Asked):
            return self.same_page(Answer(tuple(answer.sent), answer), size)
        return self.page_from(list(answer.all()), size)

    def page_of_answer(self, answer: Answer, size: int) -> Page[Any]:
        return self.page_from(list(answer.rows.all()), size)

    def page_from(
        self, rows: list[Any], size: int, start: Place | None = None
    ) -> Page[Any]:
        backwards = start is not None and start.backwards
        more = len(rows) > size
        rows = rows[:size]
        if backwards:
            rows.reverse()
        follows = bool(rows) and (more or backwards)
        precedes = bool(rows) and start is not None and (more or not backwards)
        return Page(
            rows,
            mark(self.place_of(rows[-1])) if follows else None,
            mark(self.place_of(rows[0], backwards=True)) if precedes else None,
        )

    def rows_beyond(
        self, start: Place, size: int, *, downwards: bool, values: dict[str, Any]
    ) -> list[Any]:
        """In one question, by a comparison of rows (PostgreSQL manual, 9.25.5)."""
        beyond = self.query("beyond", size, downwards=downwards)
        place = {"page_value": start.value, "page_key": start.key}
        return list(ask(beyond, **place, **values).all())

    def rows_after(
        self, start: Place, size: int, *, downwards: bool, values: dict[str, Any]
    ) -> list[Any]:
        """In two: SQLite takes one column alone of such a comparison to its index."""
        same = self.query("ties", size, downwards=downwards)
        place = {"page_value": start.value, "page_key": start.key}
        ties = list(ask(same, **place, **values).all())
        if len(ties) == size:
            return ties
        rest = self.query("rest", size, downwards=downwards)
        left = size - len(ties)
        more = ask(rest, page_value=start.value, page_size=left, **values)
        return [*ties, *more.all()]

    def query(self, part: str, size: int, *, downwards: bool) -> AnySelect:
        """The first rows, those that tie with a place, or those beyond it.

        How many is no parameter but of the rest: PostgreSQL's planner, not knowing it,
        takes it for a tenth of all rows, and so plans anew at each execution.
        """
        if (part, downwards, size) not in self.built:
            self.built[part, downwards, size] = self.build(
                part, size, downwards=downwards
            )
        return self.built[part, downwards, size]

    def build(self, part: str, size: int, *, downwards: bool) -> AnySelect:
        by, key = self.by, self.key
        value = bindparam("page_value", type_=by.type)
        last = bindparam("page_key", type_=key.type)
        order = (by.desc(), key.desc()) if downwards else (by.asc(), key.asc())
        left = bindparam("page_size", type_=Integer)
        most = left if part == "rest" else literal_column(str(size))
        query = self.statement.order_by(*order).limit(most)
        if part == "ties":
            return query.where(by == value, key < last if downwards else key > last)
        if part == "rest":
            return query.where(by < value if downwards else by > value)
        if part == "beyond":
            here, place = tuple_(by, key), tuple_(value, last)
            return query.where(here < place if downwards else here > place)
        return query

    def place_of(self, row: Any, *, backwards: bool = False) -> Place:
        value, key = getattr(row, str(self.by.key)), getattr(row, str(self.key.key))
        return Place(value, key, backwards)


def is_place_in(place: Place, by: Sortable) -> bool:
    """Whether a place read from an address is one that a row can have."""
    return abs(place.key) <= LARGEST_KEY and comparable(place.value, by)


def comparable(value: Any, by: Sortable) -> bool:
    """Whether a value read from an address may be compared with the column."""
    if isinstance(by.type, UtcDateTime):
        return isinstance(value, datetime) and is_moment(value)
    kind = by.type.python_type
    if kind is float:
        return is_number(value) and abs(value) < math.inf
    if kind is int:
        return is_number(value) and isinstance(value, int) and abs(value) <= LARGEST_KEY
    return isinstance(value, kind) and value == tidy(value)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_moment(value: datetime) -> bool:
    """Whether it says its time zone, and every time zone can say it."""
    return value.tzinfo is not None and FIRST_YEAR < value.year < LAST_YEAR
