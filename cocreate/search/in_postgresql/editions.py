"""Which index is in use, and whether it can be read."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple, TypeVar

from sqlalchemy import Row, Select, func, literal, select, update
from sqlalchemy.exc import DBAPIError, OperationalError

from cocreate.kernel.db import ask, db
from cocreate.kernel.log import log
from cocreate.kernel.transaction import pause
from cocreate.search.in_postgresql.tables import TABLES, in_use
from cocreate.search.shape import SHAPE, IndexBrokenError, IndexBusyError

SECONDS_TO_WAIT = 20.0
MAKING = 0x636F6372  # the lock of who makes an index anew
BROKEN_SHAPE = 0

T = TypeVar("T")


class Edition(NamedTuple):
    """An index as it stood at one commit."""

    name: str
    generation: int
    documents: int
    said: int
    newest: int
    oldest: int

    @property
    def mean_length(self) -> float:
        return self.said / max(1, self.documents)

    @property
    def span(self) -> int:
        """How many documents were put in, those that are gone among them."""
        return self.newest - self.oldest


def newest() -> Edition:
    """The index in use; IndexBrokenError when there is none."""
    row = ask(standing()).first()
    if row is None or row.shape != SHAPE or row.are_missing:
        raise IndexBrokenError("there is none")
    return edition_of(row)


@lru_cache
def standing() -> Select[*tuple[object, ...]]:
    missing = [func.to_regclass(table.name).is_(None) for table in TABLES]
    return select(*in_use.c, (missing[0] | missing[1]).label("are_missing"))


def edition_of(row: Row[*tuple[object, ...]]) -> Edition:
    return Edition(*(getattr(row, name) for name in Edition._fields))


def new_name() -> str:
    """Never used again, so nobody mistakes one index for another."""
    return secrets.token_hex(6)


def needs_making() -> bool:
    try:
        newest()
    except IndexBrokenError:
        return True
    return False


def read(find: Callable[[Edition], T]) -> T:
    """Ask the index in use; what cannot be read is told to the worker."""
    try:
        return find(newest())
    except OperationalError:
        raise  # the database itself is not there
    except DBAPIError as failure:
        pause()
        call_for_help()
        log.error("search.broken", error=repr(failure.orig)[:200])
        raise IndexBrokenError from failure


def call_for_help() -> None:
    """Let the worker know that the index cannot be read."""
    with db.engine.begin() as connection:
        connection.execute(update(in_use).values(shape=BROKEN_SHAPE))


@contextmanager
def making() -> Iterator[None]:
    """One process at a time makes the index anew."""
    with db.engine.begin() as connection:  # its end, however it comes, frees the lock
        connection.execute(waiting_at_most(SECONDS_TO_WAIT))
        try:
            connection.execute(select(func.pg_advisory_xact_lock(MAKING)))
        except OperationalError as busy:
            raise IndexBusyError from busy
        yield


def is_being_made() -> bool:
    """Whether some process makes the index anew at this moment."""
    lock = func.pg_try_advisory_xact_lock_shared(MAKING)  # until the next pause
    return not db.session.scalar(select(lock))


def waiting_at_most(seconds: float) -> Select[tuple[str]]:
    time = f"{max(1, int(seconds * 1000))}ms"
    return select(func.set_config("lock_timeout", time, literal(value=True)))
