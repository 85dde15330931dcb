"""Pages by keyset: the next page starts after the last row seen, at any depth.

Counting rows to skip costs a second at a million; this costs the same everywhere.
SQLite uses only the first column of a row-value comparison, so ties are asked for
in a query of their own: at most two queries a page.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from cocreate.kernel.db import AnySelect, db

R = TypeVar("R")
Sortable = ColumnElement[Any] | InstrumentedAttribute[Any]
PAGE = 20


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some rows, and where the pages before and after them begin."""

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
    except (binascii.Error, ValueError, TypeError, KeyError, RecursionError):
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
    start = read_mark(place)
    if start is not None and not comparable(start.value, by):
        start = None
    backwards = start is not None and start.backwards
    downwards = descending is not backwards
    rows = rows_after(
        statement, by=by, key=key, start=start, size=size + 1, downwards=downwards
    )
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    following = (
        mark(place_of(rows[-1], by, key)) if rows and (more or backwards) else None
    )
    precedes = start is not None and (more or not backwards)
    preceding = (
        mark(place_of(rows[0], by, key, backwards=True)) if rows and precedes else None
    )
    return Page(rows, following, preceding)


def comparable(value: Any, by: Sortable) -> bool:
    """Whether a value read from an address may be compared with the column."""
    kind = by.type.python_type
    if kind is float:
        return isinstance(value, int | float)
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))


def rows_after(
    statement: AnySelect,
    *,
    by: Sortable,
    key: Sortable,
    start: Place | None,
    size: int,
    downwards: bool,
) -> list[Any]:
    order = (by.desc(), key.desc()) if downwards else (by.asc(), key.asc())
    ordered = statement.order_by(None).order_by(*order)
    if start is None:
        return list(db.session.execute(ordered.limit(size)))
    beyond_key = key < start.key if downwards else key > start.key
    beyond = by < start.value if downwards else by > start.value
    ties = list(
        db.session.execute(ordered.where(by == start.value, beyond_key).limit(size))
    )
    if len(ties) == size:
        return ties
    rest = db.session.execute(ordered.where(beyond).limit(size - len(ties)))
    return ties + list(rest)


def place_of(
    row: Any,
    by: Sortable,
    key: Sortable,
    *,
    backwards: bool = False,
) -> Place:
    return Place(getattr(row, str(by.key)), getattr(row, str(key.key)), backwards)
