"""What members reported."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ReviewId
from cocreate.kernel.policy import Actor
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Flag, Review
from cocreate.moderation.reason import WORDS, Reason, Verdict
from cocreate.people.models import Person


def find_flag(
    reporter_id: PersonId, *, idea_id: IdeaId | None, comment_id: CommentId | None
) -> Flag | None:
    """A member's one flag on an idea or a comment."""
    return db.session.scalar(
        select(Flag).where(
            Flag.reporter_id == reporter_id,
            Flag.idea_id == idea_id,
            Flag.comment_id == comment_id,
        )
    )


def has_flagged(
    reporter_id: PersonId,
    *,
    idea_id: IdeaId | None = None,
    comment_id: CommentId | None = None,
) -> bool:
    found = find_flag(reporter_id, idea_id=idea_id, comment_id=comment_id)
    return found is not None


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


def get_own_flag(actor: Actor, review_id: ReviewId) -> Flag:
    """The actor's own flag of a case; of others' they know nothing."""
    flag = find_own_flag(actor, review_id)
    if flag is None:
        raise NotFoundError
    return flag


class Reported(NamedTuple):
    """What became of what somebody reported, for them."""

    id: ReviewId
    kind: CaseKind
    said: Reason
    flagged_at: datetime
    due_at: datetime
    closed_at: datetime | None
    verdict: Verdict | None
    complained_at: datetime | None
    appeal_due_at: datetime | None
    appeal_closed_at: datetime | None
    appeal_verdict: Verdict | None


def get_reported(actor: Actor, review_id: ReviewId) -> Reported:
    """What became of the actor's own flag."""
    flag = get_own_flag(actor, review_id)
    case = db.session.get_one(Review, review_id)
    appeals = select(Review).where(Review.appeal_of_id == review_id)
    again = db.session.scalar(appeals)
    return Reported(
        id=case.id,
        kind=case.kind,
        said=flag.reason,
        flagged_at=flag.flagged_at,
        due_at=case.due_at,
        closed_at=case.closed_at,
        verdict=case.verdict,
        complained_at=flag.complained_at,
        appeal_due_at=again.due_at if again is not None else None,
        appeal_closed_at=again.closed_at if again is not None else None,
        appeal_verdict=again.verdict if again is not None else None,
    )


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
