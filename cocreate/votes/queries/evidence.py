"""What votes say for scores: how much ideas matter, and to whom."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select, true

from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId, SegmentId
from cocreate.people.queries import members_of
from cocreate.votes.kinds import Importance
from cocreate.votes.models import Vote


class Mattering(NamedTuple):
    """How many of those behind an idea said that it matters so much."""

    idea_id: IdeaId
    importance: Importance
    people: int


def importances(idea_ids: Iterable[IdeaId]) -> list[Mattering]:
    """How much these ideas matter to those who said so."""
    rows = db.session.execute(
        select(Vote.idea_id, Vote.importance, func.count())
        .where(Vote.idea_id.in_(list(idea_ids)), Vote.importance.is_not(None))
        .group_by(Vote.idea_id, Vote.importance)
    )
    return [
        Mattering(idea_id, importance, people)
        for idea_id, importance, people in rows
        if importance
    ]


class Voice(NamedTuple):
    """Somebody's vote for an idea of the project."""

    idea_id: IdeaId
    voter_id: PersonId
    at: datetime
    importance: Importance | None


def voices_of(
    people: Sequence[PersonId], project_id: ProjectId, *, most: int
) -> list[Voice]:
    """What these people voted for among the listed ideas of a project."""
    rows = db.session.execute(
        select(Vote.idea_id, Vote.voter_id, Vote.cast_at, Vote.importance)
        .join(Idea, Idea.id == Vote.idea_id)
        .where(
            Vote.voter_id.in_(people),
            Idea.project_id == project_id,
            Idea.listed.is_(True),
        )
        .limit(most)
    )
    return [Voice(*row) for row in rows]


def voices_behind(idea_id: IdeaId, segment_id: SegmentId, *, most: int) -> list[Voice]:
    """The votes of a segment's people for one idea, the latest."""
    rows = db.session.execute(
        select(Vote.idea_id, Vote.voter_id, Vote.cast_at, Vote.importance)
        .where(Vote.idea_id == idea_id, Vote.voter_id.in_(members_of(segment_id)))
        .order_by(Vote.cast_at.desc(), Vote.voter_id)
        .limit(most)
    )
    return [Voice(*row) for row in rows]


def ideas_with_votes_of(people: Sequence[PersonId]) -> list[IdeaId]:
    """What any of these people voted for."""
    query = select(Vote.idea_id).where(Vote.voter_id.in_(people)).distinct()
    return list(db.session.scalars(query))


def voters_by_idea(
    idea_ids: Sequence[IdeaId], *, most: int, segment_id: SegmentId | None = None
) -> dict[IdeaId, list[PersonId]]:
    """Who voted for each of these ideas; of very many votes only some.

    Of a segment, its people alone.
    """
    of_them = (
        true() if segment_id is None else Vote.voter_id.in_(members_of(segment_id))
    )
    rows = db.session.execute(
        select(Vote.idea_id, Vote.voter_id)
        .where(Vote.idea_id.in_(idea_ids), of_them)
        .order_by(Vote.idea_id, Vote.cast_at)
        .limit(most)
    )
    found: dict[IdeaId, list[PersonId]] = {}
    for idea_id, voter_id in rows:
        found.setdefault(idea_id, []).append(voter_id)
    return found
