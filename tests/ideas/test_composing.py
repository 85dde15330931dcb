"""Write first, sign in last: nothing is lost and nothing is shared twice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import func, select

from cocreate.config import Settings, use
from cocreate.ideas.actions import (
    forget_old_drafts,
    keep_draft,
    set_intake,
)
from cocreate.ideas.drafts import Words
from cocreate.ideas.models import Draft, Idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.policy import STRANGER
from cocreate.people.actions import leave
from cocreate.people.models import Person
from cocreate.projects.models import Project
from tests.client import ForgetfulClient
from tests.factories import (
    PASSWORD,
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_account,
)
from tests.journeys.test_accounts import link_in, newest_letter
from tests.walking import Walker

SAID = "Show the shop's name on my statement. I never know its owner's."
SignIn = Callable[[Person], ForgetfulClient]


def ideas() -> list[Idea]:
    return list(db.session.scalars(select(Idea).order_by(Idea.id)))


def with_guests(project: Project) -> Project:
    manager = actor_of(a_product_manager())
    set_intake(manager, project.id, template="", takes_guests=True)
    db.session.commit()
    return project


def written(client: ForgetfulClient, project: Project, **fields: Any) -> Walker:
    walker = Walker(client).visit(f"/projects/{project.slug}/ideas/new")
    return walker.send("Share my idea", body=SAID, **fields)


def test_the_first_sentence_becomes_the_title(signed_in: SignIn) -> None:
    walker = written(signed_in(a_person()), a_project())
    (idea,) = ideas()
    assert idea.title == "Show the shop's name on my statement"
    assert idea.body == "I never know its owner's."
    assert walker.address == f"/ideas/{idea.id}"


def test_a_guest_writes_everything_and_confirms_last(
    client: ForgetfulClient, work: Callable[[], int]
) -> None:
    walker = written(client, with_guests(a_project()), tags="cards")
    assert "Who is it from?" in walker.text
    assert ideas() == []
    walker.send("Mail me the link", name="Lucía Ferrán", email="lucia@example.org")
    work()
    letter = newest_letter()
    assert "shop" not in letter.text, "a letter carries nothing a stranger wrote"
    walker.visit(link_in(letter))
    assert "Show the shop's name" in walker.text
    walker.send("Share my idea")
    (idea,) = ideas()
    assert "Lucía Ferrán" in walker.text
    assert idea.tag_names == "cards"
    walker.visit(link_in(letter))
    assert walker.address == f"/ideas/{idea.id}", "a second press sees what is there"


def test_nobody_is_as_quick_as_a_machine(
    client: ForgetfulClient, work: Callable[[], int], settings: Settings
) -> None:
    walker = written(client, with_guests(a_project()))
    use(settings.model_copy(update={"form_least_seconds": 2}))
    bot = {"name": "Bot of www.example.org", "email": "bot@example.org"}
    walker.send("Mail me the link", status=422, **bot)
    work()
    named = select(Person.id).where(Person.name == bot["name"])
    assert db.session.scalars(named).all() == []
    use(settings)
    walker.send("Mail me the link")
    assert "bot@example.org" in walker.text, "a quick person presses once more"


def test_the_letter_may_be_opened_in_another_browser(
    app: Flask, client: ForgetfulClient, work: Callable[[], int]
) -> None:
    walker = written(client, with_guests(a_project()))
    walker.send("Mail me the link", name="Ada", email="ada@example.org")
    work()
    other = app.test_client()
    assert isinstance(other, ForgetfulClient)
    Walker(other).visit(link_in(newest_letter())).send("Share my idea")
    assert len(ideas()) == 1


def test_a_password_shares_it_with_the_same_press(client: ForgetfulClient) -> None:
    person = an_account("Ada Lovelace")
    walker = written(client, a_project())
    wrong: dict[str, Any] = {"email": str(person.email), "password": "not hers at all"}
    walker.send("Sign in and share", status=422, **wrong)
    assert ideas() == []
    walker.send("Sign in and share", email=str(person.email), password=PASSWORD)
    assert [idea.author_id for idea in ideas()] == [person.id]
    assert "Your idea is out" in walker.text


def test_nobody_learns_who_has_an_account(
    client: ForgetfulClient, work: Callable[[], int]
) -> None:
    known = str(a_person().email)
    answers = []
    for email in (known, "nobody@example.org"):
        walker = written(client, a_project())
        answers.append(walker.send("Mail me the link", email=email).text)
    work()
    assert answers[0].replace(known, "") == answers[1].replace("nobody@example.org", "")
    assert newest_letter().to_address == known
    everybody = select(func.count()).select_from(Person)
    assert db.session.scalar(everybody.where(Person.email == "nobody@example.org")) == 0


def test_a_machine_is_mailed_nothing(
    client: ForgetfulClient, work: Callable[[], int]
) -> None:
    walker = written(client, with_guests(a_project()))
    machine: dict[str, Any] = {
        "name": "Bot",
        "email": "bot@example.org",
        "website": "http://spam",
    }
    walker.send("Mail me the link", status=422, **machine)
    work()
    assert "bot@example.org" not in {
        str(email) for email in db.session.scalars(select(Person.email))
    }
    assert "people do not see" in walker.text
    walker.send("Mail me the link")
    assert "Look in your mail" in walker.text, "what was typed was kept, the rest not"


def test_words_are_looked_at_as_they_will_be_shown(client: ForgetfulClient) -> None:
    project = a_project()
    address = f"/projects/{project.slug}/ideas/preview"
    said = {"body": "A first sentence. **Loud** <script>alert(1)</script>"}
    piece = client.post(address, data=said, headers={"HX-Request": "true"}).text
    assert "<strong>Loud</strong>" in piece
    assert "<script>" not in piece
    whole = client.post(address, data=said).text
    assert "<strong>Loud</strong>" in whole
    assert "A first sentence." in whole


def test_what_nobody_claims_is_forgotten_after_a_month(app: Flask) -> None:
    project = a_project()
    keep_draft(
        STRANGER, project.slug, visitor="x", key="a", version=0, words=Words(body="?")
    )
    person = actor_of(a_person())
    keep_draft(
        person, project.slug, visitor="", key="b", version=0, words=Words(body="!")
    )
    with time_machine.travel(now() + timedelta(days=31)):
        forget_old_drafts(100)
    assert list(db.session.scalars(select(Draft.key))) == ["b"]


def test_whoever_leaves_takes_their_drafts_along(
    app: Flask, relay_all: Callable[[], int]
) -> None:
    person = actor_of(a_person())
    slug = a_project().slug
    keep_draft(person, slug, visitor="", key="b", version=0, words=Words(body="!"))
    leave(person)
    relay_all()
    assert list(db.session.scalars(select(Draft.key))) == []
