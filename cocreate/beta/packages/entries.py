"""The directory of a zip archive, read strictly and in constant memory.

After PKWARE's APPNOTE 6.3.10. Readers of it differ: what could be read in two ways is
refused here (directories elsewhere than told, names given twice, entries that overlap,
sizes that cannot be).
"""

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from cocreate.beta.packages.facts import BadPackageError
from cocreate.beta.packages.source import CUT, Source

END, END_64, LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
CENTRAL, LOCAL = b"PK\x01\x02", b"PK\x03\x04"
LONGEST_COMMENT = 65_535
MOST_ENTRIES = 60_000
MOST_DIRECTORY = 32 * 1024 * 1024
LONGEST_NAME = 1_024
PIECE = 256 * 1024
FULL, FULL_64 = 0xFFFF, 0xFFFF_FFFF
STORED, DEFLATED = 0, 8
ENCRYPTED, LATER_SIZES, UNICODE = 1, 8, 0x800
UNIX, LINK, KIND_MASK = 3, 0o120000, 0o170000
DEFLATES_TO = 1_032  # times its size at most, by the making of deflate
SLACK = 4_096

NO_ARCHIVE = "It is not a whole archive: its directory is missing. Make it anew."
LIES = "The directory of this archive does not fit what is in it. Make it anew."
TOO_MANY = f"It has more than {MOST_ENTRIES:,} files in it. Bring fewer, larger ones."
LEADS_OUT = "A file in it would be written outside its folder: “{}”. Make it anew."
TWICE = "Two files in it have the name “{}”. Make it anew."
OVERLAP = "Files in this archive overlap each other. Make it anew."
DRIVE = re.compile(r"^[A-Za-z]:")


class Entry(NamedTuple):
    """A file in an archive, as the directory tells of it."""

    name: str
    raw: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    at: int
    is_link: bool


def entries_of(source: Source) -> list[Entry]:
    """Every file of an archive, once its directory is found to be sound."""
    start, length, count = directory_of(source)
    if count > MOST_ENTRIES or length > MOST_DIRECTORY:
        raise BadPackageError(TOO_MANY)
    found = [*told(source, start, length)]
    if len(found) != count:
        raise BadPackageError(LIES)
    refuse_twins(found)
    refuse_overlap(found, start)
    return found


def directory_of(source: Source) -> tuple[int, int, int]:
    """Where the directory begins, how long it is, how many entries it has."""
    tail_at = max(0, source.size - LONGEST_COMMENT - 22)
    tail = source.take(tail_at, source.size - tail_at)
    at = tail.rfind(END)
    while at >= 0 and not ends_here(tail, at):
        at = tail.rfind(END, 0, at)
    if at < 0:
        raise BadPackageError(NO_ARCHIVE)
    disk, other, here, count, length, start, _ = struct.unpack_from(
        "<HHHHIIH", tail, at + 4
    )
    end = tail_at + at
    if (
        FULL in (count, disk)
        or FULL_64 in (length, start)
        or is_told_twice(source, end)
    ):
        said = (start, length, count)
        start, length, count, end = directory_64(source, end)
        refuse_two_words(said, (start, length, count))
    elif disk or other or here != count:
        raise BadPackageError(LIES)
    if start + length != end:
        raise BadPackageError(LIES)
    return start, length, count


def is_told_twice(source: Source, end: int) -> bool:
    """Beyond 2 GB some tools write the wide record, too, where nobody needs it yet."""
    return end >= 20 and source.take(end - 20, 4) == LOCATOR_64  # noqa: PLR2004 - its length


def refuse_two_words(narrow: tuple[int, ...], wide: tuple[int, ...]) -> None:
    """What stands in the narrow record is in the wide one, or left to it."""
    full = (FULL_64, FULL_64, FULL)
    for said, most, meant in zip(narrow, full, wide, strict=True):
        if said not in (most, meant):
            raise BadPackageError(LIES)


def ends_here(tail: bytes, at: int) -> bool:
    if at + 22 > len(tail):
        return False
    (comment,) = struct.unpack_from("<H", tail, at + 20)
    return at + 22 + int(comment) == len(tail)


def directory_64(source: Source, end: int) -> tuple[int, int, int, int]:
    locator = source.take(end - 20, 20) if end >= 20 else b""  # noqa: PLR2004 - its length
    if locator[:4] != LOCATOR_64:
        raise BadPackageError(LIES)
    (at,) = struct.unpack_from("<Q", locator, 8)
    told_of = source.take(at, 56)
    if told_of[:4] != END_64:
        raise BadPackageError(LIES)
    size, *_, here, count, length, start = struct.unpack_from("<QHHIIQQQQ", told_of, 4)
    if here != count or at + 12 + size != end - 20:
        raise BadPackageError(LIES)
    return start, length, count, at


def told(source: Source, start: int, length: int) -> Iterator[Entry]:
    """The entries one after another, in pieces of the directory."""
    at, end, held = start, start + length, b""
    while at < end or held:
        while len(held) < PIECE // 2 and at < end:
            more = min(PIECE, end - at)
            held += source.take(at, more)
            at += more
        entry, used = entry_in(held)
        yield entry
        held = held[used:]


def entry_in(held: bytes) -> tuple[Entry, int]:
    if len(held) < 46 or held[:4] != CENTRAL:  # noqa: PLR2004 - the length of its head
        raise BadPackageError(LIES)
    made_by, _, flags, method, _, crc, packed, size, *lengths = struct.unpack_from(
        "<HHHHIIIIHHH", held, 4
    )
    name_length, extra_length, comment_length = lengths
    disk, _, outer, at = struct.unpack_from("<HHII", held, 34)
    used = 46 + name_length + extra_length + comment_length
    if used > len(held):
        raise BadPackageError(LIES)
    raw = held[46 : 46 + name_length]
    extra = held[46 + name_length : 46 + name_length + extra_length]
    size, packed, at, disk = widened(extra, size, packed, at, disk)
    if disk:
        raise BadPackageError(LIES)
    is_link = made_by >> 8 == UNIX and (outer >> 16) & KIND_MASK == LINK
    name = name_of(raw, flags)
    refuse_sizes(name, method, packed, size)
    return Entry(name, raw, flags, method, crc, packed, size, at, is_link), used


def widened(extra: bytes, *values: int) -> list[int]:
    """Sizes and places beyond 4 GB stand in an extra field."""
    full = [FULL_64, FULL_64, FULL_64, FULL]
    missing = [value == most for value, most in zip(values, full, strict=True)]
    if not any(missing):
        return [*values]
    at, wide = 0, b""
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            wide = extra[at + 4 : at + 4 + length]
        at += 4 + length
    found = []
    for value, is_missing, form in zip(values, missing, "QQQI", strict=True):
        room = struct.calcsize(f"<{form}")
        if is_missing and len(wide) < room:
            raise BadPackageError(LIES)
        found.append(struct.unpack(f"<{form}", wide[:room])[0] if is_missing else value)
        wide = wide[room:] if is_missing else wide
    return found


def name_of(raw: bytes, flags: int) -> str:
    try:
        name = raw.decode("utf-8" if flags & UNICODE else "cp437")
    except UnicodeDecodeError:
        raise BadPackageError(LIES) from None
    shown = "".join(one if one.isprintable() else "·" for one in name[:80])
    parts = re.split(r"[/\\]", name)
    outside = name.startswith(("/", "\\")) or DRIVE.match(name) or ".." in parts
    if outside or not name or "\0" in name or len(name) > LONGEST_NAME:
        raise BadPackageError(LEADS_OUT.format(shown))
    return name


def refuse_sizes(name: str, method: int, packed: int, size: int) -> None:
    """No file is packed smaller than its method can pack it."""
    if method == STORED and packed != size and not name.endswith("/"):
        raise BadPackageError(LIES)
    if method == DEFLATED and size > packed * DEFLATES_TO + SLACK:
        raise BadPackageError(LIES)


def refuse_twins(entries: list[Entry]) -> None:
    seen = set()
    for entry in entries:
        if entry.name in seen:
            raise BadPackageError(TWICE.format(entry.name[:80]))
        seen.add(entry.name)


def refuse_overlap(entries: list[Entry], directory: int) -> None:
    """One file's bytes are another's in archives made to unpack without end."""
    places = sorted(
        (one.at, one.at + 30 + len(one.raw) + one.packed) for one in entries
    )
    before = 0
    for start, end in places:
        if start < before:
            raise BadPackageError(OVERLAP)
        before = end
    if before > directory:
        raise BadPackageError(CUT)
