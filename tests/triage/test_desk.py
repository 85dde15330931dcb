from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from cocreate.discussion.actions import follow
from cocreate.discussion.queries import followers_of_idea
from cocreate.ideas.status import Status
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, ForbiddenError
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.triage.actions import merge_ideas, note_idea
from cocreate.triage.queries import notes_on
from cocreate.votes.queries import count_votes
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    a_vote,
    actor_of,
    an_idea,
)

SignIn = Callable[[Person], ForgetfulClient]


def test_a_merge_carries_voters_and_followers_and_counts_nobody_twice(
    app: object,
) -> None:
    project, team = a_project(), actor_of(a_product_manager())
    kept, folded = an_idea(project=project), an_idea(project=project)
    both, one = a_person(), a_person()
    a_vote(kept, both)
    a_vote(folded, both)
    a_vote(folded, one)
    follow(actor_of(one), folded.id)
    merge = merge_ideas(team, folded.id, into_id=kept.id)
    again = merge_ideas(team, folded.id, into_id=kept.id)
    db.session.commit()
    db.session.refresh(kept)
    assert again.id == merge.id
    assert (merge.votes_carried, merge.votes_shared) == (1, 1)
    assert kept.votes == count_votes(kept.id) == 2
    assert one.id in followers_of_idea(kept.id)
    assert folded.status is Status.MERGED


def test_ideas_are_merged_neither_into_themselves_nor_across_projects(
    app: object,
) -> None:
    team, idea, other = actor_of(a_product_manager()), an_idea(), an_idea()
    with pytest.raises(ConflictError):
        merge_ideas(team, idea.id, into_id=idea.id)
    with pytest.raises(ConflictError):
        merge_ideas(team, idea.id, into_id=other.id)


def test_a_merged_idea_leads_to_the_one_it_is_part_of(
    client: ForgetfulClient,
) -> None:
    project, team = a_project(), actor_of(a_product_manager())
    kept, folded = an_idea(project=project), an_idea(project=project)
    merge_ideas(team, folded.id, into_id=kept.id)
    db.session.commit()
    answer = client.get(f"/ideas/{folded.id}")
    assert answer.status_code == 302
    assert answer.location == f"/ideas/{kept.id}"


def test_customers_do_not_come_to_the_desk(signed_in: SignIn) -> None:
    project = a_project()
    idea = an_idea(project=project)
    browser = signed_in(a_person())
    assert browser.get(f"/projects/{project.slug}/triage").status_code == 403
    for verdict in ("status", "response", "tags", "assignee", "merge", "notes"):
        assert browser.post(f"/ideas/{idea.id}/{verdict}").status_code == 403
    with pytest.raises(ForbiddenError):
        merge_ideas(actor_of(a_person()), idea.id, into_id=idea.id)


def test_a_note_is_kept_once_and_no_customer_reads_it(
    signed_in: SignIn, client: ForgetfulClient
) -> None:
    manager, idea = a_product_manager(), an_idea()
    desk = signed_in(manager)
    for _ in range(2):
        desk.post(f"/ideas/{idea.id}/notes", data={"remark": "Legal must look."})
    assert len(notes_on(actor_of(manager), idea.id)) == 1
    assert "Legal must look." not in client.get(f"/ideas/{idea.id}").text
    slug = db.session.get_one(Project, idea.project_id).slug
    assert "Legal must look." in desk.get(f"/projects/{slug}/triage").text


def test_the_queue_empties_as_ideas_are_answered(signed_in: SignIn) -> None:
    project = a_project()
    first = an_idea("Read me my balance aloud", project=project)
    desk = signed_in(a_product_manager())
    address = f"/projects/{project.slug}/triage"
    assert "Read me my balance aloud" in desk.get(address).text
    desk.post(f"/ideas/{first.id}/status", data={"status": "planned", "note": "Soon."})
    assert "All answered" in desk.get(address).text
    assert "Read me my balance aloud" in desk.get(f"{address}?queue=answered").text


def test_the_promise_makes_an_old_question_late(signed_in: SignIn) -> None:
    project = a_project()
    with time_machine.travel(now() - timedelta(days=9), tick=True):
        an_idea("Say why a payment was refused", project=project)
    page = signed_in(a_product_manager()).get(
        f"/projects/{project.slug}/triage?queue=late"
    )
    assert "late by 2 days" in page.text
    assert "The oldest has waited 9 days." in page.text
    assert 'Late <span class="tabs__count">1</span>' in page.text


@pytest.mark.parametrize(
    ("verdict", "data", "said"),
    [
        ("status", {"status": "nowhere"}, "Not a valid choice"),
        ("status", {}, "Choose where it goes next."),
        ("response", {"response": "  "}, "Write an answer."),
        ("merge", {"into": "the other one"}, "Give a number"),
        ("merge", {"into": "999999"}, "no idea with that number"),
        ("notes", {"remark": ""}, "Write a note."),
        ("assignee", {"assignee": "x"}, "Choose one of the team"),
        ("assignee", {"assignee": "999999"}, "Choose somebody of the company."),
    ],
)
def test_a_verdict_that_makes_no_sense_says_why(
    signed_in: SignIn, verdict: str, data: dict[str, str], said: str
) -> None:
    idea = an_idea()
    page = signed_in(a_product_manager()).post(f"/ideas/{idea.id}/{verdict}", data=data)
    assert page.status_code == 422
    assert said in page.text


@pytest.mark.parametrize(
    ("verdict", "data", "said"),
    [
        ("status", {"status": "shipped", "note": "Out."}, "cannot go there"),
        ("merge", {"into": "{idea}"}, "Choose another idea of the same project"),
    ],
)
def test_a_verdict_that_came_too_late_keeps_what_was_typed(
    signed_in: SignIn, verdict: str, data: dict[str, str], said: str
) -> None:
    idea = an_idea()
    typed = {name: words.format(idea=idea.id) for name, words in data.items()}
    page = signed_in(a_product_manager()).post(
        f"/ideas/{idea.id}/{verdict}", data=typed
    )
    assert page.status_code == 409
    assert said in page.text
    assert (typed.get("note") or typed["into"]) in page.text
    assert "Where it goes next" in page.text


def test_the_desk_asks_the_same_few_questions_however_long_the_queue(
    signed_in: SignIn, queries: Callable[..., Any]
) -> None:
    project, desk = a_project(), signed_in(a_product_manager())
    for _ in range(3):  # so many that some might be the same
        an_idea(project=project, votes=1)
    with queries(at_most=36) as few:
        desk.get(f"/projects/{project.slug}/triage")
    for _ in range(8):
        an_idea(project=project)
    with queries(at_most=36) as many:
        desk.get(f"/projects/{project.slug}/triage")
    assert len(many) <= len(few)


def test_note_idea_refuses_a_customer(app: object) -> None:
    idea = an_idea()
    with pytest.raises(ForbiddenError):
        note_idea(actor_of(a_person()), idea.id, body="hello")
