"""What a project asks of ideas: typed, checked, shown, filtered by."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from cocreate.ideas.actions import (
    FieldDraft,
    add_field,
    edit_field,
    propose_idea,
    retire_field,
    set_intake,
    tag_idea,
)
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.fields import FieldKind, UnreadableError, kept_answer
from cocreate.ideas.models import FieldAnswer, Idea, IdeaField
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.outbox import OutboxMessage
from cocreate.people.models import Person
from cocreate.projects.models import Project
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, a_project, actor_of
from tests.walking import Walker

SignIn = Callable[[Person], ForgetfulClient]
PHONES = FieldDraft(
    "Which phone?", FieldKind.CHOICE, choices=("iPhone", "Android"), is_required=True
)
SAID = "Show me the name of the shop"


def asking(*drafts: FieldDraft) -> tuple[Project, list[int]]:
    project, manager = a_project(), actor_of(a_product_manager())
    ids = [add_field(manager, project.id, draft=draft).id for draft in drafts]
    db.session.commit()
    return project, ids


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (FieldKind.TEXT, "  a  line ", "a line"),
        (FieldKind.NUMBER, "4,50", "4.5"),
        (FieldKind.NUMBER, "-0.50", "-0.5"),
        (FieldKind.NUMBER, "0042", "42"),
        (FieldKind.CHOICE, "Android", "Android"),
        (FieldKind.YES_NO, "True", "yes"),
        (FieldKind.DATE, "2030-04-30", "2030-04-30"),
        (FieldKind.DATE, "", ""),
    ],
)
def test_an_answer_is_kept_in_one_way(kind: FieldKind, typed: str, kept: str) -> None:
    assert kept_answer(kind, typed, ("iPhone", "Android")) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (FieldKind.TEXT, "x" * 501),
        (FieldKind.NUMBER, "many"),
        (FieldKind.NUMBER, "1e9"),
        (FieldKind.CHOICE, "Nokia"),
        (FieldKind.YES_NO, "perhaps"),
        (FieldKind.DATE, "30.4.2030"),
    ],
)
def test_what_a_field_cannot_take_is_refused(kind: FieldKind, typed: str) -> None:
    with pytest.raises(UnreadableError):
        kept_answer(kind, typed, ("iPhone", "Android"))


def test_the_team_asks_and_every_idea_answers(
    signed_in: SignIn, client: ForgetfulClient
) -> None:
    project = a_project()
    desk = Walker(signed_in(a_product_manager())).visit(
        f"/projects/{project.slug}/intake"
    )
    desk.send("Save", template="Where were you?\n", takes_guests="1")
    desk.send("Ask it", kind="choice", label="Which phone?", status=422)
    assert "one a line" in desk.text
    desk.send("Ask it", choices="iPhone\nAndroid", is_required="1")
    browser = signed_in(a_person())
    new = Walker(browser).visit(f"/projects/{project.slug}/ideas/new")
    assert "Where were you?" in new.text
    new.send("Share my idea", body=SAID, status=422)
    assert "asks everybody for this" in new.text
    name = next(one for one in names(new) if one.startswith("field_"))
    fields: dict[str, Any] = {name: "Android"}
    new.send("Share my idea", **fields)
    assert "Which phone? Android" in new.text
    assert db.session.scalars(select(Idea.body)).one() == ""
    listing = f"/projects/{project.slug}/ideas"
    assert SAID in client.get(f"{listing}?said=which-phone:Android").text
    assert SAID not in client.get(f"{listing}?said=which-phone:iPhone").text
    walker = Walker(client).visit(listing).follow("Android")
    assert "said=which-phone%3AAndroid" in walker.address


def names(walker: Walker) -> set[str]:
    return {one.get("name", "") for one in walker.tree.iter("select")}


def test_only_the_team_says_what_is_asked(signed_in: SignIn) -> None:
    project = a_project()
    customer = a_person()
    assert (
        signed_in(customer).get(f"/projects/{project.slug}/intake").status_code == 403
    )
    with pytest.raises(ForbiddenError):
        add_field(actor_of(customer), project.id, draft=PHONES)
    with pytest.raises(ForbiddenError):
        set_intake(actor_of(customer), project.id, template="", takes_guests=True)


def test_a_question_asked_twice_is_asked_once(app: Flask) -> None:
    project, (first, second) = asking(PHONES, PHONES)
    assert first == second
    assert len(list(db.session.scalars(select(IdeaField.id)))) == 1
    manager = actor_of(a_product_manager())
    with pytest.raises(InvalidError):
        add_field(manager, project.id, draft=FieldDraft("Which phone?", FieldKind.TEXT))


def test_a_retired_question_stays_on_those_who_answered(
    client: ForgetfulClient,
) -> None:
    project, (phone,) = asking(PHONES)
    idea = propose_idea(
        actor_of(a_person()),
        project.slug,
        draft=IdeaDraft(title=SAID, body="", answers={phone: "iPhone"}),
    )
    manager = actor_of(a_product_manager())
    reworded = FieldDraft("Your phone", FieldKind.CHOICE, choices=("iPhone",))
    edit_field(manager, project.id, phone, draft=reworded)
    retire_field(manager, project.id, phone)
    assert "Your phone" in client.get(f"/ideas/{idea.id}").text
    again = propose_idea(
        actor_of(a_person()), project.slug, draft=IdeaDraft(title=SAID, body="")
    )
    assert again.answers == 0


def test_a_program_answers_by_the_names_of_the_fields(client: ForgetfulClient) -> None:
    project, _ = asking(PHONES)
    headers = bearer(a_person())
    address = f"/api/v1/projects/{project.slug}/ideas"
    refused = client.post(address, json={"title": SAID}, headers=headers)
    assert refused.status_code == 422
    other = {"title": SAID, "answers": {"which-phone": "iPhone", "shoe-size": "42"}}
    assert client.post(address, json=other, headers=headers).status_code == 422
    body = {"title": SAID, "answers": {"which-phone": "iPhone"}}
    made = client.post(address, json=body, headers=headers)
    assert made.status_code == 201
    assert made.get_json()["answers"] == {"which-phone": "iPhone"}
    assert db.session.scalars(select(FieldAnswer.value)).all() == ["iPhone"]


def test_answers_are_mended_while_the_idea_can_be(
    signed_in: SignIn, client: ForgetfulClient
) -> None:
    weekly = FieldDraft("Every week?", FieldKind.YES_NO)
    project, (phone, often) = asking(PHONES, weekly)
    person = a_person()
    idea = propose_idea(
        actor_of(person),
        project.slug,
        draft=IdeaDraft(title=SAID, body="", answers={phone: "iPhone", often: "no"}),
    )
    db.session.commit()
    edit = Walker(signed_in(person)).visit(f"/ideas/{idea.id}/edit")
    changed: dict[str, Any] = {f"field_{phone}": "Nokia", f"field_{often}": ""}
    edit.send("Save", status=422, **changed)
    edit.send("Save", **{**changed, f"field_{phone}": "Android"})
    assert "Which phone? Android" in edit.text
    assert "Every week?" not in edit.text
    body = {"title": SAID, "answers": {"every-week": "yes"}}
    mended = client.patch(
        f"/api/v1/ideas/{idea.id}", json=body, headers=bearer(person)
    ).get_json()
    assert mended["answers"] == {"which-phone": "Android", "every-week": "yes"}
    assert db.session.scalars(select(Idea.answers)).one() == 2


def test_tags_given_again_are_told_to_nobody(app: Flask, every_event: None) -> None:
    project = a_project()
    draft = IdeaDraft(title=SAID, body="", tags=("cards",))
    idea = propose_idea(actor_of(a_person()), project.slug, draft=draft)
    many = select(func.count()).select_from(OutboxMessage)
    before = db.session.scalar(many)
    tag_idea(actor_of(a_product_manager()), idea.id, names=["Cards"])
    assert db.session.scalar(many) == before
