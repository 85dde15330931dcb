"""Regulars correct the titles of others' ideas, once; their authors set them back."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from cocreate.ideas.actions import (
    CorrectedOnceError,
    correct_title,
    hide_idea,
    set_title_back,
)
from cocreate.ideas.models import Idea, IdeaEdit
from cocreate.ideas.policy import may_correct
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError, NotFoundError
from cocreate.kernel.policy import Role, Trust
from cocreate.moderation.watching import WatchedAct
from cocreate.notices.models import Notice
from cocreate.people.models import Person
from cocreate.projects.phase import Phase
from tests.api.test_api import bearer, send
from tests.client import ForgetfulClient
from tests.factories import (
    a_moderator,
    a_person,
    a_watched_word,
    actor_of,
    an_idea,
)

WAS, BECOMES = "Shwo what is left on my cards", "Show what is left on my cards"
SignedIn = Callable[[Any], ForgetfulClient]


def a_regular(name: str = "Rosa") -> Person:
    person = a_person(name)
    person.trust = Trust.REGULAR
    db.session.commit()
    return person


def test_a_regular_mends_a_title_and_its_author_sets_it_back(
    app: Flask, signed_in: SignedIn, relay_all: Callable[[], int]
) -> None:
    author, regular = a_person(), a_regular()
    idea = an_idea(WAS, author=author)
    at, browser = f"/ideas/{idea.id}", signed_in(regular)
    assert "Correct the title" in browser.get(at).text
    other = browser.post(f"{at}/title", data={"title": "Sell the company to me"})
    assert (other.status_code, "keeps most of the words" in other.text) == (422, True)
    for _ in range(2):
        assert browser.post(f"{at}/title", data={"title": BECOMES}).status_code == 303
    relay_all()
    db.session.expire_all()
    [notice] = db.session.scalars(select(Notice).where(Notice.kind == "corrected"))
    assert (notice.person_id, notice.detail) == (author.id, f"It was: {WAS}")
    assert "Rosa" in signed_in(a_person()).get(f"{at}/history").text
    assert "Set it back" not in signed_in(a_person()).get(at).text
    own = signed_in(author)
    assert WAS in own.get(at).text
    for _ in range(2):
        assert own.post(f"{at}/title/withdraw").status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Idea, idea.id).title == WAS
    said = db.session.scalars(select(IdeaEdit.title).order_by(IdeaEdit.id)).all()
    assert said == [WAS, BECOMES]
    assert "Correct the title</a>" not in browser.get(at).text
    said_again = {"json": {"title": BECOMES}, "headers": bearer(regular)}
    assert send(browser, "PUT", f"{at}/title", **said_again).status_code == 409


@pytest.mark.parametrize(
    ("trust", "changed"),
    [
        (Trust.ESTABLISHED, {}),
        (Trust.REGULAR, {"status": Status.PLANNED}),
        (Trust.REGULAR, {"role": Role.PRODUCT_MANAGER}),
        (Trust.REGULAR, {"own": True}),
        (Trust.REGULAR, {"phase": Phase.CLOSED}),
    ],
    ids=["too soon", "decided", "the company", "their own", "closed"],
)
def test_others_mend_nothing(app: Flask, trust: Trust, changed: dict[str, Any]) -> None:
    person = a_person(role=changed.get("role", Role.CUSTOMER))
    person.trust = trust
    idea = an_idea(WAS, author=person if "own" in changed else None)
    idea.status = changed.get("status", Status.NEW)
    phase = changed.get("phase", Phase.IDEATE)
    assert not may_correct(actor_of(person), idea, phase)
    if phase is Phase.IDEATE:
        with pytest.raises(ForbiddenError):
            correct_title(actor_of(person), idea.id, title=BECOMES)


def test_what_is_hidden_is_not_there_to_be_mended(app: Flask) -> None:
    idea = an_idea(WAS)
    hide_idea(actor_of(a_moderator()), idea.id, reason="Abuse")
    with pytest.raises(NotFoundError):
        correct_title(actor_of(a_regular()), idea.id, title=BECOMES)


def test_no_rule_takes_an_idea_away_for_what_another_put_into_it(app: Flask) -> None:
    a_watched_word(a_moderator(), "casino", WatchedAct.HOLD)
    idea = an_idea(WAS)
    with pytest.raises(InvalidError):
        correct_title(actor_of(a_regular()), idea.id, title=f"{BECOMES}, casino")
    db.session.rollback()
    assert db.session.get_one(Idea, idea.id).hidden_at is None


def test_two_at_once_are_one_correction(
    app: Flask, at_once: Callable[..., list[Any]]
) -> None:
    idea = an_idea(WAS)
    one, other = actor_of(a_regular()), actor_of(a_regular())
    ended = at_once(
        lambda: correct_title(one, idea.id, title=BECOMES).title,
        lambda: correct_title(other, idea.id, title=f"{BECOMES}!").title,
    )
    assert sum(isinstance(end, CorrectedOnceError) for end in ended) == 1
    with pytest.raises(ForbiddenError):
        set_title_back(actor_of(a_person()), idea.id)
