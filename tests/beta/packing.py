"""Packages made to be read: whole ones, an installer among them, and ones that lie."""

import struct
from collections.abc import Mapping

from cocreate.cli.demo.packing import App, apk, zipped

APP = App("com.bank.next", "Bank", "5.0.3", 512, "28")
SECTOR, SMALL, FREE, LAST = 512, 64, 0xFFFF_FFFF, 0xFFFF_FFFE
WORDS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._"


def msi(properties: Mapping[str, str]) -> bytes:
    """A Windows installer with its table of properties, and nothing to install."""
    words = [word for pair in properties.items() for word in pair]
    pool = struct.pack("<I", 65001)
    pool += b"".join(struct.pack("<HH", len(word.encode()), 1) for word in words)
    keys = [*range(1, len(words), 2), *range(2, len(words) + 1, 2)]
    return compound(
        {
            packed("_StringPool"): pool,
            packed("_StringData"): "".join(words).encode(),
            packed("Property"): struct.pack(f"<{len(keys)}H", *keys),
        }
    )


def packed(name: str) -> str:
    """Two letters of a table's name in one, as installers write them."""
    letters = "\u4840"
    for at in range(0, len(name) - 1, 2):
        pair = WORDS.index(name[at]) + (WORDS.index(name[at + 1]) << 6)
        letters += chr(0x3800 + pair)
    if len(name) % 2:
        letters += chr(0x4800 + WORDS.index(name[-1]))
    return letters


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (MS-CFB 3) whose small streams lie in one of the root's."""
    short: list[int] = []
    body, entries = b"", b""
    for place, (name, content) in enumerate(streams.items(), start=1):
        first, room = len(short), -(-len(content) // SMALL)
        short += [*range(first + 1, first + room), LAST]
        following = place + 1 if place < len(streams) else FREE
        entries += entry(name, 2, first, len(content), right=following)
        body += content.ljust(room * SMALL, b"\0")
    sectors = -(-len(body) // SECTOR)
    fat = [0xFFFF_FFFD, LAST, LAST, *range(4, 3 + sectors), LAST]
    head = bytes.fromhex("d0cf11e0a1b11ae1").ljust(24, b"\0")
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 2, 1, LAST, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", FREE) * 108
    root = entry("Root Entry", 5, 3, len(body), child=1)
    folder = (root + entries).ljust(SECTOR, b"\0")
    return (
        head + table(fat) + folder + table(short) + body.ljust(sectors * SECTOR, b"\0")
    )


def table(chain: list[int]) -> bytes:
    return struct.pack("<128I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))


def entry(
    name: str, kind: int, first: int, size: int, *, child: int = FREE, right: int = FREE
) -> bytes:
    coded = name.encode("utf-16-le") + b"\0\0"
    head = coded.ljust(64, b"\0") + struct.pack("<HBB", len(coded), kind, 1)
    head += struct.pack("<III", FREE, right, child)
    return head.ljust(116, b"\0") + struct.pack("<IQ", first, size)


def with_entry(name: str) -> bytes:
    return zipped({name: b"anything"})


def bomb() -> bytes:
    return zipped({"zeros": b"\0" * (70 * 1024 * 1024)})


def nested_bomb() -> bytes:
    inner = zipped({"zeros": b"\0" * (15 * 1024 * 1024)})
    middle = zipped({f"{one}.zip": inner for one in range(6)})
    return zipped({"middle.zip": middle})


def matryoshka() -> bytes:
    content = zipped({"a": b"a"})
    for _ in range(4):
        content = zipped({"inner.zip": content})
    return content


def said_smaller() -> bytes:
    """Both heads of a file say that it unpacks to less than it does."""
    return zipped({"a": b"a" * 5_000}).replace(
        struct.pack("<I", 5_000), struct.pack("<I", 4_000)
    )


def other_head() -> bytes:
    """What stands before the file names another than the directory does."""
    return zipped({"good.txt": b"good"}).replace(b"good.txt", b"evil.txt", 1)


def other_count() -> bytes:
    content = bytearray(zipped({"a": b"a", "b": b"b"}))
    content[-14:-10] = struct.pack("<HH", 1, 1)
    return bytes(content)


def many() -> bytes:
    content = bytearray(zipped({"a": b"a"}))
    content[-14:-10] = struct.pack("<HH", 65_000, 65_000)
    return bytes(content)


def overlapping() -> bytes:
    """Two names for the same bytes."""
    content = zipped({"a": b"a" * 90, "b": b"a" * 90}, pack=False)
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 1)
    return content[: second + 42] + struct.pack("<I", 0) + content[second + 46 :]


def linked(target: bytes) -> bytes:
    content = bytearray(zipped({"link": target}, pack=False))
    at = content.index(b"PK\x01\x02")
    content[at + 5] = 3  # made on Unix
    content[at + 38 : at + 42] = struct.pack("<I", 0o120777 << 16)
    return bytes(content)


def cut_apk() -> bytes:
    content = apk(APP)
    return content[: len(content) // 2]


def told_twice(content: bytes, *, more: int = 0) -> bytes:
    """An archive with the wide end record besides, as tools write beyond 2 GB."""
    at = content.rfind(b"PK\x05\x06")
    _, _, _, count, length, start = struct.unpack_from("<HHHHII", content, at + 4)
    wide = struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, length, start)
    wide = b"PK\x06\x06" + wide[:-8] + struct.pack("<Q", start + more)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, at, 1)
    return content[:at] + wide + locator + content[at:]
