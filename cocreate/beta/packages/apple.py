"""What packages for Apple's systems say of themselves: property lists and disk images.

A disk image ends in a trailer of 512 bytes that begins with “koly” and tells where its
parts and their list stand; Apple publishes no description, readers agree on this one:
https://newosxbook.com/DMG.html.
"""

import plistlib
import re
import struct
from typing import Any

from cocreate.beta.kinds import Platform
from cocreate.beta.packages.archive import MEGABYTE, Archive
from cocreate.beta.packages.facts import BadPackageError, Facts, line
from cocreate.beta.packages.source import Source

PHONE = re.compile(r"Payload/[^/]+\.app/Info\.plist")
DESKTOP = re.compile(r"[^/]+\.app/Contents/Info\.plist")
MOST_LIST = 2 * MEGABYTE
MOST_IMAGE_LIST = 16 * MEGABYTE
TRAILER, SECTOR, VERSION = 512, 512, 4
NO_APP = (
    "It is named like an app for iPhone or iPad and has none in it (Payload/….app)."
)
MANY_APPS = "It has more than one app in it. Bring each by itself."
NO_IMAGE = "It is named like a disk image and does not end like one. Make it anew."
ODD_LIST = "The list of what this app is cannot be read. Make it anew."
NAMELESS = "Its Info.plist names no CFBundleIdentifier. Make it anew."


def read_ipa(archive: Archive) -> Facts:
    said = list_in(archive, PHONE)
    if said is None:
        raise BadPackageError(NO_APP)
    return facts_of(said, "iOS app", Platform.IOS, line(said.get("MinimumOSVersion")))


def read_mac_app(archive: Archive) -> Facts | None:
    """An app for macOS in a plain archive, as self-updating applications bring them."""
    said = list_in(archive, DESKTOP)
    if said is None:
        return None
    least = line(said.get("LSMinimumSystemVersion"))
    return facts_of(said, "macOS app", Platform.MACOS, least)


def list_in(archive: Archive, where: re.Pattern[str]) -> dict[str, Any] | None:
    found = [name for name in archive.by_name if where.fullmatch(name)]
    if len(found) > 1:
        raise BadPackageError(MANY_APPS)
    return property_list(archive.read(found[0], most=MOST_LIST)) if found else None


def property_list(content: bytes) -> dict[str, Any]:
    """A property list; one that declares entities is refused by its reader."""
    said = plistlib.loads(content)
    if not isinstance(said, dict):
        raise BadPackageError(ODD_LIST)
    return said


def facts_of(said: dict[str, Any], kind: str, on: Platform, least: str) -> Facts:
    package = line(said.get("CFBundleIdentifier"))
    if not package:
        raise BadPackageError(NAMELESS)
    return Facts(
        kind=kind,
        platform=on,
        package=package,
        name=line(said.get("CFBundleDisplayName") or said.get("CFBundleName")),
        version=line(said.get("CFBundleShortVersionString")),
        number=line(said.get("CFBundleVersion")),
        least_os=least,
    )


def read_dmg(source: Source) -> Facts:
    """A disk image says nothing of the app on it: that it is one, and how large."""
    trailer = source.take(max(0, source.size - TRAILER), min(TRAILER, source.size))
    if len(trailer) < TRAILER or trailer[:4] != b"koly":
        raise BadPackageError(NO_IMAGE)
    version, length, _, _, start, size = struct.unpack_from(">IIIQQQ", trailer, 4)
    list_at, list_size = struct.unpack_from(">QQ", trailer, 216)
    (sectors,) = struct.unpack_from(">Q", trailer, 492)
    inside = source.size - TRAILER
    ends = (start + size, list_at + list_size)
    if version != VERSION or length != TRAILER or max(ends) > inside:
        raise BadPackageError(NO_IMAGE)
    if not 0 < list_size <= MOST_IMAGE_LIST:
        raise BadPackageError(NO_IMAGE)
    parts = property_list(source.take(list_at, list_size)).get("resource-fork")
    if not isinstance(parts, dict) or not parts.get("blkx"):
        raise BadPackageError(NO_IMAGE)
    return Facts(
        kind="Disk image",
        platform=Platform.MACOS,
        more={"Size when opened": f"{sectors * SECTOR:,} bytes"},
    )
