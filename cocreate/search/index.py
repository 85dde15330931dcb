"""Asking the index: what fits some words, and what they may have meant.

The index is a projection with one writer, the worker. Readers open a snapshot and
never wait for it. What is asked is built here from bounded terms, never by a query
parser: Whoosh's own turns a few characters into seconds of work.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from cocreate.kernel.ids import ProjectId
from cocreate.kernel.log import log
from cocreate.search import places, snapshots, spelling
from cocreate.search.ranking import (
    Need,
    Ranked,
    Term,
    Within,
    holding_all,
    holding_some,
)
from cocreate.search.shape import BROKEN, IndexBrokenError
from cocreate.search.snapshots import Snapshot
from cocreate.search.subject import Subject
from cocreate.search.words import Asked

MOST_PLACES = 20  # projects that are looked for as terms; more are looked up
MOST_LOOKED_AT, MOST_EXPANSIONS = 400, 25
BEGUN = 0.5  # what a word that only begins so is worth
LEAST_STEM = 4
MOST_FOUND = 500  # searches whose hits are kept

_found: dict[tuple[Any, ...], "Hits"] = {}

T = TypeVar("T")


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


def find(asked: Asked, scope: Scope, *, most: int) -> Hits:
    """What holds every word; IndexBrokenError when the index cannot be read."""
    return read(
        lambda snapshot: once(snapshot, find_all, asked=asked, scope=scope, most=most)
    )


def find_some(asked: Asked, scope: Scope, *, most: int) -> Hits:
    """What holds some of the words, the rare ones first."""
    return read(
        lambda snapshot: once(snapshot, find_any, asked=asked, scope=scope, most=most)
    )


def once(snapshot: Snapshot, find_in: Callable[..., Hits], **sought: Any) -> Hits:
    """What is sought in a snapshot: the same until there is a newer one, so kept."""
    key = (*snapshot[:2], find_in, *sought.values())
    found = _found.get(key)
    if found is None:
        if len(_found) >= MOST_FOUND:
            _found.clear()
        found = _found[key] = find_in(snapshot, **sought)
    return found


def read(ask: Callable[[Snapshot], T]) -> T:
    """Ask the newest snapshot; once more, should another index take its place now."""
    try:
        return ask(snapshots.newest())
    except BROKEN:
        snapshots.forget()
    try:
        return ask(snapshots.newest())
    except BROKEN as failure:
        snapshots.forget()
        places.call_for_help()
        log.error("search.broken", error=repr(failure)[:200])
        raise IndexBrokenError from failure


def find_all(snapshot: Snapshot, asked: Asked, scope: Scope, most: int) -> Hits:
    words = needs_of(snapshot, asked)
    limits, within = narrowed(scope)
    if not words:
        return Hits([], 0, is_cut=False)
    return hits_of(snapshot, holding_all(snapshot, [*words, *limits], within), most)


def find_any(snapshot: Snapshot, asked: Asked, scope: Scope, most: int) -> Hits:
    words = needs_of(snapshot, asked)
    limits, within = narrowed(scope)
    return hits_of(snapshot, holding_some(snapshot, [*words, *limits], within), most)


def hits_of(snapshot: Snapshot, ranked: Ranked, most: int) -> Hits:
    at = {-segment.offset: segment for segment in snapshot.segments}
    best = [
        Hit(at[offset].kind(place), at[offset].facts.numbers[place])
        for _, offset, place in ranked.matches[:most]
    ]
    return Hits(best, len(ranked.matches), ranked.is_cut)


def needs_of(snapshot: Snapshot, asked: Asked) -> list[Need]:
    needs = [Need((Term("words", term),)) for term in asked.terms]
    if needs and asked.beginning:
        needs[-1] = Need((*needs[-1].terms, *begun(snapshot, asked)))
    return needs


def begun(snapshot: Snapshot, asked: Asked) -> list[Term]:
    """Words that begin so, a bounded number of them: those that are said most."""
    found: dict[str, int] = {}
    for segment in snapshot.segments:
        for term in segment.beginning_with("words", asked.beginning, MOST_LOOKED_AT):
            found[term] = found.get(term, 0) + segment.spread("words", term)
    found.pop(asked.terms[-1], None)
    often = sorted(found, key=lambda term: -found[term])[:MOST_EXPANSIONS]
    return [Term("words", term, BEGUN) for term in often or stems_of(snapshot, asked)]


def stems_of(snapshot: Snapshot, asked: Asked) -> list[str]:
    """A word typed beyond its stem: `announci` is kept as `announc`."""
    typed = asked.beginning
    if snapshot.spread("words", asked.terms[-1]):
        return []
    shorter = (typed[:end] for end in range(len(typed) - 1, LEAST_STEM - 1, -1))
    return [stem for stem in shorter if snapshot.spread("words", stem)][:1]


def narrowed(scope: Scope) -> tuple[list[Need], Within]:
    """Few projects and kinds are terms to meet; many projects are looked up."""
    kinds = [str(kind) for kind in scope.kinds]
    if scope.projects is None or len(scope.projects) > MOST_PLACES:
        everywhere = frozenset(scope.projects) if scope.projects is not None else None
        return limit(kinds), Within(everywhere)
    if not scope.projects:
        return limit(["nowhere"]), Within(frozenset())
    keys = [str(key) for key in scope.projects]
    if not kinds:
        return limit(keys), Within(None)
    return limit([f"{key} {kind}" for key in keys for kind in kinds]), Within(None)


def limit(names: Sequence[str]) -> list[Need]:
    if not names:
        return []
    return [Need(tuple(Term("place", name) for name in names), is_limit=True)]


def prints_kept() -> dict[str, int]:
    """Every key in the index, with the print of its words: what doctor compares."""
    return read(
        lambda snapshot: {
            key: words
            for segment in snapshot.segments
            for key, words in segment.prints()
        }
    )


class Tidiness(NamedTuple):
    """In how many parts the index lies, and what of it is of use."""

    segments: int
    kept: int
    gone: int


def tidiness() -> Tidiness:
    return read(tidiness_of)


def tidiness_of(snapshot: Snapshot) -> Tidiness:
    gone = sum(len(segment.gone) for segment in snapshot.segments)
    return Tidiness(len(snapshot.segments), snapshot.documents - gone, gone)


def meant(typed: str) -> str | None:
    """What the typed words may have been; who may see it is not asked here."""
    return read(lambda snapshot: spelling.meant(snapshot, typed))
