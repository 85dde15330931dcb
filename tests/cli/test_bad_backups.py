"""Whatever was done to a backup is found before anything is done with it."""

import errno
import io
import json
import os
import signal
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path

import pytest
import time_machine
from click import ClickException
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from cocreate.cli.backup.opened import opened
from cocreate.cli.backup.placing import drop_forsaken, written_whole
from cocreate.cli.backup.refusing import BadBackupError
from cocreate.cli.backup.sealing import PIECE
from cocreate.config import Settings as SiteSettings
from cocreate.kernel import forks, running
from cocreate.kernel.clock import now
from tests.cli.crafting import PASSPHRASE, TABLE, crafted, put, sealed
from tests.cli.elsewhere import Place, own, rows_in
from tests.cli.running import run


def verify(path: Path, passphrase: bytes | None = None) -> None:
    with opened(path, passphrase) as archive:
        archive.verify(lambda _: None)


def refusal(path: Path, passphrase: bytes | None = None) -> str:
    with pytest.raises(BadBackupError) as refused:
        verify(path, passphrase)
    return refused.value.message


@cache
def whole() -> bytes:
    return crafted()


@cache
def sealed_one() -> bytes:
    return sealed(crafted(members={"files/a": bytes(range(256)) * (PIECE // 100)}))


Damage = Callable[[bytes, int, int], bytes]


def flipped(content: bytes, place: int, bits: int) -> bytes:
    place %= len(content)
    return content[:place] + bytes([content[place] ^ bits]) + content[place + 1 :]


def cut(content: bytes, place: int, _: int) -> bytes:
    return content[: place % len(content)]


def torn(content: bytes, place: int, bits: int) -> bytes:
    """Some of it is missing from the middle."""
    place %= len(content)
    return content[:place] + content[place + bits :]


def lengthened(content: bytes, place: int, bits: int) -> bytes:
    return content + bytes([bits]) * (1 + place % 40)


DAMAGES = st.sampled_from([flipped, cut, torn, lengthened])
PLACES, BITS = st.integers(0, 2**20), st.integers(1, 255)


def test_what_is_whole_is_taken(tmp_path: Path) -> None:
    verify(put(tmp_path, whole()))
    verify(put(tmp_path, sealed_one()), PASSPHRASE)


@settings(max_examples=150)
@given(damage=DAMAGES, place=PLACES, bits=BITS)
def test_no_damage_goes_unseen(
    tmp_path_factory: pytest.TempPathFactory, damage: Damage, place: int, bits: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    damaged = damage(whole(), place, bits)
    assert damaged == whole() or refusal(put(folder, damaged))


@settings(max_examples=20)  # a passphrase costs what it is meant to cost
@given(damage=DAMAGES, place=PLACES, bits=BITS)
def test_no_damage_of_a_sealed_one_goes_unseen(
    tmp_path_factory: pytest.TempPathFactory, damage: Damage, place: int, bits: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    damaged = damage(sealed_one(), place, bits)
    assert damaged == sealed_one() or refusal(put(folder, damaged), PASSPHRASE)


def test_a_sealed_one_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    path = put(tmp_path, sealed_one())
    assert "passphrase is another" in refusal(path, b"another passphrase")
    assert "--passphrase-file" in refusal(path)


CRAFTED: list[tuple[Callable[[], bytes], str]] = [
    (bytes, "no backup of CoCreate"),
    (lambda: b"Some text that is no archive at all.", "no backup of CoCreate"),
    (partial(crafted, told={"type": "another-product"}), "not one of a backup"),
    (partial(crafted, told={"format": 2}), "newer CoCreate"),
    (partial(crafted, signed=False), "changed after it was signed"),
    (partial(crafted, told={"migration": "none"}), "changed after it was signed"),
    (partial(crafted, told={"members": []}), "Its members are others"),
    (partial(crafted, sha256="0" * 64), "is not what it was"),
    (partial(crafted, rows=7), "has other rows"),
    (partial(crafted, size=3), "has another size"),
    *(
        (partial(crafted, members={f"files/{name}": b"x"}), "leads outside")
        for name in ("../../x", "/etc/x", "a/../../x", "a//b", "a\\b", "..", "")
    ),
    (partial(crafted, members={"elsewhere/x": b"x"}), "leads outside"),
    (partial(crafted, members={"tables/People.jsonl": TABLE}), "leads outside"),
    (partial(crafted, members={"tables/b.jsonl": bytes(70_000_000)}), "unpack to more"),
]


@pytest.mark.parametrize(("make", "said"), CRAFTED, ids=[said for _, said in CRAFTED])
def test_what_somebody_made_by_hand_is_refused(
    tmp_path: Path, make: Callable[[], bytes], said: str
) -> None:
    assert said in refusal(put(tmp_path, make()))


def test_another_products_archive_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"type": "other"}))
    assert "damaged" in refusal(put(tmp_path, out.getvalue()))


PlaceOf = Callable[[str], Place]


def test_one_of_a_newer_version_touches_nothing(
    app: Flask, settings: SiteSettings, tmp_path: Path, place: PlaceOf
) -> None:
    there = place(own(settings))
    for told in ({"migration": "9999"}, {}):  # the second has one table of so many
        done = there.run("restore", str(put(tmp_path, crafted(told=told))))
        assert done.exit_code == 1, done.output
        assert not (there.folder / "cocreate.db").exists()
    assert rows_in(there.url) == {}


@pytest.mark.sqlite
def test_a_restore_waits_for_nobody_and_nobody_comes_in_between(
    app: Flask, settings: SiteSettings, tmp_path: Path, place: PlaceOf
) -> None:
    there = place("sqlite")
    path = str(put(tmp_path, whole()))
    refused = pytest.raises(running.StillRunningError, match="Stop them first")
    with running.sharing(there.settings), refused:
        there.run("restore", path)
    with running.alone(there.settings), pytest.raises(running.BeingRestoredError):
        running.share_for_good(there.settings)


@pytest.mark.sqlite
def test_killed_in_the_middle_leaves_nothing_that_looks_whole(
    app: Flask, tmp_path: Path
) -> None:
    name, later = tmp_path / "cocreate-a.zip", tmp_path / "b.zip"

    def be_killed() -> None:
        with written_whole(name) as file:
            file.write(whole()[: len(whole()) // 2])
            file.flush()
            os.kill(os.getpid(), signal.SIGKILL)

    assert forks.result_of(forks.fork(app, be_killed)) == -signal.SIGKILL
    assert [one.suffix for one in tmp_path.iterdir()] == [".part"]
    with time_machine.travel(now() + timedelta(days=2)):
        drop_forsaken(tmp_path)
    assert [*tmp_path.iterdir()] == []
    full = pytest.raises(ClickException, match="cannot be written: the disk is full")
    with full, written_whole(later):
        raise OSError(errno.ENOSPC, "the disk is full")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.sqlite
def test_a_site_keeps_so_many_and_its_secret_to_itself(
    app: Flask, tmp_path: Path
) -> None:
    secret, folder = tmp_path / "passphrase", tmp_path / "kept"
    folder.mkdir()
    secret.write_bytes(PASSPHRASE + b"\n")
    (folder / "cocreate-mine.zip").write_bytes(b"not named by us")
    assert "--passphrase-file" in run(app, "backup", "--with-settings").stderr
    said = ""
    for day in range(3):
        with time_machine.travel(datetime(2026, 3, 1 + day, 4, tzinfo=UTC)):
            said += run(app, "backup", str(folder), "--keep", "2").output
    assert said.count("Dropped cocreate-2026-03-01-040000.zip") == 1
    assert sorted(one.name for one in folder.iterdir()) == [
        "cocreate-2026-03-02-040000.zip",
        "cocreate-2026-03-03-040000.zip",
        "cocreate-mine.zip",
    ]
    opens = ("--passphrase-file", str(secret))
    run(app, "backup", str(folder), *opens)
    (closed,) = folder.glob("*.sealed")
    assert run(app, "verify-backup", str(closed), *opens).exit_code == 0
    assert closed.stat().st_mode & 0o077 == 0, "nobody else reads it"
    with time_machine.travel(now() + timedelta(days=20)):
        assert "backup is 20 days old" in run(app, "doctor").output
