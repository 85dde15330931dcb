"""What is said with votes: how much an idea matters, why, and who heard it where."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from cocreate.ideas.models import Idea
from cocreate.ideas.workflow import taking_votes
from cocreate.kernel.db import ask, db
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId
from cocreate.kernel.policy import Actor, require
from cocreate.people.faces import Face
from cocreate.people.models import Person
from cocreate.people.queries import FACE, face_from
from cocreate.projects.queries import ProjectHeading
from cocreate.votes.kinds import Channel, Importance
from cocreate.votes.models import DiscountedVote, Vote
from cocreate.votes.queries.discounted import still_cast

MOST_SAID = 50
Hearer = aliased(Person, name="hearer")


class OwnVote(NamedTuple):
    """What the actor said with a vote, and whether they stand by it by name."""

    importance: Importance | None
    why: str | None
    is_named: bool


VOTER: BindParameter[PersonId] = bindparam("voter_id")
IDEA: BindParameter[IdeaId] = bindparam("idea_id")
OWN = (
    select(Vote.importance, Vote.why, Person.shows_votes)
    .join(Person, Person.id == Vote.voter_id)
    .where(Vote.voter_id == VOTER, Vote.idea_id == IDEA)
    .union_all(
        select(DiscountedVote.importance, DiscountedVote.why, Person.shows_votes)
        .join(Person, Person.id == DiscountedVote.voter_id)
        .where(still_cast(VOTER), DiscountedVote.idea_id == IDEA)
    )
)


def own_vote(actor: Actor, idea_id: IdeaId) -> OwnVote | None:
    """The actor's vote for an idea, if there is one."""
    if not actor.is_member:
        return None
    row = ask(OWN, voter_id=actor.person_id, idea_id=idea_id).first()
    return OwnVote(*row) if row else None


class Weight(NamedTuple):
    """How many of those who said so gave an idea this importance."""

    importance: Importance
    people: int


WEIGHTS = (
    select(Vote.importance, func.count().label("people"))
    .where(Vote.idea_id == IDEA, Vote.importance.is_not(None))
    .group_by(Vote.importance)
)


def importance_of(idea_id: IdeaId) -> tuple[Weight, ...]:
    """How much an idea matters to those who said so, the most first."""
    people = dict(ask(WEIGHTS, idea_id=idea_id).all())
    return tuple(
        Weight(one, people[one]) for one in reversed(Importance) if one in people
    )


class Said(NamedTuple):
    """What somebody said with their vote; heard by an employee, or their own words."""

    face: Face
    at: datetime
    importance: Importance | None
    why: str | None
    hearer: str | None
    channel: Channel | None
    quote: str | None


def said_with(actor: Actor, idea_id: IdeaId) -> Sequence[Said]:
    """The latest words that came with votes for an idea; for the company alone."""
    require(actor.is_company, "What people say with their votes is for the company.")
    rows = db.session.execute(
        select(
            *FACE,
            Vote.cast_at,
            Vote.importance,
            Vote.why,
            Hearer.name.label("hearer"),
            Vote.channel,
            Vote.quote,
        )
        .join(Person, Person.id == Vote.voter_id)
        .outerjoin(Hearer, Hearer.id == Vote.heard_by_id)
        .where(
            Vote.idea_id == idea_id,
            or_(Vote.importance.is_not(None), Vote.heard_by_id.is_not(None)),
        )
        .order_by(Vote.cast_at.desc(), Vote.voter_id.desc())
        .limit(MOST_SAID)
    )
    return [
        Said(
            face_from(row),
            row.cast_at,
            row.importance,
            row.why,
            row.hearer,
            row.channel,
            row.quote,
        )
        for row in rows
    ]


class Left(NamedTuple):
    """How many of their votes somebody has left in a project."""

    votes: int
    budget: int


def count_open_votes(voter_id: PersonId, project_id: ProjectId, workflow: str) -> int:
    """A person's votes on ideas of the project that are open: those that are spent."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Vote)
            .join(Idea, Idea.id == Vote.idea_id)
            .where(
                Vote.voter_id == voter_id,
                Idea.project_id == project_id,
                Idea.listed.is_(True),
                Idea.status.in_(taking_votes(workflow)),
            )
        )
        or 0
    )


def votes_left(actor: Actor, project: ProjectHeading) -> Left | None:
    """The votes the actor has left, where the project gives everybody some."""
    if project.vote_budget is None or not actor.is_member:
        return None
    return left_of(actor.person_id, project.id, project.vote_budget, project.workflow)


def left_of(
    voter_id: PersonId, project_id: ProjectId, budget: int, workflow: str
) -> Left:
    spent = count_open_votes(voter_id, project_id, workflow)
    return Left(max(0, budget - spent), budget)
