"""What takes minutes: `make drills`. Each breaks a real server, and sees it heal."""

import asyncio
import os
import socket
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from cocreate.app import create_app
from cocreate.config import Settings, use
from cocreate.ideas.models import Idea
from cocreate.kernel import migrate
from cocreate.kernel.db import db
from cocreate.kernel.outbox import OutboxMessage
from cocreate.search.actions import find_drift, rebuild
from cocreate.votes.models import Vote
from tests.factories import a_person, a_project, an_idea
from tests.faults.breaking import full_for
from tests.faults.running import House, free_port, house
from tests.faults.rushing import rush
from tests.faults.test_killed import token_of, wait_until_nothing_waits

pytestmark = pytest.mark.drill

TIMEOUT = 40.0
SOAK_SECONDS = 60 * float(os.environ.get("SOAK") or 1)
Open = Callable[..., House]


@pytest.fixture
def opened(app: Flask, settings: Settings, tmp_path: Path) -> Iterator[Open]:
    """`opened(COCREATE_…=…)` is a server with its worker, and an idea to vote for."""
    rebuild()
    houses = []

    def start(**said: str) -> House:
        home = House(settings, tmp_path / "server.log", **said)
        houses.append(home)
        home.start()
        return home

    yield start
    for home in houses:
        home.kill()


class Program:
    """Somebody who votes and takes it back, and reads."""

    def __init__(self, idea_id: int, token: str) -> None:
        self.path = f"/api/v1/ideas/{idea_id}/vote"
        self.page = f"/ideas/{idea_id}"
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def vote(self, home: House) -> requests.Response:
        return self.session.put(home.address + self.path, timeout=TIMEOUT)

    def unvote(self, home: House) -> requests.Response:
        return self.session.delete(home.address + self.path, timeout=TIMEOUT)

    def read(self, home: House) -> float:
        """The seconds until its page was there."""
        began = time.monotonic()
        answer = requests.get(home.address + self.page, timeout=TIMEOUT)
        assert answer.status_code == 200, answer.text[:300]
        return time.monotonic() - began


def programs(number: int) -> list[Program]:
    idea = an_idea(project=a_project(), author=a_person("Author"))
    tokens = [token_of(a_person(f"Voter {one}")) for one in range(number)]
    found = [Program(idea.id, token) for token in tokens]
    db.session.rollback()
    return found


def wrong(home: House) -> dict[str, str]:
    found: dict[str, str] = requests.get(
        f"{home.address}/readyz", timeout=TIMEOUT
    ).json()["wrong"]
    return found


def wait_until(holds: Callable[[], bool], patience: float = TIMEOUT) -> None:
    until = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < until, "it did not heal"
        time.sleep(0.1)


# ── The database ──────────────────────────────────────────────────────────────


def test_fifty_writes_a_second_by_two_processes_meet_no_lock(opened: Open) -> None:
    voters, seconds, writes = programs(5), 20, 50
    home = opened()

    def press(voter: Program) -> list[int]:
        began, answers = time.monotonic(), []
        for turn in range(seconds * writes // len(voters)):
            time.sleep(max(0, began + turn * len(voters) / writes - time.monotonic()))
            act = voter.unvote if turn % 2 else voter.vote
            answers.append(act(home).status_code)
        return answers

    with ThreadPoolExecutor(len(voters)) as pool:
        answers = [code for some in pool.map(press, voters) for code in some]
    assert len(answers) == seconds * writes
    assert {*answers} <= {200, 201, 204}
    assert home.complaints() == []


@pytest.mark.sqlite
def test_a_database_locked_for_twenty_seconds_is_read_and_heals(opened: Open) -> None:
    voters = programs(12)
    home = opened()
    file = make_url(home.settings.database_url).database
    with (
        closing(sqlite3.connect(str(file), isolation_level=None)) as other,
        ThreadPoolExecutor(len(voters)) as pool,
    ):
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        pressed = [pool.submit(voter.vote, home) for voter in voters]
        reads = [voters[0].read(home) for _ in every(0.5, seconds=20)]
        assert "locked" in wrong(home)["database"]
        other.execute("ROLLBACK")
        held = time.monotonic() - began
        answers = [one.result() for one in pressed]
    assert held >= 20
    assert statistics.median(reads) < 2
    refused = [answer for answer in answers if answer.status_code == 503]
    assert len(refused) >= len(voters) - 4
    assert all(answer.headers["Retry-After"] for answer in refused)
    assert {voter.vote(home).status_code for voter in voters} <= {200, 201}
    wait_until(lambda: wrong(home).keys() <= {"clockwork"})
    assert rows(Vote) == len(voters)


def every(pause: float, *, seconds: float) -> Iterator[None]:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        yield
        time.sleep(pause)


def rows(table: Any) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.sqlite
def test_a_full_disk_is_read_and_heals_without_a_restart(opened: Open) -> None:
    voters = programs(3)
    home = opened()
    voters[0].vote(home)
    with full_for(home):
        answers = [voter.vote(home) for voter in voters[1:]]
        assert {answer.status_code for answer in answers} == {507}
        assert answers[0].headers["Retry-After"]
        assert voters[0].read(home) < TIMEOUT
        assert "full" in wrong(home)["database"]
    assert {voter.vote(home).status_code for voter in voters} <= {200, 201}
    wait_until_nothing_waits()
    wait_until(lambda: wrong(home).keys() <= {"clockwork"})
    home.kill()
    assert rows(Vote) == len(voters)
    file = make_url(home.settings.database_url).database
    with closing(sqlite3.connect(str(file))) as looked_at:
        assert looked_at.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert not find_drift()


@pytest.mark.sqlite
def test_a_migration_that_is_killed_leaves_nothing_half_done(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    fresh = settings.model_copy(update={"database_url": url, "data_dir": tmp_path})
    with house(fresh, tmp_path / "migrate.log") as home:
        for seconds in (1.2, 1.8, 2.4, 3.2, 4.5):
            home.run("migrate")
            time.sleep(seconds)
            home.kill()
        home.run("migrate")
        assert home.process is not None
        assert home.process.wait(120) == 0, home.log.read_text()[-2000:]
        home.process = None
    brought = create_app(fresh)
    assert migrate.why_not_ready(brought) is None
    with brought.app_context():
        assert db.session.scalar(select(func.count()).select_from(Idea)) == 0
        db.session.remove()
        db.engine.dispose()
    use(settings)


@pytest.mark.postgres
def test_a_pool_that_is_used_up_is_told_of_in_seconds(app: Flask, client: Any) -> None:
    address = f"/projects/{a_project().slug}/ideas"
    db.session.commit()
    db.session.remove()
    held = [db.engine.connect() for _ in range(20)]
    try:
        db.session.remove()
        answer = app.test_client().get(address)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
    finally:
        for connection in held:
            connection.close()
    assert client.get(address).status_code == 200


# ── Others ────────────────────────────────────────────────────────────────────


def test_a_mail_server_that_hangs_slows_nobody(opened: Open) -> None:
    voters = programs(2)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        home = opened(COCREATE_MAIL_URL=f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        took = []
        for turn in range(40):
            began = time.monotonic()
            act = voters[0].unvote if turn % 2 else voters[0].vote
            assert act(home).ok
            took.append(time.monotonic() - began)
        assert statistics.median(took) < 0.5
        wait_until(lambda: rows(OutboxMessage) == 0)
        assert home.complaints() == []


def test_without_redis_each_process_counts_for_itself(opened: Open) -> None:
    voters = programs(1)
    home = opened(
        COCREATE_REDIS_URL=f"redis://127.0.0.1:{free_port()}/0",
        COCREATE_RATE_LIMITS_ON="true",
    )
    assert voters[0].vote(home).ok
    assert voters[0].read(home) < TIMEOUT
    wait_until(lambda: rows(OutboxMessage) == 0)
    assert "rate limits" in wrong(home)


@pytest.mark.sqlite
def test_four_times_too_many_are_turned_away_and_it_recovers(opened: Open) -> None:
    voters = programs(1)
    home = opened()
    answers = asyncio.run(rush(home, "/search?q=quokka", people=1_600, seconds=10))
    assert answers.get("503", 0) > 0, answers
    assert answers.get("200", 0) > 0, answers
    assert set(answers) <= {"200", "503", "cut"}, answers
    time.sleep(5)
    assert max(voters[0].read(home) for _ in range(10)) < 5
    assert 'route="shed"' in requests.get(f"{home.address}/metrics", timeout=9).text


def test_memory_stays_flat(opened: Open) -> None:
    """For `SOAK` minutes; two hours are `make drills SOAK=120`."""
    voters = programs(4)
    home = opened()

    def live(voter: Program, seconds: float) -> None:
        for turn, _ in enumerate(every(0.02, seconds=seconds)):
            voter.read(home)
            assert (voter.unvote if turn % 2 else voter.vote)(home).ok

    sizes = []
    for part in (0.5, 0.5):
        with ThreadPoolExecutor(len(voters)) as pool:
            list(pool.map(lambda one: live(one, SOAK_SECONDS * part), voters))  # noqa: B023 - waited for
        assert home.process is not None
        numbers = [home.process.pid, *home.children()]
        sizes.append(sum(psutil.Process(one).memory_info().rss for one in numbers))
    assert sizes[1] < sizes[0] * 1.1 + 10_000_000, sizes
    assert home.complaints() == []
