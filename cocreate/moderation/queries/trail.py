"""What happened to a case, and to the same words in earlier ones."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.moderation.models import Review
from cocreate.moderation.queries.flags import raised
from cocreate.moderation.queries.items import Item
from cocreate.moderation.reason import WORDS, Verdict
from cocreate.people.queries import faces

DONE = {
    Verdict.KEEP: "Kept",
    Verdict.HIDE: "Hidden",
    Verdict.RESTORE: "Restored",
}


class Step(NamedTuple):
    """One line of a trail."""

    at: datetime
    words: str


def past_reviews(item: Item) -> Sequence[Review]:
    """The closed cases of the same idea or comment, the first one first."""
    return db.session.scalars(
        select(Review)
        .where(
            Review.idea_id == item.idea_id,
            Review.comment_id == item.comment_id,
            Review.closed_at.is_not(None),
        )
        .order_by(Review.closed_at, Review.id)
        .limit(50)
    ).all()


def trail_of(item: Item, review: Review | None) -> list[Step]:
    """Flags and verdicts on an idea or comment that the actor may judge, in order."""
    past = past_reviews(item)
    known = faces(one.moderator_id for one in past if one.moderator_id is not None)
    steps = []
    for one in past:
        face = known.get(one.moderator_id) if one.moderator_id else None
        by = f" by {face.name}" if face else ""
        why = f": {WORDS[one.reason].lower()}" if one.reason else ""
        if one.closed_at is not None and one.verdict is not None:
            steps.append(Step(one.closed_at, f"{DONE[one.verdict]}{by}{why}"))
    steps += [
        Step(flag.at, f"Flagged by {flag.reporter}: {flag.words.lower()}")
        for flag in (raised(review.id) if review else ())
    ]
    return sorted(steps)
