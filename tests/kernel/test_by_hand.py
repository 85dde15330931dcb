"""Whoever nobody knows yet is asked once whether they are one who writes by hand."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from cocreate.beta.models import Enrolment
from cocreate.config import Settings, use
from cocreate.discussion.models import Comment
from cocreate.kernel.by_hand import FILLED_IN
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.policy import Trust
from cocreate.moderation.actions import close_review, flag_comment
from cocreate.moderation.reason import Reason, Verdict
from cocreate.projects.phase import Phase
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    a_programme,
    a_project,
    actor_of,
    an_account,
    an_idea,
)
from tests.walking import Walker

SAID = "Show the shop's name on my statement."
LINKED = f"{SAID} See https://shops.example."
BrowserOf = Callable[..., ForgetfulClient]

pytestmark = pytest.mark.sqlite


@pytest.fixture(autouse=True)
def _in_two_seconds(app: Flask, settings: Settings) -> None:
    assert app.testing
    use(settings.model_copy(update={"form_least_seconds": 2}))


def said() -> list[str]:
    return [*db.session.scalars(select(Comment.body))]


def test_a_quick_newcomer_presses_once_more(signed_in: BrowserOf) -> None:
    walker = Walker(signed_in(an_account())).visit(f"/ideas/{an_idea().id}")
    walker.send("Post comment", body=LINKED, status=422)
    assert "press once more" in walker.text
    assert said() == []
    with time_machine.travel(now() + timedelta(seconds=2)):
        walker.send("Post comment")
    assert said() == [LINKED], "the time is still that of the first page"


def test_a_clock_that_was_put_back_keeps_nobody_waiting(signed_in: BrowserOf) -> None:
    walker = Walker(signed_in(an_account())).visit(f"/ideas/{an_idea().id}")
    with time_machine.travel(now() - timedelta(hours=1)) as clock:
        walker.send("Post comment", body=LINKED, status=422)
        clock.shift(timedelta(seconds=2))
        walker.send("Post comment")
    assert said() == [LINKED]


def test_to_be_quick_alone_proves_nothing(signed_in: BrowserOf) -> None:
    walker = Walker(signed_in(an_account())).visit(f"/ideas/{an_idea().id}")
    walker.send("Post comment", body=SAID)
    assert said() == [SAID]


def test_a_complaint_waits_for_a_hand(signed_in: BrowserOf) -> None:
    jonas = a_person("Jonas")
    flagged = flag_comment(actor_of(jonas), a_comment().id, reason=Reason.ABUSE)
    close_review(actor_of(a_moderator()), flagged.review_id, verdict=Verdict.KEEP)
    walker = Walker(signed_in(jonas)).visit(f"/me/flags/{flagged.review_id}")
    press = "Have it looked at again"
    walker.send(press, words=SAID, website="https://spam.example", status=422)
    assert FILLED_IN in walker.text
    with time_machine.travel(now() + timedelta(seconds=2)):
        walker.send(press)
    assert "Received." in walker.text


def test_an_application_for_a_beta_waits_for_a_hand(signed_in: BrowserOf) -> None:
    project = a_project(phase=Phase.BETA)
    a_programme(project)
    walker = Walker(signed_in(a_person())).visit(f"/projects/{project.slug}/beta")
    machine = {"why": SAID, "website": "https://spam.example"}
    walker.send("Apply for a seat", **machine, status=422)
    assert FILLED_IN in walker.text
    assert SAID in walker.text
    assert db.session.scalars(select(Enrolment.id)).all() == []


def test_whoever_is_trusted_is_neither_shown_it_nor_asked(signed_in: BrowserOf) -> None:
    person, idea = an_account(), an_idea()
    person.trust = Trust.FAMILIAR
    browser = signed_in(person)
    page = browser.get(f"/ideas/{idea.id}").text
    assert "Post comment" in page
    assert "shown_at" not in page
    answer = browser.post(f"/ideas/{idea.id}/comments", data={"body": LINKED})
    assert answer.status_code == 303
    assert said() == [LINKED]
