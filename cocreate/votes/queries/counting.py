"""What of the votes is to be counted by segment, and what the counts should be."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select

from cocreate.ideas.models import Idea
from cocreate.kernel.asking import Between
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId, SegmentId
from cocreate.people.models import SegmentMember
from cocreate.votes.models import CountedIdea, SegmentVotes, Vote


class Stale(NamedTuple):
    """An idea whose votes by segment are not known as they are now."""

    idea_id: IdeaId
    project_id: ProjectId
    author_id: PersonId
    votes: int
    trend: float


def stale_ideas(most: int, *, after: int = 0) -> list[Stale]:
    """Some of those that moved since they were counted, in the order of their keys.

    Of many, `after` the last that was counted: nothing is looked at twice.
    """
    rows = db.session.execute(
        select(Idea.id, Idea.project_id, Idea.author_id, Idea.votes, Idea.trend)
        .outerjoin(CountedIdea, CountedIdea.idea_id == Idea.id)
        .where(
            Idea.id > after,
            or_(
                CountedIdea.idea_id.is_(None),
                CountedIdea.votes != Idea.votes,
                CountedIdea.trend != Idea.trend,
            ),
        )
        .order_by(Idea.id)
        .limit(most)
    )
    return [Stale(*row) for row in rows]


def count_cast(among: Between, since: datetime) -> AnySelect:
    """How many votes each of these people cast themselves since then."""
    return (
        select(Vote.voter_id, func.count())
        .where(
            among.holds(Vote.voter_id),
            Vote.cast_at >= since,
            Vote.heard_by_id.is_(None),
        )
        .group_by(Vote.voter_id)
    )


Counts = dict[tuple[SegmentId, IdeaId], tuple[int, bool]]


def count_by_segment(idea_ids: Collection[IdeaId]) -> Counts:
    """Counted from the votes themselves: how many by segment, and who proposed it."""
    wanted = list(idea_ids)
    voted = db.session.execute(
        select(SegmentMember.segment_id, Vote.idea_id, func.count().label("votes"))
        .select_from(Vote)
        .join(SegmentMember, SegmentMember.person_id == Vote.voter_id)
        .where(Vote.idea_id.in_(wanted))
        .group_by(SegmentMember.segment_id, Vote.idea_id)
    )
    found: Counts = {(row.segment_id, row.idea_id): (row.votes, False) for row in voted}
    for key in authors_segments(wanted):
        votes, _ = found.get(key, (0, False))
        found[key] = votes, True
    return found


def authors_segments(idea_ids: list[IdeaId]) -> set[tuple[SegmentId, IdeaId]]:
    proposed = select(Idea.id, Idea.author_id).where(Idea.id.in_(idea_ids)).subquery()
    rows = db.session.execute(
        select(SegmentMember.segment_id, proposed.c.id).join(
            proposed, proposed.c.author_id == SegmentMember.person_id
        )
    )
    return {(row[0], row[1]) for row in rows}


def counts_kept(idea_ids: Collection[IdeaId]) -> Counts:
    rows = db.session.execute(
        select(
            SegmentVotes.segment_id,
            SegmentVotes.idea_id,
            SegmentVotes.votes,
            SegmentVotes.is_theirs,
        ).where(SegmentVotes.idea_id.in_(list(idea_ids)))
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}
