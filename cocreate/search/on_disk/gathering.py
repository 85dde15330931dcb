"""Which documents say a term, gathered term by term while a whole index is made.

Whoosh keeps a tuple for every word of every document and sorts them all. Documents come
in their order, so a list a term is in order as it grows; what no longer fits in memory
waits in a file.
"""

import struct
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from heapq import merge
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

HEAVIEST = 255
BYTES_OF_ID = 4
BITS = 8  # of a posting, which hold its weight
HEAD = struct.Struct("=BHI")  # length of the field's name and the term, documents
COST_OF_TERM, COST_OF_POSTING = 400, 8  # bytes, about


class Gathered(NamedTuple):
    """The documents of a term of a field, and how much each says it."""

    field: str
    term: bytes
    ids: "array[int]"
    weights: bytearray

    @property
    def place(self) -> tuple[str, bytes]:
        return self.field, self.term


class Gathering:
    """All terms so far, in at most so many bytes of memory."""

    def __init__(self, folder: Path, *, most: int) -> None:
        self.folder = folder
        self.most = most
        self.size = 0
        self.fields: dict[str, dict[str, array[int]]] = defaultdict(a_field)
        self.runs: list[IO[bytes]] = []

    def add(self, field: str, document: int, terms: Mapping[str, int]) -> None:
        """Note what the next document says."""
        lists, said_by = self.fields[field], document << BITS
        before = len(lists)
        for term, weight in terms.items():
            least = weight if weight < HEAVIEST else HEAVIEST  # noqa: FURB136 - no call
            lists[term].append(said_by + least)
        fresh = len(lists) - before
        self.size += fresh * COST_OF_TERM + len(terms) * COST_OF_POSTING
        if self.size > self.most:
            self.set_aside()

    def set_aside(self) -> None:
        run = TemporaryFile(dir=self.folder)  # noqa: SIM115 - read again at the end
        for one in self.in_memory():
            field = one.field.encode()
            run.write(HEAD.pack(len(field), len(one.term), len(one.ids)))
            run.write(field + one.term + one.ids.tobytes() + one.weights)
        self.runs.append(run)
        self.fields.clear()
        self.size = 0

    def in_memory(self) -> Iterator[Gathered]:
        for field, lists in sorted(self.fields.items()):
            for term in sorted(lists):
                yield gathered(field, term, lists[term])

    def sorted(self) -> Iterator[Gathered]:
        """Every term of every field in order, each once."""
        if not self.runs:
            yield from self.in_memory()
            return
        parts = [*map(read_run, self.runs), self.in_memory()]
        runs = merge(*parts, key=lambda one: one.place)
        for _, same in groupby(runs, key=lambda one: one.place):
            yield joined(same)

    def close(self) -> None:
        for run in self.runs:
            run.close()


def a_field() -> "dict[str, array[int]]":
    """A list for each term: one number a document, with the weight in its lowest bits.

    So a posting, of which there are millions, is one step.
    """
    return defaultdict(partial(array, "Q"))


def gathered(field: str, term: str, postings: "array[int]") -> Gathered:
    ids = array("I", [one >> BITS for one in postings])
    weights = bytearray([one & HEAVIEST for one in postings])
    return Gathered(field, term.encode("utf-8"), ids, weights)


def read_run(run: IO[bytes]) -> Iterator[Gathered]:
    run.seek(0)
    while head := run.read(HEAD.size):
        of_field, of_term, many = HEAD.unpack(head)
        field, term = run.read(of_field).decode(), run.read(of_term)
        ids = array("I", run.read(many * BYTES_OF_ID))
        yield Gathered(field, term, ids, bytearray(run.read(many)))


def joined(same: Iterable[Gathered]) -> Gathered:
    """A term of which several runs tell, the earlier documents first."""
    first, *others = same
    for other in others:
        first.ids.extend(other.ids)
        first.weights.extend(other.weights)
    return first
