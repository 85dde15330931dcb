"""Votes that count no more, and votes as their own voter sees them: cast is cast."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select, tuple_, union_all

from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId, ReviewId
from cocreate.votes.models import DiscountedVote, Vote

Pair = tuple[PersonId, IdeaId]


def stands_discounted(voter_id: Any, idea_id: Any) -> ColumnElement[bool]:
    """The condition that a verdict took somebody's vote on an idea out of the count.

    Also where they took it back since: cast again, it counts as little as before.
    """
    return exists().where(
        DiscountedVote.voter_id == voter_id, DiscountedVote.idea_id == idea_id
    )


def still_cast(voter_id: Any) -> ColumnElement[bool]:
    """The condition on a vote that does not count that its voter left it cast."""
    return and_(
        DiscountedVote.voter_id == voter_id, DiscountedVote.withdrawn_at.is_(None)
    )


def cast_by(voter_id: PersonId) -> Any:
    """All that somebody voted for, as they see it: `idea_id` and `cast_at`."""
    counted = select(Vote.idea_id, Vote.cast_at).where(Vote.voter_id == voter_id)
    others = select(DiscountedVote.idea_id, DiscountedVote.cast_at).where(
        still_cast(voter_id),
        DiscountedVote.idea_id.not_in(
            select(Vote.idea_id).where(Vote.voter_id == voter_id)
        ),
    )
    return union_all(counted, others).subquery("cast_by")


def is_discounted(voter_id: PersonId, idea_id: IdeaId) -> bool:
    """Whether a verdict took somebody's vote on an idea out of the count."""
    return bool(db.session.scalar(select(stands_discounted(voter_id, idea_id))))


def discounted_by(review_id: ReviewId) -> list[DiscountedVote]:
    """The votes that a case's verdict took out of the count."""
    query = select(DiscountedVote).where(DiscountedVote.review_id == review_id)
    by_key = query.order_by(DiscountedVote.voter_id, DiscountedVote.idea_id)
    return list(db.session.scalars(by_key))


def count_discounted(idea_id: IdeaId) -> int:
    """How many votes on an idea are kept and not counted."""
    query = select(DiscountedVote.voter_id).where(DiscountedVote.idea_id == idea_id)
    return len(db.session.scalars(query).all())


def discounted_among(pairs: Collection[Pair]) -> list[Pair]:
    """Which of these voters and ideas have a vote that does not count."""
    them = tuple_(DiscountedVote.voter_id, DiscountedVote.idea_id)
    query = select(DiscountedVote.voter_id, DiscountedVote.idea_id)
    by_key = query.where(them.in_(pairs)).order_by(*query.selected_columns)
    return [(row.voter_id, row.idea_id) for row in db.session.execute(by_key)]
