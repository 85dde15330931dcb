"""The index as it stood at one commit: what a search reads, and never waits for."""

import threading
from array import array
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from whoosh import index as whoosh_index
from whoosh.matching import WrappingMatcher
from whoosh.reading import TermNotFound

from cocreate.search.needs import SPELLING
from cocreate.search.on_disk import places
from cocreate.search.on_disk.postings import Postings
from cocreate.search.shape import KINDS
from cocreate.search.subject import Subject

MOST_SPELLED = 2  # segments whose words are proposed

_here = threading.local()
_known: dict[str, "Facts"] = {}


class Facts(NamedTuple):
    """The numbers of each document of a segment, by its place in it."""

    kinds: "array[int]"
    numbers: "array[int]"
    projects: "array[int]"
    lengths: "array[int]"
    days: "array[int]"


class Segment(NamedTuple):
    """A part of the index that never changes, but for what is taken out of it."""

    reader: Any
    offset: int
    size: int
    gone: frozenset[int]
    facts: Facts

    def postings(self, field: str, term: str) -> Postings | None:
        """The documents of a term, those that are gone among them."""
        try:
            found = self.reader.postings(field, term)
        except TermNotFound:
            return None
        listed: Postings = found.child if isinstance(found, WrappingMatcher) else found
        return listed

    def spread(self, field: str, term: str) -> int:
        return int(self.reader.doc_frequency(field, term))

    def beginning_with(self, field: str, beginning: str, most: int) -> Iterator[str]:
        for term in islice(self.reader.expand_prefix(field, beginning), most):
            yield term.decode()

    def kind(self, place: int) -> Subject:
        return KINDS[self.facts.kinds[place]]

    def said(self, places: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """The terms of documents, one after another."""
        texts = self.reader.column_reader("said")
        for place in places:
            yield place, texts[place]

    def prints(self) -> Iterator[tuple[str, int]]:
        """Each document's key, and the print of its words."""
        prints = self.reader.column_reader("print").load()
        for place in range(self.size):
            if place not in self.gone:
                key = f"{self.kind(place)}:{self.facts.numbers[place]}"
                yield key, prints[place]


class Snapshot(NamedTuple):
    """Segments, those with the newest documents first."""

    folder: Path
    generation: int
    segments: tuple[Segment, ...]
    documents: int
    mean_length: float

    def spread(self, field: str, term: str) -> int:
        """In how many documents a term is."""
        return sum(segment.spread(field, term) for segment in self.segments)

    def spreads(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """In how many documents each of them is; those in none are left out."""
        segments = self.largest if field == SPELLING else self.segments
        found = {
            term: sum(segment.spread(field, term) for segment in segments)
            for term in terms
        }
        return {term: spread for term, spread in found.items() if spread}

    def beginning_with(self, field: str, beginning: str, most: int) -> dict[str, int]:
        """So many terms of a segment that begin so."""
        found: dict[str, int] = {}
        for segment in self.largest if field == SPELLING else self.segments:
            for term in segment.beginning_with(field, beginning, most):
                found[term] = found.get(term, 0) + segment.spread(field, term)
        return found

    @property
    def largest(self) -> list[Segment]:
        return sorted(self.segments, key=lambda one: -one.size)[:MOST_SPELLED]


def newest() -> Snapshot:
    """The newest snapshot; a thread keeps what it read until there is a newer one."""
    place = places.index_folder()
    mark = places.mark_of(place)
    held: Snapshot | None = getattr(_here, "snapshot", None)
    if held and mark and _here.mark == (place, mark):
        return held
    opened = whoosh_index.open_dir(str(place))
    if not held or held[:2] != (place, opened.latest_generation()):
        held = _here.snapshot = snapshot_of(place, opened)
    _here.mark = place, mark
    return held


def forget() -> None:
    """Read anew next time."""
    _here.snapshot = _here.mark = None


def snapshot_of(place: Path, opened: Any) -> Snapshot:
    reader = opened.reader()
    generation = reader.generation()
    segments = [
        segment_of(leaf, offset)
        for leaf, offset in reversed(reader.leaf_readers())
        if leaf.doc_count_all()
    ]
    names = {name_of(segment.reader) for segment in segments}
    for name in [name for name in _known if name not in names]:
        _known.pop(name, None)
    size = sum(segment.size for segment in segments)
    length = sum(sum(segment.facts.lengths) for segment in segments)
    return Snapshot(place, generation, tuple(segments), size, length / max(1, size))


def segment_of(leaf: Any, offset: int) -> Segment:
    gone = frozenset(leaf.segment().deleted_docs())
    return Segment(leaf, offset, leaf.doc_count_all(), gone, facts_of(leaf))


def facts_of(leaf: Any) -> Facts:
    """Read once by a process: all its threads and snapshots share them."""
    name = name_of(leaf)
    if name not in _known:
        columns = ("kind", "number", "project", "length", "at")
        _known[name] = Facts(*(leaf.column_reader(one).load() for one in columns))
    return _known[name]


def name_of(leaf: Any) -> str:
    return str(leaf.segment().segment_id())
