"""Small packages of no app at all, which say of themselves what real ones say."""

import io
import plistlib
import struct
import zipfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple

SAME_DAY = (2026, 1, 12, 0, 0, 0)  # in the archive: the same bytes every time
NONE = 0xFFFF_FFFF
TEXT, NUMBER = 0x03, 0x10
ANDROID = "http://schemas.android.com/apk/res/android"
IDS = {
    "label": 0x0101_0001,
    "minSdkVersion": 0x0101_020C,
    "versionCode": 0x0101_021B,
    "versionName": 0x0101_021C,
}
"""The numbers that Android knows these attributes by."""


class App(NamedTuple):
    """What a package says of itself."""

    package: str
    name: str
    version: str
    number: int = 1
    least: str = ""  # API level for Android, else the system's version


def zipped(files: Mapping[str, bytes], *, pack: bool = True) -> bytes:
    made = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if pack else zipfile.ZIP_STORED
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, SAME_DAY)
            entry.compress_type = method
            archive.writestr(entry, content)
    return made.getvalue()


def apk(app: App, ballast: Mapping[str, bytes] | None = None) -> bytes:
    files = {"AndroidManifest.xml": manifest(app), **(ballast or {})}
    return zipped(files, pack=False)


def ipa(app: App, ballast: Mapping[str, bytes] | None = None) -> bytes:
    said = plistlib.dumps(info(app, "MinimumOSVersion"), fmt=plistlib.FMT_BINARY)
    return zipped({"Payload/App.app/Info.plist": said, **(ballast or {})}, pack=False)


def mac_zip(app: App, ballast: Mapping[str, bytes] | None = None) -> bytes:
    said = plistlib.dumps(info(app, "LSMinimumSystemVersion"))
    files = {f"{app.name}.app/Contents/Info.plist": said, **(ballast or {})}
    return zipped(files, pack=False)


def info(app: App, least: str) -> dict[str, str]:
    return {
        "CFBundleIdentifier": app.package,
        "CFBundleName": app.name,
        "CFBundleShortVersionString": app.version,
        "CFBundleVersion": str(app.number),
        least: app.least,
    }


def wheel(app: App, ballast: Mapping[str, bytes] | None = None) -> bytes:
    name = app.package.replace("-", "_")
    said = (
        f"Metadata-Version: 2.1\nName: {app.package}\nVersion: {app.version}\n"
        f"Requires-Python: {app.least or '>=3.9'}\n"
    )
    files = {f"{name}-{app.version}.dist-info/METADATA": said.encode()}
    return zipped({**files, **(ballast or {})}, pack=False)


def dmg(content: bytes = b"no system of files") -> bytes:
    """A disk image by its trailer: what is on it, is nothing."""
    parts = plistlib.dumps({"resource-fork": {"blkx": [{"Data": b"", "Name": "none"}]}})
    trailer = struct.pack(">4sIIIQQQ", b"koly", 4, 512, 1, 0, 0, len(content)).ljust(
        216, b"\0"
    )
    trailer += struct.pack(">QQ", len(content), len(parts))
    trailer = trailer.ljust(492, b"\0") + struct.pack(">Q", 2_048)
    return content + parts + trailer.ljust(512, b"\0")


def manifest(app: App) -> bytes:
    """A binary manifest, as aapt writes one."""
    words = [*IDS, "package", "android", ANDROID, "manifest", "uses-sdk", "application"]
    words += [app.package, app.name, app.version]
    named = {word: place for place, word in enumerate(words)}
    head = [("package", TEXT, named[app.package])]
    head += [("versionCode", NUMBER, app.number)]
    head += [("versionName", TEXT, len(words) - 1)]
    body = [
        node(0x0100, struct.pack("<II", named["android"], named[ANDROID])),
        element(named, "manifest", head),
        element(named, "uses-sdk", [("minSdkVersion", NUMBER, int(app.least or 21))]),
        node(0x0103, struct.pack("<II", NONE, named["uses-sdk"])),
        element(named, "application", [("label", TEXT, len(words) - 2)]),
        node(0x0103, struct.pack("<II", NONE, named["application"])),
        node(0x0103, struct.pack("<II", NONE, named["manifest"])),
        node(0x0101, struct.pack("<II", named["android"], named[ANDROID])),
    ]
    ids = struct.pack(f"<{len(IDS)}I", *IDS.values())
    return chunk(0x0003, b"", pool(words) + chunk(0x0180, b"", ids) + b"".join(body))


def chunk(kind: int, head: bytes, body: bytes) -> bytes:
    length = 8 + len(head)
    return struct.pack("<HHI", kind, length, length + len(body)) + head + body


def pool(words: Sequence[str]) -> bytes:
    begins, letters = [], b""
    for word in words:
        begins.append(len(letters))
        coded = word.encode("utf-16-le")
        letters += struct.pack("<H", len(coded) // 2) + coded + b"\0\0"
    letters += b"\0" * (-len(letters) % 4)
    head = struct.pack("<IIIII", len(words), 0, 0, 28 + 4 * len(words), 0)
    return chunk(0x0001, head, struct.pack(f"<{len(begins)}I", *begins) + letters)


def node(kind: int, body: bytes) -> bytes:
    return chunk(kind, struct.pack("<II", 1, NONE), body)


def element(
    named: Mapping[str, int], name: str, said: Sequence[tuple[str, int, int]]
) -> bytes:
    body = struct.pack("<IIHHHHHH", NONE, named[name], 20, 20, len(said), 0, 0, 0)
    for attribute, kind, value in said:
        space = named[ANDROID] if attribute in IDS else NONE
        raw = value if kind == TEXT else NONE
        body += struct.pack("<IIIHBBI", space, named[attribute], raw, 8, 0, kind, value)
    return node(0x0102, body)
