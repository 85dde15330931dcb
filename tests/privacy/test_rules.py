"""What is kept how long: one list that the page, the job and the tables agree on."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from cocreate.discussion.models import Visit
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base, db
from cocreate.kernel.personal import points_at
from cocreate.kernel.policy import Role
from cocreate.notices.models import Notice
from cocreate.people.models import MailedLink, Person, Purpose, SignIn
from cocreate.privacy import jobs
from cocreate.privacy.models import RetentionRun
from cocreate.privacy.rules import RULES
from tests.client import ForgetfulClient
from tests.factories import a_person, an_account, an_idea

SignedIn = Callable[[Any], ForgetfulClient]


@pytest.mark.sqlite
def test_every_table_with_a_person_in_it_says_why_and_how_long(app: Flask) -> None:
    tables = Base.metadata.sorted_tables
    with_people = {
        table.name
        for table in tables
        if any(points_at(column, "people") for column in table.columns)
    }
    said = Counter(name for rule in RULES for name in rule.tables)
    assert with_people - {*said} == set(), "cocreate/privacy/rules has a place for each"
    assert {*said} - {table.name for table in tables} == set()
    assert [name for name, times in said.items() if times > 1] == []
    assert len({rule.name for rule in RULES}) == len(RULES)


def told(person: Person, at: Any) -> list[Any]:
    """One of a few things that the clock ends, told at a moment."""
    idea = an_idea()
    return [
        SignIn(
            person_id=person.id,
            token_hash=f"{at}",
            user_agent="",
            expires_at=at + timedelta(days=1),
        ),
        MailedLink(
            person_id=person.id,
            purpose=Purpose.RESET,
            email="x",
            token_hash=f"{at}",
            expires_at=at,
        ),
        Notice(
            person_id=person.id,
            kind="entry",
            about=f"{at}",
            path="/",
            words="x",
            told_at=at,
        ),
        Visit(person_id=person.id, idea_id=idea.id, seen_at=at, before_at=at),
    ]


def test_what_is_over_its_time_goes_in_batches_and_the_rest_stays(
    app: Flask, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_person()
    for days in (503, 502, 501, 0):
        db.session.add_all(told(person, now() - timedelta(days=days)))
    person.unread = 4
    db.session.commit()
    monkeypatch.setattr(jobs, "BATCH", 2)
    monkeypatch.setattr(jobs, "MOST_BATCHES", 1)
    jobs.keep_to_rules()
    assert {table: count(table) for table in (SignIn, Notice)} == {SignIn: 2, Notice: 2}
    monkeypatch.undo()
    for _ in range(2):
        jobs.keep_to_rules()
        assert [count(one) for one in (SignIn, MailedLink, Notice, Visit)] == [1] * 4
    db.session.refresh(person)
    assert person.unread == 1
    run = db.session.get_one(RetentionRun, "sign_ins")
    assert (run.dropped, run.dropped_ever, run.is_done) == (1, 3, True)
    with time_machine.travel(now() + timedelta(hours=2)):
        jobs.keep_to_rules()
        ran = {one.rule: now() - one.ran_at for one in every_run()}
    assert ran["sign_ins"] < timedelta(hours=1) < ran["visits"]
    boss = signed_in(an_account(role=Role.ADMINISTRATOR))
    assert "0 dropped, 3 in all" in boss.get("/administration/retention").text


def count(table: Any) -> int:
    db.session.expire_all()
    return int(db.session.query(table).count())


def every_run() -> list[RetentionRun]:
    db.session.expire_all()
    return db.session.query(RetentionRun).all()


def test_everybody_reads_what_is_kept_why_and_how_long(client: ForgetfulClient) -> None:
    page = client.get("/privacy").text
    for rule in RULES:
        assert rule.name == rule.name.lower()
        assert rule.how_long[:30] in page
    assert "400 days" in page
    assert 'href="/privacy"' in client.get("/").text
