"""Whoever wrote what is held reads where it lies in the queue, and about how long."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.moderation.actions import hold
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Review
from cocreate.moderation.queries.waiting import nth, waiting_of
from cocreate.moderation.reason import Verdict
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import a_comment, a_moderator, a_person, actor_of, an_idea

WHY = "It says “loan”, which is watched for here."
pytestmark = pytest.mark.usefixtures("app")


def a_queue() -> Any:
    """Two cases above a third, whose author is Ada; and one that took five hours."""
    ada, idea = a_person("Ada"), an_idea()
    for each in (an_idea(), an_idea()):
        hold(CaseKind.HELD, idea_id=each.id, why=WHY)
    mine, said = an_idea(author=ada), a_comment(idea, by=ada)
    hold(CaseKind.HELD, idea_id=mine.id, why=WHY)
    hold(CaseKind.HELD, comment_id=said.id, why=WHY)
    five = timedelta(hours=5)
    done = Review(kind=CaseKind.SPAM, idea_id=idea.id, opened_at=now() - five)
    done.closed_at, done.moderator_id = now(), a_moderator().id
    done.verdict = Verdict.KEEP
    db.session.add(done)
    db.session.commit()
    return ada, mine, said


def test_the_author_reads_where_it_waits_and_nobody_else(
    client: ForgetfulClient,
) -> None:
    ada, mine, said = a_queue()
    theirs = client.sign_in(ada)
    third = "3rd in the queue; a verdict usually takes 5 hours"
    page = theirs.get(f"/ideas/{mine.id}").text
    assert third in page
    assert "watched for here" in page
    assert "4th in the queue" in theirs.get(f"/ideas/{said.idea_id}").text
    listed = theirs.get("/me/statements").text
    assert third in listed
    assert "4th in the queue" in listed
    told = theirs.get("/api/v1/me/statements", headers=bearer(ada)).get_json()
    rows = next(rows for rows in told.values() if isinstance(rows, list))
    assert {row["waits"][:3] for row in rows} == {"3rd", "4th"}
    judging = client.application.test_client()
    assert isinstance(judging, ForgetfulClient)
    assert (
        "in the queue"
        not in judging.sign_in(a_moderator()).get(f"/ideas/{mine.id}").text
    )
    assert "3rd" not in judging.get(f"/ideas/{said.idea_id}").text


def test_a_place_costs_as_many_statements_whatever_waits(
    queries: Callable[..., Any],
) -> None:
    ada, mine, _ = a_queue()
    for _ in range(10):
        hold(CaseKind.HELD, idea_id=an_idea(author=ada).id, why=WHY)
    db.session.commit()
    actor = actor_of(ada)
    with queries(at_most=2):
        assert len(waiting_of(actor)) == 12
    with queries(at_most=2):
        assert [one.place for one in waiting_of(actor, idea_id=mine.id)] == [3]


def test_places_are_said_as_people_say_them() -> None:
    said = [nth(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 102, 1_111)]
    assert " ".join(said) == "1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 1,111th"
