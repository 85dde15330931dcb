"""What members reported."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import PersonId, ReviewId
from cocreate.kernel.policy import Actor
from cocreate.moderation.models import Flag, Review
from cocreate.moderation.queries.items import Item
from cocreate.moderation.reason import WORDS, Reason
from cocreate.people.models import Person


def find_flag(reporter_id: PersonId, item: Item) -> Flag | None:
    """A member's flag on an idea or a comment as it stands.

    What they flagged and somebody decided, and its author changed since, they may flag
    again.
    """
    stands = Review.closed_at.is_(None) | (
        Review.closed_at >= (item.edited_at or item.at)
    )
    return db.session.scalar(
        select(Flag)
        .join(Review, Review.id == Flag.review_id)
        .where(
            Flag.reporter_id == reporter_id,
            Flag.idea_id == item.idea_id,
            Flag.comment_id == item.comment_id,
            stands,
        )
        .order_by(Flag.id.desc())
        .limit(1)
    )


def count_flagged(reporter_id: PersonId, *, since: datetime, most: int) -> int:
    """How many flags somebody raised since then, counted no further than so."""
    some = (
        select(Flag.id)
        .where(Flag.reporter_id == reporter_id, Flag.flagged_at > since)
        .limit(most)
        .subquery()
    )
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def find_own_flag(actor: Actor, review_id: ReviewId) -> Flag | None:
    """The actor's flag of a case, if they flagged what it is about."""
    query = select(Flag).where(Flag.review_id == review_id)
    return db.session.scalar(query.where(Flag.reporter_id == actor.person_id))


def get_own_flag(actor: Actor, review_id: ReviewId, *, anew: bool = False) -> Flag:
    """The actor's own flag of a case; of others' they know nothing.

    `anew` reads it as it stands now, behind a lock that was waited for.
    """
    query = select(Flag).where(
        Flag.review_id == review_id, Flag.reporter_id == actor.person_id
    )
    flag = db.session.scalar(query.execution_options(populate_existing=anew))
    if flag is None:
        raise NotFoundError
    return flag


class Raised(NamedTuple):
    """A flag as moderators see it."""

    reporter_id: PersonId
    reporter: str
    reason: Reason
    note: str
    law: str
    at: datetime

    @property
    def words(self) -> str:
        return WORDS[self.reason]


def raised(review_id: ReviewId) -> Iterable[Raised]:
    """The flags of a case that the actor has been let to, the first one first."""
    rows = db.session.execute(
        select(
            Flag.reporter_id,
            Person.name,
            Flag.reason,
            Flag.note,
            Flag.law,
            Flag.flagged_at,
        )
        .join(Person, Person.id == Flag.reporter_id)
        .where(Flag.review_id == review_id)
        .order_by(Flag.flagged_at, Flag.id)
        .limit(100)
    )
    return [Raised(*row) for row in rows]
