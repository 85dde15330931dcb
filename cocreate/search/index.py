"""The index, whichever engine keeps it."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from cocreate.config import current
from cocreate.search.engine import Engine, Hit, Hits, Scope, Tidiness
from cocreate.search.in_postgresql.engine import InPostgresql
from cocreate.search.on_disk.engine import OnDisk
from cocreate.search.shape import Document
from cocreate.search.words import Asked

__all__ = ["Hit", "Hits", "Scope", "Tidiness"]

ON_DISK, IN_POSTGRESQL = OnDisk(), InPostgresql()


def engine() -> Engine:
    """The engine that is set; if none is, the one that goes with the database."""
    chosen = current().search_engine
    if chosen == "auto":
        return ON_DISK if current().on_sqlite else IN_POSTGRESQL
    return ON_DISK if chosen == "whoosh" else IN_POSTGRESQL


def find(asked: Asked, scope: Scope, *, most: int) -> Hits:
    """What answers all that is asked, best first."""
    return engine().find(asked, scope, most=most)


def find_some(asked: Asked, scope: Scope, *, most: int) -> Hits:
    """What holds some of the words, the rare ones first."""
    return engine().find_some(asked, scope, most=most)


def meant(typed: str) -> str | None:
    """What the typed words may have been; who may see it is not asked here."""
    return engine().meant(typed)


def write(documents: Iterable[Document], gone: Sequence[str] = ()) -> int:
    """Put documents in, take the keys that are gone out, in one step."""
    return engine().write(documents, gone)


def write_anew(
    documents: Iterable[Document], told: Callable[[int], None] = lambda _: None
) -> int:
    """Make a whole index of these, the newest first, and put it in use at the end."""
    return engine().write_anew(documents, told)


def making() -> AbstractContextManager[None]:
    """One process at a time makes the index anew."""
    return engine().making()


def is_being_made() -> bool:
    """Whether some process makes the index anew at this moment."""
    return engine().is_being_made()


def needs_making() -> bool:
    """There is no index of this shape, or somebody could not read it."""
    return engine().needs_making()


def prints_kept() -> dict[str, int]:
    """Every key in the index, with the print of its words: what doctor compares."""
    return engine().prints_kept()


def tidiness() -> Tidiness:
    """Whether it is time to make the index anew."""
    return engine().tidiness()
