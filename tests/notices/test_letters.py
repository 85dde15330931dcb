"""One letter of what happened together, as each reader wishes, until nobody reads."""

import re
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import travel

from cocreate.config import Settings, use
from cocreate.discussion.actions import follow
from cocreate.ideas.actions import change_status, hide_idea
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.mail import Letter
from cocreate.notices.actions import News, read_all, tell
from cocreate.notices.kind import Kind
from cocreate.notices.models import Notice
from cocreate.notices.policy import UNREAD_MOST
from cocreate.people.models import Person, SignIn
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    a_product_manager,
    actor_of,
    an_idea,
)
from tests.notices.wishing import wishes

telling = import_module("cocreate.notices.actions.tell")
SignIn_ = Callable[[Person], ForgetfulClient]
Work = Callable[[], int]


@pytest.fixture
def together(app: Flask, settings: Settings) -> None:
    """As it is outside of tests: a letter waits a little for what else happens."""
    use(settings.model_copy(update={"mail_together_minutes": 5}))


def letters_to(person: Person) -> list[Letter]:
    db.session.rollback()
    query = select(Letter).where(Letter.to_address == person.email)
    return list(db.session.scalars(query.order_by(Letter.id)))


def later(work: Work, **how_much: float) -> None:
    with travel(now() + timedelta(**how_much)):
        work()


@pytest.mark.usefixtures("together")
def test_what_happened_together_comes_in_one_letter(work: Work) -> None:
    author = a_person("Author")
    idea, other = an_idea("Freeze my card", author=author), an_idea(author=author)
    for one in (idea, idea, other):
        a_comment(one)
    change_status(actor_of(a_product_manager()), idea.id, to=Status.PLANNED)
    work()
    assert letters_to(author) == []
    later(work, minutes=6)
    (letter,) = letters_to(author)
    assert "and 3 more" in letter.subject
    assert letter.text.count("Freeze my card\n") == 1  # each thing has one heading
    assert "4 things happened" in (letter.html or "")
    later(work, minutes=12)
    assert len(letters_to(author)) == 1


@pytest.mark.usefixtures("together")
def test_what_was_read_or_hidden_meanwhile_is_not_mailed(work: Work) -> None:
    reader, follower = a_person("Reader"), a_person("Follower")
    idea = an_idea(author=reader)
    follow(actor_of(follower), idea.id)
    a_comment(idea)
    work()
    read_all(actor_of(reader))
    hide_idea(actor_of(a_moderator()), idea.id, reason="Spam")
    later(work, minutes=6)
    assert [letter.subject for letter in letters_to(follower)] == []
    assert all("hid" in letter.subject for letter in letters_to(reader))


def test_a_digest_gathers_a_day(signed_in: SignIn_, work: Work) -> None:
    author = a_person("Author")
    idea = an_idea(author=author)
    signed_in(author).post("/notices/settings", data=wishes(comment="daily"))
    for _ in range(3):
        a_comment(idea)
    work()
    assert letters_to(author) == []
    later(work, hours=25)
    (letter,) = letters_to(author)
    assert "and 2 more" in letter.subject


def test_quiet_hours_are_kept(signed_in: SignIn_, work: Work) -> None:
    author = a_person("Author")
    idea = an_idea(author=author)
    hour = now().hour
    quiet = {"quiet_from": str(hour), "quiet_until": str((hour + 2) % 24)}
    signed_in(author).post("/notices/settings", data=wishes(hours=quiet))
    a_comment(idea)
    work()
    assert letters_to(author) == []
    later(work, hours=2)
    assert len(letters_to(author)) == 1


def test_what_is_not_wanted_here_is_not_counted(signed_in: SignIn_, work: Work) -> None:
    author = a_person("Author")
    idea = an_idea("Freeze my card", author=author)
    browser = signed_in(author)
    browser.post("/notices/settings", data=wishes(here=False))
    a_comment(idea)
    work()
    db.session.refresh(author)
    assert author.unread == 0
    assert "Freeze my card" not in browser.get("/notices").text
    assert len(letters_to(author)) == 1
    hide_idea(actor_of(a_moderator()), idea.id, reason="Spam")
    work()
    db.session.refresh(author)
    assert author.unread == 0


def test_a_wrong_choice_is_explained_and_the_others_are_kept(
    signed_in: SignIn_,
) -> None:
    browser = signed_in(a_person())
    wrong = wishes(comment="hourly", hours={"time_zone": "Mars", "quiet_from": "22"})
    page = browser.post("/notices/settings", data=wrong)
    assert page.status_code == 422
    assert "Choose how soon, or never." in page.text
    page = browser.post(
        "/notices/settings", data=wishes(hours={"time_zone": "Mars"}, reply="weekly")
    )
    assert page.status_code == 422
    assert "Choose a time zone of the list." in page.text
    assert re.search(r'value="weekly"\s+selected', page.text)


def test_settings_say_what_was_chosen(signed_in: SignIn_) -> None:
    browser = signed_in(a_person())
    said = wishes(comment="weekly", hours={"time_zone": "Asia/Kathmandu"})
    assert browser.post("/notices/settings", data=said).status_code == 303
    page = browser.get("/notices/settings").text
    assert re.search(r'value="Asia/Kathmandu"\s+selected', page)
    assert page.count('value="weekly" selected') == 1


def test_one_press_stops_what_a_letter_told_and_another_stops_all(
    client: ForgetfulClient, work: Work
) -> None:
    author = a_person("Author")
    idea = an_idea(author=author)
    a_comment(idea)
    work()
    path = re.sub(r"^https?://[^/]+", "", letters_to(author)[0].unsubscribe_url or "")
    assert client.post(path, data={"all": "1"}, csrf=False).status_code == 200
    change_status(actor_of(a_product_manager()), idea.id, to=Status.PLANNED)
    work()
    assert len(letters_to(author)) == 1


def test_letters_rest_when_nobody_reads_and_come_again_by_one_press(
    client: ForgetfulClient, work: Work
) -> None:
    author = a_person("Author")
    idea = an_idea(author=author)
    for _ in range(UNREAD_MOST + 2):
        a_comment(idea)
        work()
    letters = letters_to(author)
    assert len(letters) == UNREAD_MOST
    assert ["Keep them coming" in letter.text for letter in letters] == [
        *[False] * (UNREAD_MOST - 1),
        True,
    ]
    found = re.search(r"https?://[^/]+(/notices/waking/\S+)", letters[-1].text)
    assert found is not None
    assert "Keep the letters coming?" in client.get(found[1]).text
    assert client.post(found[1], csrf=False).status_code == 200
    a_comment(idea)
    work()
    assert len(letters_to(author)) == UNREAD_MOST + 1
    assert client.post(found[1] + "x", csrf=False).status_code == 404


def test_who_comes_back_gets_letters_again(signed_in: SignIn_, work: Work) -> None:
    author = a_person("Author")
    idea = an_idea(author=author)
    for _ in range(UNREAD_MOST + 1):
        a_comment(idea)
        work()
    browser = signed_in(author)
    assert "Letters rest" in browser.get("/notices/settings").text
    db.session.query(SignIn).update({"last_seen_at": now() + timedelta(seconds=1)})
    a_comment(idea)
    work()
    assert len(letters_to(author)) == UNREAD_MOST + 1
    assert "Letters rest" not in browser.get("/notices/settings").text


@pytest.fixture
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(telling, "CHUNK", 4)
    return 4


def test_many_are_told_a_few_at_a_time(work: Work, few_at_a_time: int) -> None:
    author = a_person("Author")
    idea = an_idea(author=author)
    people = [a_person() for _ in range(few_at_a_time + 3)]
    news = News(
        kind=Kind.STATUS,
        about=f"idea:{idea.id}",
        path=f"/ideas/{idea.id}",
        words=idea.title,
        project_id=idea.project_id,
    )
    heard = tell([person.id for person in people], news)
    assert heard == few_at_a_time
    work()
    told = db.session.scalars(select(Notice.person_id).where(Notice.kind == "status"))
    assert len(set(told)) == few_at_a_time + 3


def test_the_rest_are_not_told_of_what_was_hidden_meanwhile(
    work: Work, few_at_a_time: int
) -> None:
    idea, reader = an_idea(), a_person()
    db.session.commit()
    news = News(
        kind=Kind.STATUS,
        about=f"idea:{idea.id}",
        path=f"/ideas/{idea.id}",
        words=idea.title,
    )
    nobody = [PersonId(-number) for number in range(1, few_at_a_time + 1)]
    assert tell([*nobody, reader.id], news) == 0  # the reader comes after them
    db.session.get_one(Idea, idea.id).hidden_at = now()
    work()
    told = db.session.scalars(select(Notice.id).where(Notice.person_id == reader.id))
    assert told.all() == []
