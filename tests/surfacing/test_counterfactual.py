"""Where an idea would stand without some people: the same as if they had never come."""

import pytest
from flask import Flask

from cocreate.discussion.actions import post_comment
from cocreate.ideas.models import Idea
from cocreate.kernel.answers import FieldKind
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.surfacing import actions, telling
from cocreate.surfacing.models import Score
from cocreate.surfacing.queries import find_opened, scores, withouts
from cocreate.surfacing.telling import sentence_of
from cocreate.votes.actions import say_why, withdraw_vote
from cocreate.votes.kinds import Importance
from tests.api.test_api import bearer, send
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    a_vote,
    actor_of,
    an_attribute,
    an_employee,
    an_idea,
    know,
)
from tests.watching import queries

pytestmark = pytest.mark.usefixtures("app")
BIG = "Big Corp"


@pytest.fixture
def project(app: Flask) -> Project:
    an_attribute("Account", kind=FieldKind.TEXT)
    return a_project()


def of_account(name: str) -> Person:
    person = a_person()
    know(person, account=name)
    return person


def loved_by_one_account(project: Project) -> tuple[Idea, list[Person]]:
    """Three people of one account stand behind it, two of whom say it is a must."""
    idea, people = an_idea(project=project), [of_account(BIG) for _ in range(3)]
    for person in people:
        a_vote(idea, person)
    for person in people[:2]:
        say_why(actor_of(person), idea.id, importance=Importance.MUST, why="")
    db.session.commit()
    return idea, people


def test_without_its_largest_accounts_an_idea_stands_where_it_would(
    project: Project,
) -> None:
    team = actor_of(a_product_manager())
    idea, people = loved_by_one_account(project)
    other = an_idea(project=project, votes=2)
    a_vote(other, people[0])
    touched = an_idea(project=project)
    post_comment(actor_of(people[1]), body="This too.", idea_id=touched.id)
    db.session.commit()
    actions.sweep()
    opened = find_opened(team, idea.id)
    assert opened is not None
    with queries(at_most=16):
        (found,) = withouts(team, opened)
    assert (opened.rank, found.names, found.behind) == (1, (BIG,), 3)
    assert "Without its largest account (Big Corp): 1st → " in sentence_of(
        opened, found
    )
    for person in people:
        withdraw_vote(actor_of(person), idea.id)
        withdraw_vote(actor_of(person), other.id)
    db.session.commit()
    db.session.execute(db.delete(Score))
    actions.sweep()
    without = find_opened(team, idea.id)
    assert without is not None
    assert found.rank == without.rank == 3 - (without.value > touched_value(touched))
    assert found.value == pytest.approx(without.value)


def test_far_down_it_is_said_that_it_is_not_among_the_first(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = actor_of(a_product_manager())
    idea, _ = loved_by_one_account(project)
    below = an_idea(project=project)
    db.session.commit()
    actions.sweep()
    for module in (scores, telling):
        monkeypatch.setattr(module, "FARTHEST", 1)
    first, second = (find_opened(team, one.id) for one in (idea, below))
    assert first is not None
    assert second is not None
    assert (first.rank, telling.place_of(first)) == (1, "1st")
    assert (second.rank, telling.place_of(second)) == (None, "after the 1st")
    (found,) = withouts(team, first)
    assert found.rank is None  # after the other, and so after the last counted


def touched_value(idea: Idea) -> float:
    return db.session.get_one(Score, idea.id).value


def test_a_score_is_opened_entered_and_listed_by_program(
    project: Project, client: ForgetfulClient
) -> None:
    idea = an_idea(project=project, votes=1)
    a_vote(idea, an_employee())
    actions.sweep()
    team, customer = bearer(a_product_manager()), bearer(a_person())
    card = {"impact": 2, "confidence": 50, "effort": 4}
    path = f"/ideas/{idea.id}/scorecard"
    entered = send(client, "PUT", path, headers=team, json=card).json
    assert entered["rice"] == 0.75
    opened = send(client, "GET", f"/ideas/{idea.id}/score", headers=team).json
    assert opened == entered
    assert sum(part["points"] for part in opened["parts"]) == pytest.approx(
        opened["value"]
    )
    (without,) = opened["without"]
    assert without["words"] == "Without the company's own people: it stays 1st"
    wrong = send(client, "PUT", path, headers=team, json={"effort": 0})
    assert [*wrong.json["errors"]] == ["effort"]
    listed = f"/projects/{project.slug}/scores?sort=rice"
    (row,) = send(client, "GET", listed, headers=team).json["rows"]
    assert (row["id"], row["rice"], row["people"]) == (idea.id, 0.75, 3)
    for address in (listed, f"/ideas/{idea.id}/score"):
        assert send(client, "GET", address, headers=customer).status_code == 403


def test_the_doctor_finds_scores_that_are_wrong(project: Project) -> None:
    right, wrong, gone = (an_idea(project=project, votes=1) for _ in range(3))
    actions.sweep()
    db.session.get_one(Score, wrong.id).value = 99
    db.session.execute(db.delete(Score).where(Score.idea_id == gone.id))
    db.session.commit()
    actions.changed.waiting.clear()
    drift = actions.find_score_drift()
    assert (drift.missing, drift.stale, drift.changed) == ([gone.id], [], [wrong.id])
    assert right.id not in drift.all
    assert actions.mend_scores() == 2
    assert actions.find_score_drift().all == []
