"""An archive that a device may unpack: no bomb, and nothing that is written outside."""

import posixpath
import struct
import zlib
from collections.abc import Iterable, Iterator

from cocreate.beta.packages.entries import (
    DEFLATED,
    ENCRYPTED,
    LATER_SIZES,
    LEADS_OUT,
    LIES,
    LOCAL,
    STORED,
    Entry,
    entries_of,
)
from cocreate.beta.packages.facts import BadPackageError, BombError
from cocreate.beta.packages.source import Source, source_of

MEGABYTE = 1024 * 1024
MOST_RATIO = 50  # of an archive that unpacks to more than is small
SMALL = 64 * MEGABYTE
MOST_CHECKED = 128 * MEGABYTE  # unpacked here, to see that sizes are true
MOST_HEADS = 5_000
LARGE = 512 * MEGABYTE  # of such a one, what is read here is held against its head
MOST_NESTED = 16 * MEGABYTE
DEEPEST = 3
PIECE = 256 * 1024
LONGEST_LINK = 4_096
ARCHIVES = (".zip", ".jar", ".apk", ".ipa", ".whl", ".aab", ".xapk", ".apks", ".war")

BOMB = (
    "It unpacks to {:,} MB, more than {} times its size. Bring what is in it instead."
)
NESTED = "It has archives in archives in archives. Bring what is in them instead."
HIDDEN = "A file in it, “{}”, needs a password. Make it without one."
TOO_LARGE = "A file in it, “{}”, is too large to be what it should be. Make it anew."
OTHER_METHOD = "A file in it, “{}”, is packed in a way that few can read. Make it anew."


class Archive:
    """The files of a sound archive, by name."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.entries = entries_of(source)
        self.by_name = {entry.name: entry for entry in self.entries}

    def read(self, name: str, *, most: int) -> bytes:
        """One small file, whole; what it is not said to be is refused."""
        entry = self.by_name[name]
        if entry.size > most:
            raise BadPackageError(TOO_LARGE.format(name[:80]))
        return b"".join(unpacked(self.source, entry))


def opened(source: Source) -> Archive:
    """An archive, once everything that a device would stumble over is ruled out."""
    archive = Archive(source)
    refuse_bomb(archive.entries, source.size)
    refuse_links_out(archive)
    refuse_other_heads(archive)
    refuse_lies(archive)
    Nested(source.size).refuse(archive, 1)
    return archive


def refuse_bomb(entries: Iterable[Entry], size: int, before: int = 0) -> None:
    total = before + sum(entry.size for entry in entries)
    if total > SMALL and total > MOST_RATIO * size:
        raise BombError(BOMB.format(total // MEGABYTE, MOST_RATIO))


def refuse_links_out(archive: Archive) -> None:
    """Links stay inside, and nothing is written through one."""
    links = {one.name.rstrip("/") for one in archive.entries if one.is_link}
    if not links:
        return
    for name in sorted(links):
        target = archive.read(name, most=LONGEST_LINK).decode("utf-8", "replace")
        where = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
        if target.startswith("/") or "\\" in target or where.split("/")[0] == "..":
            raise BadPackageError(LEADS_OUT.format(name[:80]))
    for entry in archive.entries:
        if any(above in links for above in folders_above(entry.name)):
            raise BadPackageError(LEADS_OUT.format(entry.name[:80]))


def folders_above(name: str) -> Iterator[str]:
    above = posixpath.dirname(name.rstrip("/"))
    while above:
        yield above
        above = posixpath.dirname(above)


def refuse_other_heads(archive: Archive) -> None:
    """What stands before each file says the same as the directory."""
    if len(archive.entries) <= MOST_HEADS and archive.source.size <= LARGE:
        for entry in archive.entries:
            beginning_of(archive.source, entry)


def beginning_of(source: Source, entry: Entry) -> int:
    """Where the bytes of a file begin, once its own head is found to agree."""
    head = source.take(entry.at, 30)
    flags, method, _, crc, packed, size, named, extra = struct.unpack_from(
        "<HHIIIIHH", head, 6
    )
    name = source.take(entry.at + 30, min(named, len(entry.raw) + 1))
    same = head[:4] == LOCAL and name == entry.raw and method == entry.method
    known = (entry.crc, low(entry.packed), low(entry.size))
    given = (crc, low(packed), low(size))
    later = flags & LATER_SIZES and given == (0, 0, 0)
    if not same or (flags ^ entry.flags) & ENCRYPTED:
        raise BadPackageError(LIES)
    if not later and any(
        one not in (other, 0xFFFF_FFFF) for one, other in zip(given, known, strict=True)
    ):
        raise BadPackageError(LIES)
    return entry.at + 30 + int(named) + int(extra)


def low(value: int) -> int:
    """What stands in four bytes where the whole stands in an extra field."""
    return min(value, 0xFFFF_FFFF)


def unpacked(source: Source, entry: Entry) -> Iterator[bytes]:
    """The bytes of a file, never more than it is said to have."""
    if entry.flags & ENCRYPTED:
        raise BadPackageError(HIDDEN.format(entry.name[:80]))
    if entry.method not in (STORED, DEFLATED):
        raise BadPackageError(OTHER_METHOD.format(entry.name[:80]))
    crc = done = 0
    for piece in inflated(source, entry):
        done += len(piece)
        if done > entry.size:
            raise BadPackageError(LIES)
        crc = zlib.crc32(piece, crc)
        yield piece
    if done != entry.size or crc != entry.crc:
        raise BadPackageError(LIES)


def inflated(source: Source, entry: Entry) -> Iterator[bytes]:
    start = beginning_of(source, entry)
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == DEFLATED else None
    for at in range(start, start + entry.packed, PIECE):
        packed = source.take(at, min(PIECE, start + entry.packed - at))
        while packed:
            if inflate is None:
                yield packed
                break
            try:
                yield inflate.decompress(packed, PIECE)
            except zlib.error:
                raise BadPackageError(LIES) from None
            packed = inflate.unconsumed_tail
    if inflate is not None:
        yield inflate.flush()
        if not inflate.eof or inflate.unused_data:
            raise BadPackageError(LIES)


def refuse_lies(archive: Archive) -> None:
    """Unpack what is not too much of it: sizes and checksums are true."""
    left = MOST_CHECKED
    for entry in archive.entries:
        if entry.size <= left and entry.method in (STORED, DEFLATED):
            if entry.flags & ENCRYPTED:
                continue
            left -= entry.size
            for _ in unpacked(archive.source, entry):
                pass


class Nested:
    """Archives in an archive: together they are no bomb either."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.total = 0

    def refuse(self, archive: Archive, depth: int) -> None:
        for entry in archive.entries:
            if not entry.name.lower().endswith(ARCHIVES) or entry.size > MOST_NESTED:
                continue
            if depth == DEEPEST:
                raise BombError(NESTED)
            inner = self.opened(archive, entry)
            if inner is not None:
                refuse_bomb(inner.entries, self.size, self.total)
                self.total += sum(one.size for one in inner.entries)
                self.refuse(inner, depth + 1)

    def opened(self, archive: Archive, entry: Entry) -> Archive | None:
        """What is named like an archive and is none harms nobody."""
        try:
            return Archive(source_of(archive.read(entry.name, most=MOST_NESTED)))
        except BadPackageError:
            return None
