"""A site is written into one file while it is used, and stands again elsewhere."""

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from cocreate.beta.actions.past_builds import NO_FILE
from cocreate.beta.models import Build
from cocreate.cli.backup.making import Wanted, make
from cocreate.cli.backup.opened import opened
from cocreate.cli.progress import progress_bar
from cocreate.config import Settings
from cocreate.kernel import migrate
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.policy import Actor
from cocreate.kernel.transaction import transaction
from cocreate.people import actions
from cocreate.people.models import AccessToken, Person
from cocreate.votes.actions import cast_vote, withdraw_vote
from tests.cli.elsewhere import (
    Place,
    files_in,
    other,
    own,
    rows_in,
    rows_told,
    troubles_in,
)
from tests.cli.running import run
from tests.factories import a_person, actor_of, an_idea
from tests.faults.lively import a_lively_town
from tests.people.test_nothing_is_left import (
    CONTRIBUTED,
    NAME,
    mark_all_of,
    marks_anywhere,
)

pytestmark = pytest.mark.slow

OLDER = "0065"  # the next one makes the table of people anew
A_PERSON = (
    "INSERT INTO people (id, name, email, role, title, town, bio, joined_at,"
    " shows_votes, credited_as, unread) VALUES (1, 'Ada', 'ada@example.org',"
    " 'administrator', '', '', '', :at, false, 'unasked', 0)"
)
AN_ENTRY = (
    "INSERT INTO audit_entries (id, done_at, act, actor_id, person_id, facts, before,"
    " hash) VALUES (999, ?, 'PersonLeft', 0, ?, '{}', 'x', 'y')"
)
A_TOKEN = (
    "INSERT INTO access_tokens (id, person_id, name, token_hash, may_write, made_at)"
    " VALUES (1, 1, 'a program', 'abc', true, :at)"
)


def backed_up(app: Flask, path: Path, *options: str) -> Path:
    db.session.commit()
    done = run(app, "backup", str(path), *options)
    assert done.exit_code == 0, done.output
    return path


@pytest.mark.sqlite
def test_a_site_stands_in_the_other_database_as_it_stood(
    app: Flask,
    settings: Settings,
    place: Callable[[str], Place],
    tmp_path: Path,
    work: Callable[[], int],
) -> None:
    a_lively_town(app)
    work()
    assert files_in(settings.data_dir), "a town without files shows little"
    path = backed_up(app, tmp_path / "town.zip")
    before = troubles_in(run(app, "doctor").output)
    there = place(other(settings))
    done = there.run("restore", str(path))
    assert troubles_in(done.output) == before, done.output
    assert rows_in(there.url) == rows_in(settings.database_url)
    assert files_in(there.folder) == files_in(settings.data_dir)
    with there.lived_in():
        person = a_person("Somebody who comes later")
        db.session.commit()
        assert person.id, "new rows are numbered after those that came"
    again = there.run("restore", str(path))
    assert again.exit_code == 1
    assert "Somebody lives here" in again.output


@pytest.mark.sqlite
def test_a_log_and_the_site_that_is_replaced_tell_who_was_forgotten_since(
    app: Flask, place: Callable[[str], Place], tmp_path: Path
) -> None:
    one, another = (a_person(name).id for name in (f"{NAME} One", f"{NAME} Another"))
    path = backed_up(app, tmp_path / "both.zip")
    there = place("sqlite")
    live = there.folder / "cocreate.db"
    with db.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")  # outside a transaction alone
        connection.exec_driver_sql(f"VACUUM INTO '{live}'")
    with closing(sqlite3.connect(live)) as replaced, replaced:
        replaced.execute(AN_ENTRY, [f"{now():%Y-%m-%d %H:%M:%S.%f}", another])
    leave(one)
    run(app, "export-log", str(tmp_path / "log"))
    told = ("--replace", "--erased", str(tmp_path / "log"))
    done = there.run("restore", str(path), *told)
    assert "2 people forgotten again" in done.output, done.output
    left = b"".join(rows_in(there.url).values())
    assert NAME.encode() not in left
    assert f"[{one},".encode() in left, "a number stays"


@pytest.mark.drill
def test_whoever_was_forgotten_since_stays_forgotten(
    app: Flask,
    settings: Settings,
    place: Callable[[str], Place],
    tmp_path: Path,
    work: Callable[[], int],
) -> None:
    town = a_lively_town(app)
    one, another = (town.people[role].id for role in ("customer", "moderator"))
    work()
    marked = mark_all_of(one)
    path = backed_up(app, tmp_path / "before.zip", "--without-builds")
    db.session.expire_all()
    leave(one)
    run(app, "export-log", str(tmp_path / "log"))
    there = place(own(settings))
    done = there.run("restore", str(path), "--erased", str(tmp_path / "log"))
    assert "1 people forgotten again" in done.output, done.output
    with there.lived_in():
        builds = db.session.scalars(select(Build).where(Build.revoked_at.is_(None)))
        assert {build.halted_reason for build in builds} >= {NO_FILE}
        assert {marked[word] for word in marks_anywhere()} == CONTRIBUTED
        leave(another)
    # Nobody brings a log: the site that is replaced knows of both.
    done = there.run("restore", str(path), "--replace")
    assert "2 people forgotten again" in done.output, done.output
    assert "What was here is kept" in done.output
    with there.lived_in():
        left = [db.session.get_one(Person, person_id) for person_id in (one, another)]
        assert [person.email for person in left] == [None, None]


def leave(person_id: int) -> None:
    with transaction():
        actions.leave(actor_of(db.session.get_one(Person, person_id)))


def test_what_is_copied_while_people_vote_is_of_one_moment(
    app: Flask, tmp_path: Path
) -> None:
    ideas = [an_idea().id for _ in range(3)]
    voters = [actor_of(a_person(f"Voter {number}")) for number in range(3)]
    db.session.commit()
    with voting(app, voters, ideas) as rounds:
        paths = [backed_up(app, tmp_path / f"{number}.zip") for number in range(2)]
    assert len(rounds) == len(voters), "everybody voted meanwhile"
    for path in paths:
        with opened(path, None) as archive:
            archive.verify(lambda _: None)
            cast = Counter(row["idea_id"] for row in rows_told(archive, "votes"))
            told = {row["id"]: row["votes"] for row in rows_told(archive, "ideas")}
        assert told == {idea_id: cast[idea_id] for idea_id in ideas}


@contextmanager
def voting(
    app: Flask, voters: list[Actor], ideas: list[IdeaId]
) -> Iterator[Counter[int]]:
    """Everybody votes and takes it back, again and again; how often they did."""
    stop, rounds = threading.Event(), Counter[int]()

    def go_round(voter: Actor) -> None:
        with app.app_context():
            while not stop.is_set():
                for act in (cast_vote, withdraw_vote):
                    for idea_id in ideas:
                        with transaction():
                            act(voter, idea_id)
                        rounds[voter.person_id] += 1

    threads = [threading.Thread(target=go_round, args=(one,)) for one in voters]
    for thread in threads:
        thread.start()
    try:
        yield rounds
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@pytest.mark.drill
@pytest.mark.sqlite  # which makes a table anew where PostgreSQL changes it
def test_one_of_an_older_version_is_brought_up_to_date(
    app: Flask, place: Callable[[str], Place], tmp_path: Path
) -> None:
    there = place("sqlite")
    path = tmp_path / "older.zip"
    with there.lived_in() as older, path.open("wb") as file:
        migrate.upgrade(older, to=OLDER)
        db.session.execute(text(A_PERSON), {"at": "2026-01-01 00:00:00.000000"})
        db.session.execute(text(A_TOKEN), {"at": "2026-01-01 00:00:00.000000"})
        db.session.commit()
        wanted = Wanted(at=now(), passphrase=None, with_builds=True, settings_file=None)
        make(older, file, wanted, bar=progress_bar)
    done = there.run("restore", str(path), "--replace")
    assert done.exit_code == 0, done.output
    with there.lived_in() as newer:
        assert migrate.why_not_ready(newer) is None
        (token,) = db.session.scalars(select(AccessToken)).all()
        assert db.session.get_one(Person, token.person_id).name == "Ada"
