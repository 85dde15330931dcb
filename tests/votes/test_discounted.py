"""A vote that a verdict took out of the count is kept whole, and counted nowhere."""

import pytest
from sqlalchemy import select

from cocreate.cli.doctor.counters import COUNTERS
from cocreate.cli.doctor.figures import drifted_trends
from cocreate.ideas.models import Idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import ReviewId
from cocreate.kernel.policy import WORKER
from cocreate.moderation.actions import open_case
from cocreate.moderation.case import CaseKind
from cocreate.people.actions import Customer
from cocreate.people.models import Person
from cocreate.triage.actions import merge_ideas, unmerge_idea
from cocreate.votes.actions import (
    Heard,
    PastVote,
    bring_back_votes,
    bring_votes,
    cast_vote,
    discount_votes,
    hear_vote,
    say_why,
    withdraw_vote,
)
from cocreate.votes.actions.hear import StandsBehindItError
from cocreate.votes.kinds import Channel, Importance
from cocreate.votes.models import DiscountedVote, Vote
from cocreate.votes.queries import (
    count_open_votes,
    count_taking_part,
    get_votable,
    has_voted,
    ideas_voted_by,
    own_vote,
    voter_ids,
)
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    a_vote,
    actor_of,
    an_employee,
    an_idea,
)
from tests.watching import queries

pytestmark = pytest.mark.usefixtures("app")
Standing = tuple[int, float, list[int]]


def a_ring(idea: Idea) -> ReviewId:
    return open_case(WORKER, CaseKind.RING, idea_id=idea.id, why="Ten at once.").id


def standing(idea: Idea) -> Standing:
    """An idea's figures, once the doctor has found them to be what they count."""
    db.session.commit()
    db.session.refresh(idea)
    assert not [one for one in COUNTERS if one.look()]
    assert drifted_trends() == []
    return idea.votes, idea.trend, list(voter_ids(idea.id))


def discount(idea: Idea, *people: Person) -> ReviewId:
    case = a_ring(idea)
    discount_votes(idea.id, [one.id for one in people], review_id=case)
    return case


def test_it_leaves_every_figure_and_comes_back_as_it_was() -> None:
    project = a_project()
    project.vote_budget = 1
    idea = an_idea(project=project)
    honest, puppet = a_vote(idea), a_vote(idea)
    say_why(actor_of(puppet), idea.id, importance=Importance.MUST, why="Because.")
    before, said = standing(idea), own_vote(actor_of(puppet), idea.id)
    case = discount(idea, puppet)
    assert discount_votes(idea.id, [puppet.id], review_id=case) == []
    assert standing(idea)[::2] == (1, [honest.id])
    assert puppet.id not in count_taking_part(idea.project_id)
    workflow = get_votable(actor_of(puppet), idea.id).workflow
    assert count_open_votes(puppet.id, idea.project_id, workflow) == 0
    # Whoever cast it sees it as cast, with what they said.
    assert has_voted(actor_of(puppet), idea.id)
    assert own_vote(actor_of(puppet), idea.id) == said
    assert [one.idea_id for one in ideas_voted_by(actor_of(puppet)).rows] == [idea.id]
    assert bring_back_votes(case) == [puppet.id]
    assert bring_back_votes(case) == []
    after = standing(idea)
    assert after[::2] == before[::2]
    assert after[1] == pytest.approx(before[1])
    assert own_vote(actor_of(puppet), idea.id) == said


def test_taking_it_back_and_casting_it_again_counts_it_no_more() -> None:
    idea = an_idea()
    puppet = a_vote(idea)
    case = discount(idea, puppet)
    withdraw_vote(actor_of(puppet), idea.id)
    assert not has_voted(actor_of(puppet), idea.id)
    cast_vote(actor_of(puppet), idea.id)
    bring_votes([PastVote(puppet.id, idea.id, 1, now())])
    heard = Heard(
        customer=Customer(name=puppet.name, email=puppet.email or "", organisation=""),
        channel=Channel.PHONE,
    )
    with pytest.raises(StandsBehindItError):
        hear_vote(actor_of(an_employee()), idea.id, heard=heard)
    assert has_voted(actor_of(puppet), idea.id)
    assert standing(idea)[0] == 0
    withdraw_vote(actor_of(puppet), idea.id)
    bring_back_votes(case)  # what its voter took back stays taken back
    assert standing(idea)[0] == 0
    cast_vote(actor_of(puppet), idea.id)
    assert standing(idea)[0] == 1


def test_a_merge_carries_the_mark_and_taking_it_apart_gives_it_back() -> None:
    team, project = actor_of(a_product_manager()), a_project()
    kept, folded, third = (an_idea(project=project) for _ in range(3))
    puppet, honest = a_vote(folded), a_vote(folded)
    a_vote(third, puppet)
    case = discount(folded, puppet)
    merge_ideas(team, folded.id, into_id=kept.id)
    cast_vote(actor_of(puppet), kept.id)
    merge_ideas(team, third.id, into_id=kept.id)  # nor does another vote take its place
    assert standing(kept)[::2] == (1, [honest.id])
    unmerge_idea(team, third.id)
    assert standing(third)[0] == 1
    bring_back_votes(case)
    assert standing(kept)[0] == 2
    unmerge_idea(team, folded.id)
    assert standing(kept)[0] == 0
    assert set(standing(folded)[2]) == {puppet.id, honest.id}


def test_of_a_merged_idea_no_voice_that_rests_takes_the_place_of_another() -> None:
    team, project = actor_of(a_product_manager()), a_project()
    kept, folded = an_idea(project=project), an_idea(project=project)
    puppet = a_vote(a_vote_on_both(kept, folded), a_person())
    a_vote(kept, puppet)
    merge_ideas(team, folded.id, into_id=kept.id)
    case = discount(folded, puppet)
    assert puppet.id not in standing(kept)[2]
    assert db.session.query(DiscountedVote).count() == 2
    bring_back_votes(case)
    unmerge_idea(team, folded.id)
    assert puppet.id in standing(kept)[2]
    assert puppet.id in standing(folded)[2]


def a_vote_on_both(kept: Idea, folded: Idea) -> Idea:
    a_vote(kept, a_vote(folded))
    return folded


def test_a_vote_asks_no_statement_more_for_it() -> None:
    """The idea, the vote, its figure, and the rules, which a server remembers."""
    idea, voter = an_idea(), actor_of(a_person())
    with queries(at_most=4):
        cast_vote(voter, idea.id, fingerprint=-7)
    kept = select(Vote.fingerprint).where(Vote.idea_id == idea.id)
    assert db.session.scalar(kept) == -7
