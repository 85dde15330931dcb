"""A busy site is copied; the copy stands elsewhere, however often it is killed."""

import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from cocreate.cli.backup.opened import opened
from cocreate.cli.restore.preparing import beside_of, is_lived_in
from cocreate.config import Settings
from tests.cli.elsewhere import an_empty_database, own, rows_in, rows_told
from tests.factories import a_person, an_account, an_idea
from tests.faults.programs import Program, token_of
from tests.faults.running import ROOT, House, house

pytestmark = pytest.mark.drill

PATIENCE = 900
MOMENTS = (0.3, 0.6, 0.85, 0.95)  # of the time that a restore takes


def test_a_copy_of_a_busy_site_survives_every_kill(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    ideas = [an_idea().id for _ in range(6)]
    tokens = [token_of(a_person(f"Voter {number}")) for number in range(4)]
    leaves = str(an_account("Somebody who leaves later").email)
    path, log = tmp_path / "busy.zip", tmp_path / "log"
    with house(settings, tmp_path / "server.log") as home:
        home.start()
        with voting(home, tokens, ideas) as voted:
            kill_after(2.5, home, "backup", str(tmp_path / "killed.zip"))
            done = command(home, "backup", str(path)).wait(PATIENCE)
        assert (done, voted.total() > 0) == (0, True)
        assert command(home, "forget", leaves, "--yes").wait(PATIENCE) == 0
        assert command(home, "export-log", str(log)).wait(PATIENCE) == 0
    assert [one.name for one in tmp_path.glob("*.zip")] == [path.name]
    rows = rows_of_one_moment(path, ideas)
    (tmp_path / "there").mkdir()
    with an_empty_database(own(settings), tmp_path / "there") as url:
        moved = {"database_url": url, "data_dir": tmp_path / "there"}
        there = House(settings.model_copy(update=moved), tmp_path / "restore.log")
        survive(there, path, log)
        people = rows_in(url)["people"]
    assert (b"Voter 1" in people, leaves.encode() in people) == (True, False)
    said = there.log.read_text()
    assert f"{rows:,} rows of {rows:,}" in said
    assert "1 people forgotten again" in said
    assert "Traceback" not in said


def rows_of_one_moment(path: Path, ideas: Sequence[int]) -> int:
    """Each figure agrees with what it counts; how many rows there are."""
    with opened(path, None) as archive:
        archive.verify(lambda _: None)
        cast = Counter(row["idea_id"] for row in rows_told(archive, "votes"))
        told = {row["id"]: row["votes"] for row in rows_told(archive, "ideas")}
        assert told == {idea_id: cast[idea_id] for idea_id in ideas}
        return archive.manifest.rows


def survive(there: House, path: Path, log: Path) -> None:
    """Killed before it is in place, nobody lives there; after, the same as before."""
    beside = beside_of(there.settings)
    told = (str(path), "--erased", str(log))
    kill_after(3.0, there, "restore", *told)
    assert not is_lived_in(there.settings, beside)
    began = time.monotonic()
    assert command(there, "restore", *told).wait(PATIENCE) == 0
    took = time.monotonic() - began
    for moment in MOMENTS:
        kill_after(took * moment, there, "restore", "--replace", *told)
        assert is_lived_in(there.settings, beside)
    assert command(there, "restore", "--replace", *told).wait(PATIENCE) == 0
    assert command(there, "doctor", "--fix").wait(PATIENCE) == 0


def command(home: House, *arguments: str) -> subprocess.Popen[bytes]:
    with home.log.open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "cocreate", *arguments],
            cwd=ROOT,
            env=home.environment(),
            stdout=log,
            stderr=log,
        )


def kill_after(seconds: float, home: House, *arguments: str) -> None:
    """Unless it has ended by then."""
    begun = command(home, *arguments)
    try:
        begun.wait(seconds)
    except subprocess.TimeoutExpired:
        begun.send_signal(signal.SIGKILL)
        begun.wait()


@contextmanager
def voting(
    home: House, tokens: list[str], ideas: Sequence[int]
) -> Iterator[Counter[str]]:
    """Programs vote and take it back by the API, until it is enough."""
    stop, voted = threading.Event(), Counter[str]()

    def go_round(token: str) -> None:
        mine = [Program(idea_id, token) for idea_id in ideas]
        while not stop.is_set():
            for act in (Program.vote, Program.unvote):
                for program in mine:
                    act(program, home).raise_for_status()
                    voted[token] += 1

    threads = [threading.Thread(target=go_round, args=(token,)) for token in tokens]
    for thread in threads:
        thread.start()
    try:
        yield voted
    finally:
        stop.set()
        for thread in threads:
            thread.join()
