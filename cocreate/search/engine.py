"""What every search engine answers: found in, taught, and made anew.

There are two, held by one set of tests: `on_disk`, kept by Whoosh in the data folder,
and `in_postgresql`, kept in tables beside what it tells of.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from cocreate.kernel.ids import ProjectId
from cocreate.search.shape import Document
from cocreate.search.subject import Subject
from cocreate.search.words import Asked


class Hit(NamedTuple):
    kind: Subject
    id: int


class Hits(NamedTuple):
    """The best hits, best first; their number; whether there are older ones."""

    best: list[Hit]
    number: int
    is_cut: bool


class Scope(NamedTuple):
    """Where to look: kinds, and projects; None is everywhere."""

    kinds: tuple[Subject, ...] = ()
    projects: tuple[ProjectId, ...] | None = None


class Tidiness(NamedTuple):
    """In how many parts an index lies, and what of it is of use."""

    segments: int
    kept: int
    gone: int


class Engine(Protocol):
    """Whoever reads or writes an index that is not sound gets an IndexBrokenError.

    Nothing here asks who may see what is found: the database is asked that.
    """

    def find(self, asked: Asked, scope: Scope, *, most: int) -> Hits:
        """What answers all that is asked, best first."""

    def find_some(self, asked: Asked, scope: Scope, *, most: int) -> Hits:
        """What holds some of the words, the rare ones first."""

    def meant(self, typed: str) -> str | None:
        """What the typed words may have been."""

    def write(self, documents: Iterable[Document], gone: Sequence[str] = ()) -> int:
        """Put documents in, take the keys that are gone out, in one step.

        IndexBusyError when another process writes, and takes long.
        """

    def write_anew(
        self, documents: Iterable[Document], told: Callable[[int], None]
    ) -> int:
        """Make a whole index of these, the newest first, and put it in use at the end.

        Readers find with the old one until then, and the worker teaches the old one.
        """

    def making(self) -> AbstractContextManager[None]:
        """One process at a time makes an index anew; IndexBusyError for others."""

    def is_being_made(self) -> bool:
        """Whether some process makes the index anew at this moment."""

    def needs_making(self) -> bool:
        """There is no index of this shape, or somebody could not read it."""

    def prints_kept(self) -> dict[str, int]:
        """Every key in the index, with the print of its words."""

    def tidiness(self) -> Tidiness:
        """Whether it is time to make it anew."""
