"""Asking the index on disk: what fits some words, and what they may have meant.

The index is a projection with one writer, the worker. Readers open a snapshot and
never wait for it. What is asked is built here from bounded terms, never by a query
parser: Whoosh's own turns a few characters into seconds of work.
"""

from collections.abc import Callable
from typing import TypeVar

from cocreate.kernel.log import log
from cocreate.search import spelling
from cocreate.search.engine import Hit, Hits, Scope, Tidiness
from cocreate.search.keeping import once
from cocreate.search.needs import question_of
from cocreate.search.on_disk import places, snapshots
from cocreate.search.on_disk.ranking import Ranked, holding_all, holding_some
from cocreate.search.on_disk.schema import BROKEN
from cocreate.search.on_disk.snapshots import Snapshot
from cocreate.search.shape import IndexBrokenError
from cocreate.search.words import Asked

Finder = Callable[[Snapshot, Asked, Scope, int], Hits]

T = TypeVar("T")


def find(asked: Asked, scope: Scope, *, most: int) -> Hits:
    """What holds every word; IndexBrokenError when the index cannot be read."""
    return found(find_all, asked, scope, most)


def find_some(asked: Asked, scope: Scope, *, most: int) -> Hits:
    """What holds some of the words, the rare ones first."""
    return found(find_any, asked, scope, most)


def found(find_in: Finder, asked: Asked, scope: Scope, most: int) -> Hits:
    """What is found in a snapshot: the same until there is a newer one."""
    return read(
        lambda snapshot: once(
            (*snapshot[:2], find_in, asked, scope, most),
            lambda: find_in(snapshot, asked, scope, most),
        )
    )


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
    question = question_of(snapshot, asked, scope)
    if question is None:
        return Hits([], 0, is_cut=False)
    return hits_of(snapshot, holding_all(snapshot, question), most)


def find_any(snapshot: Snapshot, asked: Asked, scope: Scope, most: int) -> Hits:
    question = question_of(snapshot, asked, scope)
    if question is None:
        return Hits([], 0, is_cut=False)
    return hits_of(snapshot, holding_some(snapshot, question), most)


def hits_of(snapshot: Snapshot, ranked: Ranked, most: int) -> Hits:
    at = {-segment.offset: segment for segment in snapshot.segments}
    best = [
        Hit(at[offset].kind(place), at[offset].facts.numbers[place])
        for _, offset, place in ranked.matches[:most]
    ]
    return Hits(best, len(ranked.matches), ranked.is_cut)


def prints_kept() -> dict[str, int]:
    """Every key in the index, with the print of its words: what doctor compares."""
    return read(
        lambda snapshot: {
            key: words
            for segment in snapshot.segments
            for key, words in segment.prints()
        }
    )


def tidiness() -> Tidiness:
    return read(tidiness_of)


def tidiness_of(snapshot: Snapshot) -> Tidiness:
    gone = sum(len(segment.gone) for segment in snapshot.segments)
    return Tidiness(len(snapshot.segments), snapshot.documents - gone, gone)


def meant(typed: str) -> str | None:
    """What the typed words may have been; who may see it is not asked here."""
    return read(lambda snapshot: spelling.meant(snapshot, typed))
