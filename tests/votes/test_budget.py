from collections.abc import Callable
from functools import partial

import pytest

from cocreate.ideas.actions import change_status
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.triage.actions import merge_ideas
from cocreate.votes import queries as votes
from cocreate.votes.actions import (
    VotesSpentError,
    cast_vote,
    withdraw_vote,
)
from cocreate.votes.queries import count_votes
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_idea,
)

pytestmark = pytest.mark.usefixtures("app")
SignIn = Callable[[Person], ForgetfulClient]
QUOTE = "I would pay for that."


def with_budget(votes_each: int) -> Project:
    project = a_project()
    project.vote_budget = votes_each
    db.session.commit()
    return project


def test_votes_are_few_where_the_project_says_so(signed_in: SignIn) -> None:
    project, voter = with_budget(2), a_person()
    first, second, third = (an_idea(project=project) for _ in range(3))
    browser = signed_in(voter)
    listing = f"/projects/{project.slug}/ideas"
    assert "2 of 2" in browser.get(listing).text
    answer = browser.post(f"/ideas/{first.id}/vote", headers={"HX-Request": "true"})
    assert "1 of 2" in answer.text
    cast_vote(actor_of(voter), second.id)
    with pytest.raises(VotesSpentError):
        cast_vote(actor_of(voter), third.id)
    db.session.commit()
    cast_vote(actor_of(voter), second.id)  # a second press is none
    db.session.commit()
    assert "0 of 2" in browser.get(f"/ideas/{third.id}").text
    refused = browser.post(f"/ideas/{third.id}/vote")
    assert refused.status_code == 409
    assert "You have no vote left here" in refused.text
    withdraw_vote(actor_of(voter), first.id)
    cast_vote(actor_of(voter), third.id)


def test_a_vote_returns_when_its_idea_closes_or_is_merged() -> None:
    manager, project = actor_of(a_product_manager()), with_budget(2)
    voter = actor_of(a_person())
    ideas = [an_idea(project=project) for _ in range(5)]
    cast_vote(voter, ideas[0].id)
    cast_vote(voter, ideas[1].id)
    db.session.commit()
    assert votes.left_of(voter.person_id, project.id, 2, "").votes == 0
    change_status(manager, ideas[0].id, to=Status.DECLINED)
    db.session.commit()
    cast_vote(voter, ideas[2].id)
    db.session.commit()
    merge_ideas(manager, ideas[1].id, into_id=ideas[2].id)
    db.session.commit()
    assert votes.left_of(voter.person_id, project.id, 2, "").votes == 1
    cast_vote(voter, ideas[3].id)
    db.session.commit()
    with pytest.raises(VotesSpentError):
        cast_vote(voter, ideas[4].id)


def test_two_last_votes_at_once_are_one(
    at_once: Callable[..., list[object]],
) -> None:
    project, voter = with_budget(1), actor_of(a_person())
    ideas = [an_idea(project=project) for _ in range(4)]
    answers = at_once(*(partial(cast_vote, voter, idea.id) for idea in ideas))
    refused = [one for one in answers if isinstance(one, Exception)]
    assert len(refused) == 3
    assert all(isinstance(one, ConflictError) for one in refused)
    assert sum(count_votes(idea.id) for idea in ideas) == 1


def test_a_project_without_a_budget_asks_as_many_questions(
    queries: Callable[..., object],
) -> None:
    idea, voter = an_idea(), actor_of(a_person())
    with queries(at_most=4):  # type: ignore[attr-defined]  # a context manager
        cast_vote(voter, idea.id)


def test_the_team_says_how_many_votes_there_are(signed_in: SignIn) -> None:
    project = a_project()
    browser = signed_in(a_product_manager())
    form = {"name": project.name, "answer_within_days": "7"}
    path = f"/projects/{project.slug}/edit"
    assert browser.post(path, data=form | {"vote_budget": "0"}).status_code == 422
    assert browser.post(path, data=form | {"vote_budget": "8"}).status_code == 303
    db.session.refresh(project)
    assert project.vote_budget == 8
    browser.post(path, data=form | {"vote_budget": ""})
    db.session.refresh(project)
    assert project.vote_budget is None
