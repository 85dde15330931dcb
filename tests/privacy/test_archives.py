"""Everything that is kept of oneself, in one archive that the worker makes."""

import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from flask import Flask

from cocreate.cli.doctor.orphans import files_without_rows
from cocreate.kernel import storage
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base, db
from cocreate.kernel.personal import ASIDE, DOING, points_at
from cocreate.kernel.transaction import transaction
from cocreate.people import actions as people
from cocreate.people.models import Person
from cocreate.privacy import actions, jobs
from cocreate.privacy.models import Archive
from tests.cli.running import run
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, a_comment, a_person, actor_of, an_account, an_idea
from tests.people.joining import letters, link_of
from tests.racing import at_once

SignedIn = Callable[[Any], ForgetfulClient]
Work = Callable[[], int]


def ask(browser: ForgetfulClient, password: str = PASSWORD) -> int:
    return browser.post("/me/data", data={"current": password}).status_code


def read(content: bytes) -> tuple[dict[str, Any], str, ZipFile]:
    archive = ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    page = archive.read("index.html").decode()
    return json.loads(archive.read("everything.json")), page, archive


def test_everything_of_oneself_comes_in_one_archive_and_nothing_of_others(
    app: Flask, signed_in: SignedIn, work: Work
) -> None:
    person = an_account("Margit Õunapuu")
    person.picture_key = "faces/margit"
    storage.keep("faces/margit", [b"a face"], most=100)
    idea = an_idea("Tell me before the money leaves", author=person)
    a_comment(idea, by=a_person("Ida"), body="What Ida said is hers.")
    a_comment(idea, by=person, body="And this is mine.")
    db.session.commit()
    browser = signed_in(person)
    assert ask(browser, "not this") == 422
    assert [ask(browser), ask(browser)] == [303, 303]
    assert "is being made" in browser.get("/me/data").text
    work()
    assert letters()[-1].subject == "Your data at CoCreate is ready"
    assert "made what you asked for" in browser.get("/notices").text
    link = link_of(letters()[-1])
    answer = browser.get(link)
    holds_what_is_theirs(answer, idea.title, str(person.password_hash))
    assert signed_in(a_person("Eve")).get(link).status_code == 410
    with time_machine.travel(now() + timedelta(days=8)):
        jobs.keep_to_rules()
    assert db.session.query(Archive).count() == 0
    assert not kept_archives()


def holds_what_is_theirs(answer: Any, title: str, password_hash: str) -> None:
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    found, page, archive = read(answer.data)
    assert archive.read("files/faces/margit") == b"a face"
    assert found["people"][0]["name"] == "Margit Õunapuu"
    assert [one["title"] for one in found["ideas"]] == [title]
    assert [one["body"] for one in found["comments"]] == ["And this is mine."]
    assert found["sign_ins"][0]["user_agent"]
    assert "Margit Õunapuu" in page
    written = json.dumps(found, ensure_ascii=False)
    for hidden in ("Ida", "password_hash", "token_hash", password_hash):
        assert hidden not in written + page


def kept_archives() -> list[str]:
    return [one.key for one in storage.files() if one.key.startswith("archives/")]


def test_asked_twice_at_once_one_is_made_and_a_new_one_takes_its_place(
    app: Flask, work: Work
) -> None:
    actor = actor_of(an_account())
    at_once(app, *[lambda: actions.ask_for_archive(actor)] * 2)
    assert db.session.query(Archive).count() == 1
    work()
    first = kept_archives()
    with time_machine.travel(now() + timedelta(days=2)):
        assert files_without_rows() == [], "the doctor leaves it to its owner"
    with time_machine.travel(now() + timedelta(hours=1)):
        with transaction():
            unneeded = actions.ask_for_archive(actor)
        assert [unneeded] == first
        storage.drop(str(unneeded))
        work()
        assert len(kept_archives()) == 1
        assert kept_archives() != first
        assert len(letters()) == 2


def test_whoever_leaves_while_their_archive_is_made_gets_none(
    app: Flask, work: Work
) -> None:
    before, after = an_account("Margit"), an_account("Ida")
    for person in (before, after):
        with transaction():
            actions.ask_for_archive(actor_of(person))
    with transaction():
        making = actions.claim_archive()
    assert making is not None
    size = actions.write_archive(making)
    with transaction():
        people.leave(actor_of(before))
    with transaction():
        assert actions.finish_archive(making, size) is False
    storage.drop(making.key)
    work()  # Ida's is made, and Margit's row goes
    assert len(kept_archives()) == 1
    with transaction():
        people.leave(actor_of(after))
    work()
    assert kept_archives() == []
    assert db.session.query(Archive).count() == 0
    assert letters() == []


def test_an_operator_writes_the_same_archive(app: Flask, tmp_path: Any) -> None:
    person = an_account("Margit")
    idea = an_idea("Tell me before the money leaves", author=person)
    db.session.commit()
    result = run(app, "export-person", str(person.email), str(tmp_path / "her.zip"))
    assert result.exit_code == 0
    found, page, _ = read((tmp_path / "her.zip").read_bytes())
    assert found["ideas"][0]["title"] == idea.title
    assert re.search(r"<dd>\s*Margit", page)


@pytest.mark.sqlite
def test_every_table_that_points_at_people_is_theirs_or_says_who_did_it(
    app: Flask,
) -> None:
    """A key under a new name is somebody's own, unless its name says otherwise."""
    names = {
        column.name
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if points_at(column, "people") and not DOING.search(column.name)
    }
    own = {"person_id", "author_id", "voter_id", "reporter_id", "uploader_id"}
    assert names - own - {"sender_id", "editor_id"} == set()
    assert not ASIDE & {"people", "ideas"}
    assert Person.__tablename__ == "people"
