"""Cases of suspect votes: who is behind them, and what was decided of each."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, func, select

from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId, ReviewId
from cocreate.kernel.policy import Actor
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Review, SuspectVote
from cocreate.moderation.rings import Sign
from cocreate.people.faces import Face
from cocreate.people.models import Person
from cocreate.people.queries import FACE, face_from

MOST_SHOWN = 200
SIGN_WORDS = {
    Sign.DEVICE: "same device",
    Sign.TOGETHER: "same few ideas",
    Sign.MADE: "accounts made together",
    Sign.AT_ONCE: "voted together",
}

EVIDENCE = (
    *(SuspectVote.cast_at, Person.joined_at, SuspectVote.signs),
    *(SuspectVote.shared, SuspectVote.together),
)


class SuspectLine(NamedTuple):
    """One of those behind suspect votes, as moderators see them."""

    face: Face
    cast_at: datetime
    joined_at: datetime
    signs: tuple[str, ...]
    shared: int
    together: int


def is_part() -> ColumnElement[bool]:
    """The condition on a case that it is what one voter is told of another case."""
    return exists().where(SuspectVote.told_id == Review.id)


def suspects_shown(actor: Actor, review_id: ReviewId) -> list[SuspectLine]:
    """Who is behind the votes of a case, the earliest vote first; for moderators."""
    if not actor.is_moderator:
        return []
    rows = db.session.execute(
        select(*FACE, *EVIDENCE)
        .join(Person, Person.id == SuspectVote.voter_id)
        .where(SuspectVote.review_id == review_id)
        .order_by(SuspectVote.cast_at, SuspectVote.voter_id)
        .limit(MOST_SHOWN)
    )
    return [
        SuspectLine(
            face_from(row),
            row.cast_at,
            row.joined_at,
            tuple(SIGN_WORDS[Sign(sign)] for sign in row.signs.split()),
            row.shared,
            row.together,
        )
        for row in rows
    ]


def suspects_of(review_id: ReviewId) -> list[SuspectVote]:
    query = select(SuspectVote).where(SuspectVote.review_id == review_id)
    return list(db.session.scalars(query.order_by(SuspectVote.voter_id)))


def appealed_part(review_id: ReviewId) -> ReviewId | None:
    """An appeal of somebody whose vote a case is about, if there is one."""
    query = select(Review.id).join(
        SuspectVote, SuspectVote.told_id == Review.appeal_of_id
    )
    return db.session.scalar(query.where(SuspectVote.review_id == review_id).limit(1))


def ring_behind(review: Review) -> Review | None:
    """The case of votes that a case, or the appeal that it is, goes back to."""
    first_id = review.appeal_of_id or review.id
    told = select(SuspectVote.review_id).where(SuspectVote.told_id == first_id)
    found = db.session.scalar(told.limit(1))
    if found is not None:
        return db.session.get_one(Review, found)
    return review if review.kind is CaseKind.RING else None


def settled_among(idea_ids: Iterable[IdeaId]) -> dict[IdeaId, set[PersonId]]:
    """Whose votes on these ideas a person has decided about, or is to decide."""
    rows = db.session.execute(
        select(Review.idea_id, SuspectVote.voter_id)
        .join(Review, Review.id == SuspectVote.review_id)
        .where(Review.idea_id.in_(list(idea_ids)))
    )
    found: dict[IdeaId, set[PersonId]] = {}
    for idea_id, voter_id in rows:
        if idea_id is not None:
            found.setdefault(idea_id, set()).add(voter_id)
    return found


class Looked(NamedTuple):
    """How many votes on an idea wait for a verdict, and how many count no more."""

    waiting: int
    review_id: ReviewId | None


def looked_at(actor: Actor, idea_id: IdeaId) -> Looked:
    """How many votes on an idea are being looked at; for moderators alone.

    A suspicion is no finding: shown to all it would be one, of whoever proposed it too.
    """
    if not actor.is_moderator:
        return Looked(0, None)
    row = db.session.execute(
        select(func.count(), func.max(Review.id).label("review_id"))
        .select_from(SuspectVote)
        .join(Review, Review.id == SuspectVote.review_id)
        .where(Review.idea_id == idea_id, Review.closed_at.is_(None))
    ).one()
    return Looked(row[0], row.review_id)
