"""What programs and installers for Windows say of themselves, by pefile and olefile.

Of a program only its head and its resources are read, laid beside each other, so that a
large one is never held whole. The tables of an installer (MSI) are read after how Wine
and msitools read them: a pool of strings, and columns of their numbers.
"""

import struct
from collections.abc import Iterator

import olefile
import pefile

from cocreate.beta.kinds import Platform
from cocreate.beta.packages.archive import MEGABYTE
from cocreate.beta.packages.facts import BadPackageError, Facts, line
from cocreate.beta.packages.source import Opened, Source

MOST_HEAD = 64 * 1024
MOST_RESOURCES = 16 * MEGABYTE
MOST_TABLE = 4 * MEGABYTE
ALIGNED = 0x1000
SECTION = 40
RESOURCES_AT = 2  # among the directories of a program
NO_PROGRAM = "It is named like a program for Windows and is none. Make it anew."
NO_INSTALLER = "It is named like an installer for Windows and is none. Make it anew."
TOO_LARGE = "What it says of itself is too large to be read. Make it anew."
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
MACHINES = {0x14C: "x86", 0x8664: "x64", 0xAA64: "ARM64"}
SYSTEMS = {(6, 1): "7", (6, 2): "8", (6, 3): "8.1", (10, 0): "10"}
WORDS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._"


def read_exe(source: Source) -> Facts:
    small, machine = essence_of(source)
    with pefile.PE(data=small, fast_load=True) as program:
        program.parse_data_directories([RESOURCES_AT])
        said = dict(strings_of(program))
        system = program.OPTIONAL_HEADER
        least = (system.MajorSubsystemVersion, system.MinorSubsystemVersion)
    return Facts(
        kind="Windows program",
        platform=Platform.WINDOWS,
        name=said.get("ProductName") or said.get("FileDescription", ""),
        version=said.get("ProductVersion") or said.get("FileVersion", ""),
        number=said.get("FileVersion", ""),
        least_os=SYSTEMS.get(least, ""),
        more={
            "Processor": MACHINES.get(machine, "another"),
            "By": said.get("CompanyName", ""),
        },
    )


def essence_of(source: Source) -> tuple[bytes, int]:
    """The head of a program with its resources right behind, and its processor."""
    head = source.take(0, min(MOST_HEAD, source.size))
    (at,) = struct.unpack_from("<I", head, 0x3C)
    if head[:2] != b"MZ" or head[at : at + 4] != b"PE\0\0":
        raise BadPackageError(NO_PROGRAM)
    machine, count, optional = struct.unpack_from("<HH12xH", head, at + 4)
    table = at + 24 + optional
    wide = head[at + 24 : at + 26] == b"\x0b\x02"
    directory = at + 24 + (112 if wide else 96) + 8 * RESOURCES_AT
    (resources,) = struct.unpack_from("<I", head, directory)
    cut = bytearray(head[:ALIGNED].ljust(ALIGNED, b"\0"))
    kept, content = 0, b""
    for place in range(table, table + count * SECTION, SECTION):
        size, begins, raw, where = struct.unpack_from("<IIII", head, place + 8)
        if begins <= resources < begins + max(size, raw) and not kept:
            if raw > MOST_RESOURCES:
                raise BadPackageError(TOO_LARGE)
            content, kept = source.take(where, raw), 1
            cut[table : table + SECTION] = head[place : place + SECTION]
            struct.pack_into("<I", cut, table + 20, ALIGNED)
    struct.pack_into("<H", cut, at + 6, kept)
    return bytes(cut) + content, machine


def strings_of(program: pefile.PE) -> Iterator[tuple[str, str]]:
    """The pairs of words in its table of versions."""
    for table in getattr(program, "FileInfo", None) or []:
        for part in table:
            for strings in getattr(part, "StringTable", None) or []:
                for name, value in strings.entries.items():
                    yield words_of(name), words_of(value)


def words_of(said: bytes) -> str:
    return line(said.decode("utf-8", "replace"))


def read_msi(source: Source) -> Facts:
    if source.take(0, min(8, source.size)) != OLE:
        raise BadPackageError(NO_INSTALLER)
    with olefile.OleFileIO(Opened(source)) as installer:
        said = properties_of(installer)
    if "ProductCode" not in said:
        raise BadPackageError(NO_INSTALLER)
    return Facts(
        kind="Windows installer",
        platform=Platform.WINDOWS,
        package=line(said.get("UpgradeCode") or said["ProductCode"]),
        name=line(said.get("ProductName")),
        version=line(said.get("ProductVersion")),
        more={
            "Product code": line(said["ProductCode"]),
            "By": line(said.get("Manufacturer")),
        },
    )


def properties_of(installer: olefile.OleFileIO) -> dict[str, str]:
    """The table of properties: a column of names, then one of their values."""
    streams = {
        plain_name(path[0]): path
        for path in installer.listdir(streams=True, storages=False)
        if len(path) == 1
    }
    pool, words, table = (
        content_of(installer, streams, name)
        for name in ("_StringPool", "_StringData", "Property")
    )
    strings, width = strings_in(pool, words)
    rows = len(table) // (2 * width)
    keys = [
        int.from_bytes(table[at : at + width], "little")
        for at in range(0, 2 * rows * width, width)
    ]
    return {
        strings[name]: strings[value]
        for name, value in zip(keys[:rows], keys[rows:], strict=True)
        if name < len(strings) and value < len(strings)
    }


def content_of(
    installer: olefile.OleFileIO, streams: dict[str, list[str]], name: str
) -> bytes:
    if name not in streams:
        raise BadPackageError(NO_INSTALLER)
    if installer.get_size(streams[name]) > MOST_TABLE:
        raise BadPackageError(TOO_LARGE)
    with installer.openstream(streams[name]) as opened:
        return bytes(opened.read(MOST_TABLE))


def plain_name(packed: str) -> str:
    """A stream's name, of which two letters were packed into one."""
    letters = []
    for one in packed:
        code = ord(one) - 0x3800
        if 0 <= code < 0x1000:  # noqa: PLR2004 - two of six bits
            letters += [WORDS[code & 63], WORDS[code >> 6]]
        elif 0x1000 <= code < 0x1040:  # noqa: PLR2004 - one
            letters.append(WORDS[code - 0x1000])
        elif code != 0x1040:  # noqa: PLR2004 - the mark of a table
            letters.append(one)
    return "".join(letters)


def strings_in(pool: bytes, words: bytes) -> tuple[list[str], int]:
    """The strings by their number, and how many bytes a number takes."""
    (page,) = struct.unpack_from("<I", pool)
    width = 3 if page & 0x8000_0000 else 2
    coding = "utf-8" if page & 0xFFFF == 65001 else "cp1252"  # noqa: PLR2004 - UTF-8
    strings, at, place = [""], 0, 4
    while place + 4 <= len(pool):
        length, used = struct.unpack_from("<HH", pool, place)
        place += 4
        if length == 0 and used and place + 4 <= len(pool):
            (length,) = struct.unpack_from("<I", pool, place)
            place += 4
        strings.append(words[at : at + length].decode(coding, "replace"))
        at += length
    return strings, width
