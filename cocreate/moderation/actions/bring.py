"""Take cases over: what was flagged by whom, and how it was decided."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, update

from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ProjectId, ReviewId
from cocreate.moderation.case import CaseKind, due_at
from cocreate.moderation.models import Flag, Review
from cocreate.moderation.reason import AWAY, Reason, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PastFlag:
    reporter_id: PersonId
    reason: Reason
    note: str
    flagged_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVerdict:
    verdict: Verdict
    moderator_id: PersonId
    closed_at: datetime
    reason: Reason | None
    statement: str


def bring_review(
    project_id: ProjectId,
    *,
    idea_id: IdeaId | None,
    comment_id: CommentId | None,
    author_id: PersonId,
    flags: Sequence[PastFlag],
    verdict: PastVerdict | None,
) -> ReviewId:
    """Keep a case and its flags; what it is about is hidden or shown already."""
    opened_at = min(flag.flagged_at for flag in flags)
    review = Review(
        project_id=project_id,
        idea_id=idea_id,
        comment_id=comment_id,
        author_id=author_id,
        flags=len(flags),
        opened_at=opened_at,
        due_at=due_at(CaseKind.FLAGGED, opened_at),
    )
    for name, value in asdict(verdict).items() if verdict else ():
        setattr(review, name, value)
    if verdict and verdict.verdict in AWAY:
        review.restricted_at = verdict.closed_at
    db.session.add(review)
    db.session.flush()  # its flags need the key of the case
    about = {"review_id": review.id, "idea_id": idea_id, "comment_id": comment_id}
    db.session.execute(insert(Flag), [asdict(flag) | about for flag in flags])
    return review.id


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAppeal:
    """An appeal as it was decided elsewhere, or in the demo's story."""

    words: str
    opened_at: datetime
    closed_at: datetime
    moderator_id: PersonId
    verdict: Verdict
    statement: str


def bring_appeal(first_id: ReviewId, past: PastAppeal) -> ReviewId:
    """Keep a decided appeal beside the case it was against."""
    first = db.session.get_one(Review, first_id)
    lodged = Review(
        kind=CaseKind.APPEAL,
        appeal_of_id=first.id,
        first_moderator_id=first.moderator_id,
        project_id=first.project_id,
        idea_id=first.idea_id,
        comment_id=first.comment_id,
        person_id=first.person_id,
        author_id=first.author_id,
        why=past.words,
        opened_at=past.opened_at,
        due_at=due_at(CaseKind.APPEAL, past.opened_at),
        closed_at=past.closed_at,
        moderator_id=past.moderator_id,
        verdict=past.verdict,
        statement=past.statement,
    )
    db.session.add(lodged)
    db.session.flush()  # whoever brings it is told its key
    return lodged.id


def move_flags(review_id: ReviewId, by: int) -> None:
    """Put the number of flags of a case right."""
    db.session.execute(
        update(Review).where(Review.id == review_id).values(flags=Review.flags + by),
        execution_options={"synchronize_session": False},
    )
