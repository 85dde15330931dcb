"""Which kind of package a file is, by its name and by how it begins; what it says."""

import struct
import zlib
from collections.abc import Callable
from xml.parsers.expat import ExpatError

from pefile import PEFormatError

from cocreate.beta.packages.android import read_apk
from cocreate.beta.packages.apple import read_dmg, read_ipa, read_mac_app
from cocreate.beta.packages.archive import Archive, opened
from cocreate.beta.packages.facts import BadPackageError, Facts
from cocreate.beta.packages.python import read_wheel
from cocreate.beta.packages.source import Source
from cocreate.beta.packages.windows import read_exe, read_msi

UNREAD = "This file cannot be read as what its name says: {}. Make it anew."
OTHER_KIND = "This file is named {} and is {}. Give it the name that fits."
MAGICS = (
    (b"PK\x03\x04", "an archive", (".apk", ".ipa", ".whl", ".zip", ".jar", ".aab")),
    (b"PK\x05\x06", "an empty archive", (".zip", ".jar")),
    (bytes.fromhex("d0cf11e0a1b11ae1"), "a Windows installer", (".msi",)),
    (b"MZ", "a Windows program", (".exe",)),
    (b"\x7fELF", "a program for Linux", ()),
    (b"%PDF", "a PDF document", ()),
    (b"<", "a page or text", ()),
)
KNOWN = {".apk", ".ipa", ".whl", ".zip", ".jar", ".aab", ".msi", ".exe", ".dmg"}
ARCHIVES = {".apk", ".ipa", ".whl", ".zip", ".jar", ".aab"}
STUMBLES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
    ExpatError,
    PEFormatError,
)
"""How parsers give up on what is not what it says: each is a refusal here."""


def is_known(file_name: str) -> bool:
    """Whether a file of this name is one that we read."""
    return ending_of(file_name) in KNOWN


def ending_of(file_name: str) -> str:
    _, dot, ending = file_name.lower().rpartition(".")
    return dot + ending


def read_facts(source: Source, file_name: str) -> Facts:
    """What a package says of itself; a clear refusal when it is not to be believed."""
    ending = ending_of(file_name)
    if ending not in KNOWN:
        return Facts()
    refuse_other_kind(source, ending)
    try:
        if ending in ARCHIVES:
            return from_archive(opened(source), ending, file_name)
        return READERS[ending](source)
    except STUMBLES as stumble:
        raise BadPackageError(UNREAD.format(ending)) from stumble


def refuse_other_kind(source: Source, ending: str) -> None:
    begins = source.take(0, min(8, source.size))
    for magic, kind, endings in MAGICS:
        if begins.startswith(magic):
            if ending not in endings:
                raise BadPackageError(OTHER_KIND.format(ending, kind))
            return
    if ending != ".dmg":
        raise BadPackageError(OTHER_KIND.format(ending, "nothing of the kind"))


def from_archive(archive: Archive, ending: str, file_name: str) -> Facts:
    if ending == ".apk":
        return read_apk(archive)
    if ending == ".ipa":
        return read_ipa(archive)
    if ending == ".whl":
        return read_wheel(archive, file_name)
    return read_mac_app(archive) or Facts(kind="Archive")


READERS: dict[str, Callable[[Source], Facts]] = {
    ".dmg": read_dmg,
    ".exe": read_exe,
    ".msi": read_msi,
}
