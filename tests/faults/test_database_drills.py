"""What takes minutes: `make drills`. The database is broken beneath a real server."""

import sqlite3
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
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
from cocreate.search.actions import find_drift
from cocreate.votes.models import Vote
from tests.cli.elsewhere import Place, an_empty_database, own
from tests.factories import a_person, a_project, an_idea
from tests.faults.breaking import full_for
from tests.faults.customers import Deeds
from tests.faults.own_postgresql import OwnPostgresql, own_postgresql
from tests.faults.programs import (
    ONLY_LATE,
    TIMEOUT,
    Open,
    Program,
    every,
    programs,
    rows,
    token_of,
    wait_until,
    wrong,
)
from tests.faults.running import House, crowding, house
from tests.faults.test_killed import wait_until_nothing_waits

pytestmark = pytest.mark.drill

PATIENCE = 600
MOMENTS = (0.3, 0.5, 0.65, 0.8, 0.95)  # of the time that migrating takes


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
    wait_until(lambda: wrong(home).keys() <= {"clockwork"})
    assert home.complaints() == []


def test_a_database_locked_for_twenty_seconds_is_read_and_heals(opened: Open) -> None:
    voters = programs(12)
    home = opened()
    with locked_for(home), ThreadPoolExecutor(len(voters)) as pool:
        pressed = [pool.submit(voter.vote, home) for voter in voters]
        reads = [voters[0].read(home) for _ in every(0.5, seconds=20)]
        assert "locked" in wrong(home)["database"]
        answers = [one.result() for one in pressed]
    assert statistics.median(reads) < 2 * crowding(), reads
    assert len(reads) > 10 / crowding(), reads
    refused = [answer for answer in answers if answer.status_code == 503]
    assert len(refused) >= len(voters) - 4
    assert all(answer.headers["Retry-After"] for answer in refused)
    assert {voter.vote(home).status_code for voter in voters} <= {200, 201}
    wait_until(lambda: wrong(home).keys() <= {"clockwork"})
    assert rows(Vote) == len(voters)


@contextmanager
def locked_for(home: House) -> Iterator[None]:
    """Somebody else writes, and does not end."""
    address = make_url(home.settings.database_url)
    if address.get_backend_name() == "sqlite":
        file = str(address.database)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    shown = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(shown) as other:
        other.execute("LOCK TABLE votes, heartbeats IN EXCLUSIVE MODE")
        yield
        other.rollback()


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


def test_a_start_on_read_only_data_is_refused_in_a_sentence(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    address = make_url(settings.database_url)
    if settings.on_sqlite:
        shown = f"sqlite:///file:{address.database}?mode=ro&uri=true"
    else:
        said = {"options": "-c default_transaction_read_only=on"}
        url = address.update_query_dict(said)
        shown = url.render_as_string(hide_password=False)
    moved = settings.model_copy(update={"database_url": shown})
    # Whoever may not write opens a file of SQLite only while somebody else has it open.
    with db.engine.connect(), house(moved, tmp_path / "server.log") as home:
        home.run("serve")
        assert home.process is not None
        assert home.process.wait(PATIENCE) == 2
        home.process = None
        told = home.log.read_text()
    assert "nothing written at the moment" in told
    assert "Traceback" not in told


def test_a_migration_that_is_killed_leaves_nothing_half_done(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    with an_empty_place(settings, tmp_path / "first") as home:
        began = time.monotonic()
        migrate_there(home)
        took = time.monotonic() - began
    with an_empty_place(settings, tmp_path / "killed") as home:
        for moment in MOMENTS:
            home.run("migrate")
            time.sleep(took * moment)
            home.kill()
            nobody_is_served_by_half(home)
        migrate_there(home)
        brought = create_app(home.settings)
        assert migrate.why_not_ready(brought) is None
        with brought.app_context():
            assert db.session.scalar(select(func.count()).select_from(Idea)) == 0
            db.session.remove()
            db.engine.dispose()
        home.start()
        assert wrong(home).keys() <= ONLY_LATE
        assert home.complaints() == []
        home.kill()
    use(settings)


@contextmanager
def an_empty_place(settings: Settings, folder: Path) -> Iterator[House]:
    folder.mkdir()
    with an_empty_database(own(settings), folder) as url:
        moved = {"database_url": url, "data_dir": folder}
        with house(settings.model_copy(update=moved), folder / "log") as home:
            yield home


def nobody_is_served_by_half(home: House) -> None:
    """All of it is done, or nothing: then a server does not start, and says why."""
    brought = create_app(home.settings)
    reason = migrate.why_not_ready(brought)
    with brought.app_context():
        db.engine.dispose()
    if reason is None:
        return
    home.run("serve")
    assert home.process is not None
    assert home.process.wait(PATIENCE) != 0
    home.process = None
    assert reason in home.log.read_text()


def migrate_there(home: House) -> None:
    home.run("migrate")
    assert home.process is not None
    assert home.process.wait(PATIENCE) == 0, home.log.read_text()[-2000:]
    home.process = None


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
        asking = app.test_client()
        assert asking.get("/healthz").status_code == 200
        assert "database" not in asking.get("/readyz").get_json()["wrong"]
        told = asking.get("/metrics").get_data(as_text=True)
        assert "cocreate_database_connections 20.0" in told
    finally:
        for connection in held:
            connection.close()
    assert client.get(address).status_code == 200


# ── PostgreSQL ────────────────────────────────────────────────────────────────


@pytest.mark.postgres
def test_a_postgresql_restarted_beneath_it_is_found_again(
    app: Flask, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with own_postgresql() as postgresql:
        moved = {"database_url": postgresql.url, "data_dir": tmp_path}
        elsewhere = settings.model_copy(update=moved)
        with Place(elsewhere, monkeypatch).lived_in():
            live_through_restarts(postgresql, elsewhere, tmp_path / "server.log")
    use(settings)


def live_through_restarts(
    postgresql: OwnPostgresql, settings: Settings, log: Path
) -> None:
    ideas = [an_idea().id for _ in range(40)]
    tokens = [token_of(a_person(f"Voter {number}")) for number in range(5)]
    db.session.rollback()
    deeds, hurry = Deeds(), threading.Event()
    with house(settings, log) as home, ThreadPoolExecutor(len(tokens)) as pool:
        home.start()
        before = home.whole()
        working = [
            pool.submit(vote_for_all, home, token, ideas, deeds, hurry)
            for token in tokens
        ]
        for how in ("fast", "immediate"):
            time.sleep(1)
            postgresql.stop(how)
            assert "does not answer" in wrong(home)["database"]
            alive = requests.get(f"{home.address}/healthz", timeout=TIMEOUT)
            assert alive.status_code == 200
            postgresql.start()
        hurry.set()
        for one in working:
            one.result()
        assert deeds.refused == []
        db.engine.dispose()
        wait_until(lambda: rows(OutboxMessage) == 0)
        wait_until(lambda: wrong(home).keys() <= {"clockwork"})
        assert home.children() == before, "nobody had to begin anew"
    assert rows(Vote) == len(tokens) * len(ideas) == len(deeds.done)
    assert not find_drift()


def vote_for_all(
    home: House, token: str, ideas: Sequence[int], deeds: Deeds, hurry: threading.Event
) -> None:
    for idea_id in ideas:
        voter = Program(idea_id, token)
        deeds.insist(f"{token} for {idea_id}", partial(voter.vote, home))
        hurry.wait(0.1)
