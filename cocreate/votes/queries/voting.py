"""Who voted for what, and what the rules of voting ask of an idea."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    bindparam,
    func,
    or_,
    select,
    true,
)

from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel.asking import somebody
from cocreate.kernel.db import AnySelect, ask, db, places_for, some_of
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId, SegmentId
from cocreate.kernel.outbox import happened_at
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import STRANGER, Actor, Role
from cocreate.people.faces import Face
from cocreate.people.models import Person
from cocreate.people.queries import FACE, face_from, is_called, members_of
from cocreate.projects import queries as projects
from cocreate.projects.models import Project
from cocreate.projects.phase import Phase
from cocreate.votes.models import DiscountedVote, Vote
from cocreate.votes.queries.discounted import stands_discounted, still_cast


@dataclass(frozen=True, slots=True)
class Votable:
    """What voting asks of an idea, in one row."""

    id: IdeaId
    author_id: PersonId
    project_id: ProjectId
    title: str
    status: Status
    listed: bool
    votes: int
    trend: float
    phase: Phase
    budget: int | None
    workflow: str
    asks_opinion: bool
    is_discounted: bool  # the actor's own vote on it, by a verdict


class Figures(NamedTuple):
    """What a project heard: votes on listed ideas, from and about how many people."""

    project_id: ProjectId
    votes: int
    people: int


class Voter(NamedTuple):
    """Somebody behind an idea, and since when."""

    face: Face
    at: datetime


def get_votable(actor: Actor, idea_id: IdeaId, *, lock: bool = False) -> Votable:
    """What the rules of voting ask of an idea the actor may see."""
    row = ask(
        votable(actor.role, lock=lock), asker=actor.person_id, idea_id=idea_id
    ).one_or_none()
    if row is None:
        raise NotFoundError
    return Votable(*row)


@lru_cache
def votable(role: Role | None, *, lock: bool) -> AnySelect:
    actor = somebody(role)
    query = (
        select(
            Idea.id,
            Idea.author_id,
            Idea.project_id,
            Idea.title,
            Idea.status,
            Idea.listed,
            Idea.votes,
            Idea.trend,
            Project.phase,
            Project.vote_budget,
            Project.workflow,
            Project.asks_opinion,
            stands_discounted(bindparam("asker"), Idea.id),
        )
        .join(Project, Project.id == Idea.project_id)
        .where(
            Idea.id == bindparam("idea_id"),
            ideas.is_visible_to(actor),
            projects.is_visible_to(actor),
        )
    )
    return query.with_for_update(of=Idea) if lock else query


def lock_trends(idea_ids: Iterable[IdeaId]) -> dict[IdeaId, float]:
    """The trends of these ideas, each locked, in the order of their keys."""
    query = select(Idea.id, Idea.trend).where(Idea.id.in_(list(idea_ids)))
    rows = db.session.execute(query.order_by(Idea.id).with_for_update(of=Idea))
    return {row.id: row.trend for row in rows}


def has_voted(actor: Actor, idea_id: IdeaId) -> bool:
    return bool(voted_ids(actor, [idea_id]))


def voted_ids(actor: Actor, idea_ids: Iterable[IdeaId]) -> frozenset[IdeaId]:
    """Which of these ideas the actor has voted for, in one query."""
    wanted = list(idea_ids)
    if not wanted or not actor.is_member:
        return frozenset()
    some = some_of("idea", wanted)
    voted = ask(mine_among(len(some)), voter_id=actor.person_id, **some)
    return frozenset(row.idea_id for row in voted.all())


@lru_cache
def mine_among(size: int) -> CompoundSelect[IdeaId]:
    """A vote that does not count is still its voter's."""
    voter_id: BindParameter[PersonId] = bindparam("voter_id")
    places = places_for("idea", size)
    counted = select(Vote.idea_id).where(
        Vote.voter_id == voter_id, Vote.idea_id.in_(places)
    )
    others = select(DiscountedVote.idea_id).where(
        still_cast(voter_id), DiscountedVote.idea_id.in_(places)
    )
    return counted.union_all(others)


def voters(
    actor: Actor,
    idea_id: IdeaId,
    *,
    words: str = "",
    segment_id: SegmentId | None = None,
    place: str | None = None,
    size: int = 50,
) -> Page[Voter]:
    """Who stands behind an idea by name, the latest first; by name where words are.

    Everybody sees those who agreed; the company sees all, it has to answer them.
    """
    get_votable(actor, idea_id)
    query = (
        select(*FACE, Vote.cast_at, Vote.voter_id)
        .join(Person, Person.id == Vote.voter_id)
        .where(Vote.idea_id == idea_id, is_named_to(actor))
    )
    if words:
        query = query.where(is_called(words))
    if segment_id is not None:
        query = query.where(Vote.voter_id.in_(members_of(segment_id)))
    page = page_of(query, by=Vote.cast_at, key=Vote.voter_id, place=place, size=size)
    found = [Voter(face_from(row), row.cast_at) for row in page.rows]
    return Page(found, page.following, page.preceding)


def is_named_to(actor: Actor) -> ColumnElement[bool]:
    """Whom a list of voters names: who agreed, whoever speaks for the company."""
    if actor.is_company:
        return true()
    return or_(
        Person.shows_votes.is_(True),
        Person.role != Role.CUSTOMER,
        Person.id == actor.person_id,
    )


def count_named(actor: Actor, idea_id: IdeaId) -> int:
    """How many of those behind an idea its list names to the actor."""
    query = (
        select(func.count())
        .select_from(Vote)
        .join(Person, Person.id == Vote.voter_id)
        .where(Vote.idea_id == idea_id, is_named_to(actor))
    )
    return db.session.scalar(query) or 0


def count_votes(idea_id: IdeaId) -> int:
    """The votes that stand, counted: what the idea's own figure must equal."""
    query = select(func.count()).select_from(Vote).where(Vote.idea_id == idea_id)
    return db.session.scalar(query) or 0


def votes_until(idea_id: IdeaId, moment: datetime) -> int:
    """How many of the votes that stand had been cast by a moment."""
    cast = select(func.count()).where(Vote.idea_id == idea_id, Vote.cast_at <= moment)
    return db.session.scalar(cast) or 0


def voter_ids(idea_id: IdeaId) -> Sequence[PersonId]:
    """Everybody to tell what becomes of an idea, who voted for it by then."""
    by_then = Vote.cast_at <= happened_at()
    query = select(Vote.voter_id).where(Vote.idea_id == idea_id, by_then)
    return db.session.scalars(query.order_by(Vote.voter_id)).all()


LATEST = (
    select(*FACE)
    .join(Vote, Vote.voter_id == Person.id)
    .where(Vote.idea_id == bindparam("idea_id"), is_named_to(STRANGER))
    .order_by(Vote.cast_at.desc(), Vote.voter_id.desc())
    .limit(bindparam("most"))
)


def latest_faces(idea_id: IdeaId, most: int = 6) -> list[Face]:
    """A few of those who stand behind an idea by name, the latest first."""
    return [face_from(row) for row in ask(LATEST, idea_id=idea_id, most=most)]


def figures(*, most_ideas: int | None = None) -> list[Figures]:
    """What each project heard, counted; of projects with at most so many ideas."""
    counted = projects.ids_by_size(most_ideas)
    votes = (
        select(Idea.project_id, func.count().label("votes"))
        .select_from(Vote)
        .join(Idea, Idea.id == Vote.idea_id)
        .where(Idea.listed.is_(True), Idea.project_id.in_(counted))
        .group_by(Idea.project_id)
    )
    heard = (
        select(Idea.project_id, Vote.voter_id.label("person_id"))
        .select_from(Vote)
        .join(Idea, Idea.id == Vote.idea_id)
        .where(Idea.listed.is_(True))
        .union(ideas.authorship())
        .subquery()
    )
    people = (
        select(heard.c.project_id, func.count().label("people"))
        .where(heard.c.project_id.in_(counted))
        .group_by(heard.c.project_id)
    )
    voted = {row.project_id: row.votes for row in db.session.execute(votes)}
    spoke = {row.project_id: row.people for row in db.session.execute(people)}
    return [
        Figures(project_id, voted.get(project_id, 0), spoke.get(project_id, 0))
        for project_id in db.session.scalars(counted)
    ]
