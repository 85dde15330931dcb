"""What happened to a case, and to the same words in earlier ones."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, select

from cocreate.kernel.db import db
from cocreate.kernel.paging import page_of
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Review
from cocreate.moderation.queries.flags import raised
from cocreate.moderation.queries.items import Item
from cocreate.moderation.queries.sealing import is_told
from cocreate.moderation.reason import WORDS, Reason, Verdict
from cocreate.people.faces import Face
from cocreate.people.queries import faces

DONE = {
    Verdict.KEEP: "Kept",
    Verdict.HIDE: "Hidden",
    Verdict.RESTORE: "Restored",
    Verdict.CHANGE: "Returned for a change",
    Verdict.SANCTION: "Hidden, its author silenced",
}
VERDICT = (
    *(Review.id, Review.closed_at, Review.verdict),
    *(Review.reason, Review.moderator_id),
)
PAST = 50  # verdicts on one page


class Step(NamedTuple):
    """One line of a trail."""

    at: datetime
    words: str


class Trail(NamedTuple):
    """What happened, in order: the latest of it, or what came before or after that."""

    steps: list[Step]
    earlier: str | None = None
    later: str | None = None


def latest_review(item: Item) -> Review | None:
    """The last closed case of an idea or comment."""
    latest = past_reviews(item).order_by(Review.closed_at.desc(), Review.id.desc())
    return db.session.scalar(latest.limit(1))


def past_reviews(item: Item) -> Select[Review]:
    return select(Review).where(
        Review.idea_id == item.idea_id,
        Review.comment_id == item.comment_id,
        Review.kind != CaseKind.RING,
        Review.closed_at.is_not(None),
    )


def trail_of(item: Item, review: Review | None, *, place: str | None = None) -> Trail:
    """Flags and verdicts on an idea or comment that the actor may judge, in order."""
    query = past_reviews(item).where(is_told()).with_only_columns(*VERDICT)
    page = page_of(query, by=Review.closed_at, key=Review.id, place=place, size=PAST)
    known = faces(one.moderator_id for one in page.rows if one.moderator_id is not None)
    steps = [
        Step(
            one.closed_at, said_of(one.verdict, known.get(one.moderator_id), one.reason)
        )
        for one in page.rows
        if one.verdict is not None
    ]
    if place is None and review is not None:
        steps += [
            Step(flag.at, f"Flagged by {flag.reporter}: {flag.words.lower()}")
            for flag in raised(review.id)
        ]
    return Trail(sorted(steps), page.following, page.preceding)


def said_of(verdict: Verdict, by: Face | None, reason: Reason | None) -> str:
    who = f" by {by.name}" if by else ""
    why = f": {WORDS[reason].lower()}" if reason else ""
    return f"{DONE[verdict]}{who}{why}"
