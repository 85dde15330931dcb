"""Scores follow what people do, and the team alone reads them."""

from collections.abc import Callable

import pytest
from flask import Flask

from cocreate.discussion.actions import post_comment
from cocreate.ideas.actions import withdraw_idea
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.jobs import work_once
from cocreate.kernel.policy import Actor
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.projects.queries import get_heading
from cocreate.surfacing import actions
from cocreate.surfacing.models import Score, ScoreMark, ScoreRun
from cocreate.surfacing.queries import Order, find_opened, ranked, weighings_of
from cocreate.surfacing.scoring import Part, Weights, read_weights
from cocreate.surfacing.standing import Card
from cocreate.votes.actions import cast_vote, say_why, withdraw_vote
from cocreate.votes.kinds import Importance
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    a_segment,
    a_vote,
    actor_of,
    an_attribute,
    an_idea,
    know,
)
from tests.watching import queries

pytestmark = pytest.mark.usefixtures("app")
SignIn = Callable[[Person], ForgetfulClient]


def test_a_vote_reaches_the_score_in_one_round_and_writes_no_other(app: Flask) -> None:
    team, voter = actor_of(a_product_manager()), a_person()
    idea, other = an_idea(), an_idea()
    work_once(app)
    before = find_opened(team, idea.id)
    assert before is not None
    assert before.kept.evidence.people == 1  # whoever proposed it
    other_at = db.session.get_one(Score, other.id).valued_at
    a_vote(idea, voter)
    say_why(actor_of(voter), idea.id, importance=Importance.MUST, why="")
    post_comment(actor_of(a_person()), body="So do I.", idea_id=idea.id)
    db.session.commit()
    work_once(app)
    after = find_opened(team, idea.id)
    assert after is not None
    assert after.kept.evidence[:3] == (3, 1, 1.0)
    assert after.value > before.value
    assert (after.rank, after.among) == (1, 1)
    assert db.session.get_one(Score, other.id).valued_at == other_at
    assert db.session.query(ScoreMark).count() == 0


def test_who_takes_a_vote_back_and_still_speaks_is_counted_once(app: Flask) -> None:
    team, voter, idea = actor_of(a_product_manager()), actor_of(a_person()), an_idea()
    cast_vote(voter, idea.id)
    say_why(voter, idea.id, importance=Importance.NICE, why="")
    post_comment(voter, body="I said so.", idea_id=idea.id)
    withdraw_vote(voter, idea.id)
    db.session.commit()
    work_once(app)
    opened = find_opened(team, idea.id)
    assert opened is not None
    assert opened.kept.evidence[:3] == (2, 0, 0.0)


def test_what_is_not_listed_has_no_score_and_what_was_missed_is_swept(
    app: Flask,
) -> None:
    author = a_person()
    idea = an_idea(author=author, votes=1)
    assert actions.sweep() == 1
    assert actions.sweep() == 0
    withdraw_idea(actor_of(author), idea.id)
    db.session.commit()
    work_once(app)
    assert db.session.query(Score).count() == 0


def test_other_weights_value_everything_anew_and_former_ones_come_back(
    app: Flask,
) -> None:
    manager, project = a_product_manager(), a_project()
    team = actor_of(manager)
    few, many = an_idea(project=project), an_idea(project=project, votes=3)
    actions.enter_cards(team, project.slug, cards={few.id: Card(effort=0.5)})
    assert weighed(app, team, project, only(Part.REACH)) == [many.id, few.id]
    assert weighed(app, team, project, only(Part.EFFORT)) == [few.id, many.id]
    former = weighings_of(team, project.id)[-1]
    assert (former.by, former.weights) == (manager.name, only(Part.REACH))
    for _ in range(2):
        actions.take_again(team, project.slug, weighing_id=former.id)
    assert weighed(app, team, project, only(Part.REACH)) == [many.id, few.id]
    assert len(weighings_of(team, project.id)) == 3
    assert db.session.query(ScoreRun).count() == 0
    with pytest.raises(InvalidError):
        actions.weigh(team, project.slug, weights=Weights(formula="reach.real"))


def only(part: Part) -> Weights:
    return read_weights({one.value: float(one is part) for one in Part})


def weighed(
    app: Flask, team: Actor, project: Project, weights: Weights
) -> list[IdeaId]:
    """The order of a project's ideas once it weighs them so."""
    actions.weigh(team, project.slug, weights=weights)
    db.session.commit()
    while work_once(app):
        pass
    return [row.idea_id for row in ranked(team, get_heading(team, project.slug)).rows]


def test_what_is_entered_counts_at_once(app: Flask) -> None:
    team, project = actor_of(a_product_manager()), a_project()
    ideas = [an_idea(project=project, votes=votes) for votes in (2, 0)]
    weights = Weights(formula="reach / effort")
    actions.weigh(team, project.slug, weights=weights)
    db.session.commit()
    work_once(app)
    card = Card(impact=2, sureness=50, effort=4)
    actions.enter_cards(
        team, project.slug, cards={ideas[0].id: card, ideas[1].id: Card()}
    )
    db.session.commit()
    heading = get_heading(team, project.slug)
    (row,) = ranked(team, heading, Order.RICE).rows
    assert (row.rice, row.own, row.card) == (0.75, 0.75, card)
    with pytest.raises(ForbiddenError):
        ranked(actor_of(a_person()), heading)


def test_a_score_opens_in_a_few_statements_however_many_voted(app: Flask) -> None:
    team, idea = actor_of(a_product_manager()), an_idea(votes=4)
    work_once(app)
    with queries(at_most=5):
        assert find_opened(team, idea.id) is not None


def test_a_voter_counts_by_the_weight_of_their_segments(app: Flask) -> None:
    team, voter, idea = actor_of(a_product_manager()), a_person(), an_idea()
    an_attribute()
    segment = a_segment()
    a_vote(idea, voter)
    slug = db.session.get_one(Project, idea.project_id).slug
    actions.weigh(team, slug, weights=Weights(segments=5, of_segments={segment.id: 3}))
    db.session.commit()
    for plan, weighted in (("Free", 0), ("Business", 3)):
        know(voter, plan=plan)
        while work_once(app):
            pass
        opened = find_opened(team, idea.id)
        assert opened is not None
        assert opened.kept.evidence.weighted == weighted
