"""What a package says of itself is read; one that is not to be believed is refused."""

import plistlib
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given as drawn
from hypothesis import settings as bounds
from hypothesis import strategies as st

from cocreate.beta.kinds import Platform
from cocreate.beta.packages.apart import facts_apart
from cocreate.beta.packages.facts import BadPackageError, Facts
from cocreate.beta.packages.reading import read_facts
from cocreate.beta.packages.source import source_of
from cocreate.cli.demo.packing import apk, dmg, ipa, mac_zip, manifest, wheel, zipped
from tests.beta import packing
from tests.beta.packing import APP, linked, msi, with_entry

INSTALLER = msi(
    {
        "ProductName": "Bank",
        "ProductVersion": "5.0.3",
        "ProductCode": "{1}",
        "UpgradeCode": "{2}",
    }
)
BANK = {"name": "Bank", "version": "5.0.3"}
NUMBERED = {**BANK, "package": "com.bank.next", "number": "512"}
TOLD = [
    ("a.apk", apk(APP), {**NUMBERED, "platform": Platform.ANDROID, "least_os": "9"}),
    (
        "a.ipa",
        ipa(APP._replace(least="16.4")),
        {**NUMBERED, "platform": Platform.IOS, "least_os": "16.4"},
    ),
    (
        "a.zip",
        mac_zip(APP._replace(least="13.0")),
        {**NUMBERED, "platform": Platform.MACOS, "least_os": "13.0"},
    ),
    (
        "bank_kit-5.0b3-py3-none-any.whl",
        wheel(APP._replace(package="bank-kit", version="5.0b3", least="")),
        {"package": "bank-kit", "version": "5.0b3", "platform": None},
    ),
    (
        "bank-5.0-cp311-cp311-macosx_12_1_arm64.whl",
        wheel(APP._replace(package="bank", version="5.0", least="")),
        {"platform": Platform.MACOS, "least_os": "12.1"},
    ),
    ("a.dmg", dmg(), {"platform": Platform.MACOS, "kind": "Disk image"}),
    (
        "a.msi",
        INSTALLER,
        {**BANK, "platform": Platform.WINDOWS, "package": "{2}"},
    ),
    ("a.apk", packing.told_twice(apk(APP)), NUMBERED),
    ("a.zip", zipped({"index.html": b"<p>"}), {"kind": "Archive", "platform": None}),
    ("a.tar.gz", b"anything", {"kind": "", "platform": None}),
]


def told_of(content: bytes, name: str) -> Facts:
    return read_facts(source_of(content), name)


@pytest.mark.parametrize(("name", "content", "told"), TOLD, ids=lambda _: "")
def test_a_package_says_what_it_is(
    name: str, content: bytes, told: dict[str, object]
) -> None:
    found = told_of(content, name)
    assert {key: getattr(found, key) for key in told} == told


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE plist
[<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>
<plist version="1.0"><dict><key>CFBundleIdentifier</key><string>&b;</string></dict>
</plist>"""
DEEP = b"<plist>" + b"<array>" * 20_000 + b"</array>" * 20_000 + b"</plist>"
INFO = "Payload/A.app/Info.plist"
HOSTILE: list[tuple[str, bytes | Callable[[], bytes], str]] = [
    ("a.zip", packing.bomb, "more than 50 times its size"),
    ("a.zip", packing.nested_bomb, "more than 50 times its size"),
    ("a.zip", packing.matryoshka, "archives in archives"),
    ("a.zip", packing.said_smaller, "does not fit what is in it"),
    ("a.zip", packing.other_head, "does not fit what is in it"),
    ("a.zip", packing.other_count, "does not fit what is in it"),
    ("a.apk", packing.told_twice(apk(APP), more=1), "does not fit what is in it"),
    ("a.zip", packing.many, "more than 60,000 files"),
    ("a.zip", packing.overlapping, "overlap each other"),
    ("a.zip", with_entry("../../etc/cron.d/job"), "outside its folder"),
    ("a.zip", with_entry("/etc/passwd"), "outside its folder"),
    ("a.zip", with_entry("C:\\Windows\\a.dll"), "outside its folder"),
    ("a.zip", with_entry("a\\..\\..\\b"), "outside its folder"),
    ("a.zip", linked(b"../outside"), "outside its folder"),
    ("a.zip", linked(b"/etc/passwd"), "outside its folder"),
    ("a.zip", apk(APP)[:-9], "its directory is missing"),
    ("a.apk", packing.cut_apk, "its directory is missing"),
    ("a.apk", zipped({"classes.dex": b"dex"}), "no manifest"),
    ("a.apk", zipped({"AndroidManifest.xml": b"<manifest/>"}), "cannot be read"),
    ("a.apk", zipped({"AndroidManifest.xml": manifest(APP)[:99]}), "cannot be read"),
    ("a.apk", INSTALLER, "is a Windows installer"),
    ("a.ipa", b"%PDF-1.7", "is a PDF document"),
    ("a.exe", b"MZ" + b"\xff" * 500, "is none"),
    ("a.exe", b"\x7fELF" + b"\0" * 500, "a program for Linux"),
    ("a.msi", INSTALLER[:1_500], "is none"),
    ("a.msi", packing.compound({"none": b"none"}), "is none"),
    ("a.dmg", dmg()[:-1], "does not end like one"),
    ("a.dmg", b"", "does not end like one"),
    ("a.ipa", zipped({INFO: LAUGHS}), "cannot be read"),
    ("a.ipa", zipped({INFO: DEEP}), "cannot be read"),
    ("a.ipa", zipped({INFO: b" " * 3_000_000}), "too large"),
    ("a.ipa", zipped({INFO: plistlib.dumps(["none"])}), "cannot be read"),
    ("a.ipa", zipped({"Payload/A.app/": b""}), "has none in it"),
    ("a.ipa", zipped({INFO: b"", INFO.replace("A", "B"): b""}), "more than one app"),
    ("bank-6-py3-none-any.whl", wheel(APP._replace(package="bank")), "metadata says"),
    ("a.whl", wheel(APP), "cannot be read"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), HOSTILE, ids=lambda _: "")
def test_what_is_made_to_hurt_is_refused_in_words(
    name: str, content: bytes | Callable[[], bytes], sentence: str
) -> None:
    made = content if isinstance(content, bytes) else content()
    with pytest.raises(BadPackageError, match=sentence):
        told_of(made, name)


WHOLE = {
    "a.apk": apk(APP),
    "a.ipa": ipa(APP._replace(least="16")),
    "a.dmg": dmg(),
    "a.msi": INSTALLER,
    "bank-5.0-py3-none-any.whl": wheel(APP._replace(package="bank", version="5.0")),
}


@bounds(max_examples=150, deadline=None, derandomize=True)
@drawn(
    st.sampled_from(sorted(WHOLE)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8)), max_size=6),
    st.floats(0.2, 1),
)
def test_whatever_is_changed_in_a_package_is_told_or_refused(
    name: str, changes: list[tuple[float, bytes]], kept: float
) -> None:
    content = bytearray(WHOLE[name])
    for place, put in changes:
        at = int(place * len(content))
        content[at : at + len(put)] = put
    if len(changes) % 2:
        content = content[: int(kept * len(content))]
    with suppress(BadPackageError):  # and nothing else
        told_of(bytes(content), name)


def test_a_package_is_read_by_a_process_apart() -> None:
    content = apk(APP)
    asked = []

    def read(start: int, end: int) -> bytes:
        asked.append((start, end))
        return content[start:end]

    assert facts_apart(read, len(content), "a.apk").package == "com.bank.next"
    assert len(asked) == 1
    with pytest.raises(BadPackageError, match="is a Windows installer"):
        facts_apart(lambda start, end: INSTALLER[start:end], len(INSTALLER), "a.apk")


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cocreate.beta.packages.apart.SECONDS", 0.4)
    begun = time.monotonic()

    def slow(start: int, end: int) -> bytes:
        time.sleep(0.5)
        return b""

    with pytest.raises(BadPackageError, match="too much time"):
        facts_apart(slow, 4_000_000_000, "a.apk")
    assert time.monotonic() - begun < 10
