"""How a term's documents lie on disk: plain numbers, read without unpacking.

Whoosh packs postings into small blocks that are unpacked one by one, in Python; a word
that is in every second text then costs a second. Here they are one array, the newest
document first, of which a search reads as much as it ranks.
"""

import struct
from array import array
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any

from whoosh.codec.whoosh3 import (
    W3Codec,
    W3FieldWriter,
    W3PostingsWriter,
    W3TermInfo,
)
from whoosh.matching import ListMatcher

from cocreate.search.on_disk.gathering import BYTES_OF_ID, HEAVIEST, Gathered

WHOLE = 2**31  # postings in a block: a term has one
LENGTHS = struct.Struct("!ii")  # of a key and its value, as whoosh writes them
LAST_BUCKET = 255


class Postings(ListMatcher):  # type: ignore[misc]  # whoosh has no types
    """The documents of a term, in order, and how much each says it."""

    def __init__(self, ids: "array[int]", weights: bytes, **rest: Any) -> None:
        super().__init__(ids, weights, **rest)
        self.ids = ids
        self.weights = weights

    def __len__(self) -> int:
        return len(self.ids)

    def value(self) -> bytes:
        return b""


class PlainWriter(W3PostingsWriter):  # type: ignore[misc]  # whoosh has no types
    """Writes the numbers of all documents, then their weights."""

    def _write_block(self, **_: bool) -> None:
        self._terminfo.add_block(self)
        self._postfile.write(self._ids.tobytes())
        weights = (min(HEAVIEST, int(weight)) for weight in self._weights)
        self._postfile.write(bytes(weights))
        self._blockcount += 1
        self._new_block()


class PlainFieldWriter(W3FieldWriter):  # type: ignore[misc]  # whoosh has no types
    """Writes terms one by one, or those that were gathered each in one go."""

    def add_gathered(self, schema: Any, terms: Iterable[Gathered]) -> None:
        offset, position = self._postfile.tell(), self._tindex.tell()
        for field, same in groupby(terms, key=attrgetter("field")):
            self.start_field(field, schema[field])
            for gathered in same:
                written = gathered.ids.tobytes() + gathered.weights
                self._postfile.write(written)
                info = info_of(gathered)
                info.set_extent(offset, len(written))
                key = key_of(self._fieldid, gathered.term)
                position += put(self._tindex, position, key, info.to_bytes())
                offset += len(written)
            self.finish_field()


def put(table: Any, position: int, key: bytes, value: bytes) -> int:
    """Add to whoosh's table as it does, but for asking at each term where it stands.

    That is a system call. Keys come in their order; the bytes of the entry are told.
    """
    entry = LENGTHS.pack(len(key), len(value)) + key + value
    told = table.hashfn(key)
    table.index.append(position)
    table.buckets[told & LAST_BUCKET].append((told, position))
    table.dbfile.write(entry)
    return len(entry)


def key_of(field_id: int, term: bytes) -> bytes:
    """As whoosh keeps a term: the number of its field before it."""
    return field_id.to_bytes(2, "big") + term


def info_of(gathered: Gathered) -> W3TermInfo:
    return W3TermInfo(
        weight=sum(gathered.weights),
        df=len(gathered.ids),
        maxweight=max(gathered.weights),
        minid=gathered.ids[0],
        maxid=gathered.ids[-1],
    )


class PlainCodec(W3Codec):  # type: ignore[misc]  # whoosh has no types
    """Whoosh's own way of keeping an index, but for the postings."""

    length_stats = False  # how long texts are is a column of ours

    def field_writer(self, storage: Any, segment: Any) -> PlainFieldWriter:
        return PlainFieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, *, byteids: bool = False) -> PlainWriter:
        return PlainWriter(dbfile, blocklimit=WHOLE, byteids=byteids)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, **rest: Any
    ) -> Postings:
        offset, count = terminfo.extent()[0], terminfo.doc_frequency()
        ids = array("I")
        ids.frombytes(dbfile.get(offset, count * BYTES_OF_ID))
        weights = bytes(dbfile.get(offset + count * BYTES_OF_ID, count))
        return Postings(ids, weights, format=format_, terminfo=terminfo, **rest)
