from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from flask import Flask
from PIL import Image

from cocreate import config
from cocreate.journal import actions, queries
from cocreate.journal.events import EntryEdited, EntryPublished
from cocreate.journal.models import JournalEntry, JournalPicture, Prompt
from cocreate.kernel.clock import now, today
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, NotFoundError
from cocreate.kernel.outbox import OutboxMessage
from cocreate.kernel.policy import STRANGER
from cocreate.projects.queries import get_project_by_id
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    a_prompt,
    actor_of,
    an_entry,
)

SignedIn = Callable[[Any], ForgetfulClient]


def recorded(kind: type[Any]) -> int:
    return db.session.query(OutboxMessage).filter_by(kind=kind.__name__).count()


def a_picture(width: int = 40) -> BytesIO:
    sent = BytesIO()
    Image.new("RGB", (width, 30), "teal").save(sent, "PNG")
    sent.seek(0)
    return sent


def test_everybody_reads_what_is_published(client: ForgetfulClient) -> None:
    entry = an_entry("Why eleven was wrong", body="One <script>alert(1)</script> *two*")
    page = client.get(f"/journal/{entry.id}")
    assert page.status_code == 200
    assert "<em>two</em>" in page.text
    assert "<script>alert" not in page.text
    listing = client.get(f"/projects/{project_slug(entry)}/journal").text
    assert "Why eleven was wrong" in listing
    assert "csrf_token" not in page.text


def project_slug(entry: JournalEntry) -> str:
    actor = actor_of(a_product_manager())
    return get_project_by_id(actor, entry.project_id).slug


def test_drafts_are_read_by_the_team_alone(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    entry = an_entry("Not yet", published=False)
    slug = project_slug(entry)
    assert client.get(f"/journal/{entry.id}").status_code == 404
    assert signed_in(a_person()).get(f"/journal/{entry.id}").status_code == 404
    assert "Not yet" not in client.get(f"/projects/{slug}/journal").text
    manager = signed_in(a_product_manager())
    assert "A draft" in manager.get(f"/journal/{entry.id}").text
    assert "Not yet" in manager.get(f"/projects/{slug}/journal").text


def test_a_scheduled_entry_appears_at_its_hour_and_is_told_once(
    client: ForgetfulClient,
) -> None:
    hour = now() + timedelta(hours=3)
    entry = an_entry("Tomorrow's news", at=hour)
    a_prompt("What would you ask us then?", entry=entry)
    assert client.get(f"/journal/{entry.id}").status_code == 404
    assert queries.open_prompts(STRANGER, entry.project_id) == []
    assert actions.announce_due() == 0
    with time_machine.travel(hour + timedelta(minutes=1)):
        assert client.get(f"/journal/{entry.id}").status_code == 200
        assert len(queries.open_prompts(STRANGER, entry.project_id)) == 1
        assert (actions.announce_due(), actions.announce_due()) == (1, 0)
        assert recorded(EntryPublished) == 1


def test_publishing_twice_publishes_once(signed_in: SignedIn) -> None:
    entry = an_entry(published=False)
    manager = signed_in(a_product_manager())
    for _ in range(2):
        answer = manager.post(f"/journal/{entry.id}/publication")
        assert answer.status_code == 303
    assert recorded(EntryPublished) == 1


def test_an_hour_gone_by_is_refused(signed_in: SignedIn) -> None:
    entry = an_entry(published=False)
    manager = signed_in(a_product_manager())
    for typed, words in (
        ("2020-01-01T09:00", "moment to come"),
        ("soon", "year-month-day"),
    ):
        answer = manager.post(f"/journal/{entry.id}/publication", data={"at": typed})
        assert answer.status_code == 422
        assert words in answer.text


@pytest.fixture
def in_brussels(app: Flask, settings: config.Settings) -> Iterator[None]:
    """Other clocks than those the `app` was made with."""
    config.use(settings.model_copy(update={"time_zone": "Europe/Brussels"}))
    yield
    config.use(settings)


@pytest.mark.usefixtures("in_brussels")
def test_an_hour_is_typed_and_shown_in_the_time_of_the_site(
    signed_in: SignedIn,
) -> None:
    entry = an_entry(published=False)
    manager = signed_in(a_product_manager())
    page = manager.get(f"/journal/{entry.id}").text
    assert "The clock is that of Europe/Brussels." in page
    at = {"at": "2035-01-09T09:00"}
    assert manager.post(f"/journal/{entry.id}/publication", data=at).status_code == 303
    db.session.refresh(entry)
    assert entry.published_at == datetime(2035, 1, 9, 8, tzinfo=UTC)
    page = manager.get(f"/journal/{entry.id}").text
    assert "It appears on 9 January 2035 at 09:00 (CET)." in page


def test_an_entry_is_written_with_its_picture(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    project = a_project()
    manager = signed_in(a_product_manager())
    assert manager.get(f"/projects/{project.slug}/journal/new").status_code == 200
    said = {"title": "The first screen", "body": "Look:", "description": "Three things"}
    answers = [
        manager.post(
            f"/projects/{project.slug}/journal",
            data={**said, "picture": (a_picture(), "screen.svg")},
        )
        for _ in range(2)
    ]
    assert db.session.query(JournalEntry).count() == 1
    assert answers[0].location == answers[1].location
    assert 'alt="Three things"' in manager.get(answers[0].location).text
    picture = db.session.query(JournalPicture).one()
    shown = client.get(f"/journal/pictures/{picture.id}")
    assert shown.mimetype == "image/webp"
    assert "immutable" in shown.headers["Cache-Control"]
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


def test_pictures_of_a_private_project_are_its_members_alone(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    project = a_project(private=True)
    manager = a_product_manager()
    picture = actions.keep_journal_picture(
        actor_of(manager), project.id, sent=a_picture().getvalue()
    )
    db.session.commit()
    assert client.get(f"/journal/pictures/{picture.id}").status_code == 404
    shown = signed_in(manager).get(f"/journal/pictures/{picture.id}")
    assert shown.headers["Cache-Control"] == "no-store"


def test_what_is_no_picture_is_refused_and_the_words_kept(signed_in: SignedIn) -> None:
    project = a_project()
    answer = signed_in(a_product_manager()).post(
        f"/projects/{project.slug}/journal",
        data={
            "title": "A title",
            "body": "Words that took an hour",
            "picture": (BytesIO(b"<svg onload=alert(1)>"), "picture.png"),
        },
    )
    assert answer.status_code == 422
    assert "Choose a PNG" in answer.text
    assert "Words that took an hour" in answer.text


def test_a_published_entry_says_that_it_was_edited(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    entry = an_entry()
    manager = signed_in(a_product_manager())
    assert "eleven" in manager.get(f"/journal/{entry.id}/edit").text
    said = {"title": "We were right", "body": "After all."}
    for _ in range(2):
        assert manager.post(f"/journal/{entry.id}/edit", data=said).status_code == 303
    page = client.get(f"/journal/{entry.id}").text
    assert "After all." in page
    assert "edited" in page
    assert recorded(EntryEdited) == 1
    empty = manager.post(f"/journal/{entry.id}/edit", data={"title": "Kept so"})
    assert empty.status_code == 422
    assert "Kept so" in empty.text


def test_an_entry_is_taken_back(client: ForgetfulClient, signed_in: SignedIn) -> None:
    entry = an_entry()
    manager = signed_in(a_product_manager())
    manager.post(f"/journal/{entry.id}/publication/withdraw")
    assert client.get(f"/journal/{entry.id}").status_code == 404


def test_a_prompt_is_asked_answered_and_closed(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    entry = an_entry()
    manager = signed_in(a_product_manager())
    said = {"question": "What should it never do?"}
    for _ in range(2):
        answer = manager.post(f"/journal/{entry.id}/prompts", data=said)
        assert answer.status_code == 303
    prompt = db.session.query(Prompt).one()
    page = client.get(f"/journal/{entry.id}").text
    assert f"ideas/new?prompt={prompt.id}" in page
    manager.post(f"/journal/prompts/{prompt.id}/closing")
    assert (
        f"ideas/new?prompt={prompt.id}" not in client.get(f"/journal/{entry.id}").text
    )
    assert queries.open_prompts(STRANGER, entry.project_id) == []
    manager.post(f"/journal/prompts/{prompt.id}/closing/withdraw")
    assert len(queries.open_prompts(STRANGER, entry.project_id)) == 1


def test_a_prompt_without_a_question_is_explained(signed_in: SignedIn) -> None:
    entry = an_entry()
    answer = signed_in(a_product_manager()).post(
        f"/journal/{entry.id}/prompts",
        data={"question": "Why?", "closes_on": "2020-01-01"},
    )
    assert answer.status_code == 422
    assert "at least 8 characters" in answer.text
    assert "Choose a day to come" in answer.text
    assert 'value="Why?"' in answer.text


@pytest.mark.usefixtures("app")
def test_a_prompt_ends_after_its_last_day() -> None:
    prompt = a_prompt(closes_on=today())
    assert len(queries.open_prompts(STRANGER, prompt.project_id)) == 1
    with time_machine.travel(now() + timedelta(days=1)):
        assert queries.open_prompts(STRANGER, prompt.project_id) == []


@pytest.mark.usefixtures("app")
def test_counts_move_by_what_is_said() -> None:
    prompt = a_prompt()
    actions.count_answer(prompt.id, 1)
    actions.move_comments(prompt.entry_id, 2)
    db.session.commit()
    db.session.refresh(prompt)
    entry = db.session.get_one(JournalEntry, prompt.entry_id)
    assert (prompt.answers, entry.comments) == (1, 2)


@pytest.mark.usefixtures("app")
def test_customers_do_not_write_the_journal() -> None:
    customer = actor_of(a_person())
    entry = an_entry()
    with pytest.raises(ForbiddenError):
        actions.edit_entry(customer, entry.id, title="Mine", body="now")
    with pytest.raises(ForbiddenError):
        actions.ask_prompt(customer, entry.id, question="Who are you?")
    hidden = an_entry(published=False)
    with pytest.raises(NotFoundError):
        actions.publish_entry(customer, hidden.id)
