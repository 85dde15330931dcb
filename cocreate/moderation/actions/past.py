"""Take over what was decided elsewhere about votes: a case, closed as it was there."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from cocreate.ideas.queries import get_idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId, ReviewId
from cocreate.kernel.policy import WORKER
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Review
from cocreate.moderation.reason import Reason, Verdict


class PastRing(NamedTuple):
    """That votes on an idea did not count any more: when, why, and by whom."""

    idea_id: IdeaId
    closed_at: datetime
    why: str
    statement: str
    reason: Reason | None
    by_id: PersonId | None


def bring_verdict_on_votes(ring: PastRing) -> ReviewId:
    """The closed case of such a verdict, made when it is not here; nobody is told."""
    # Locked first: two imports at once must not both find none.
    idea = get_idea(WORKER, ring.idea_id, lock=True)
    known = db.session.scalar(
        select(Review.id)
        .where(
            Review.idea_id == idea.id,
            Review.kind == CaseKind.RING,
            Review.author_id.is_(None),
            Review.closed_at == ring.closed_at,
        )
        .order_by(Review.id)
        .limit(1)
    )
    return known or closed_case(ring, idea.project_id)


def closed_case(ring: PastRing, project_id: int) -> ReviewId:
    review = Review(
        kind=CaseKind.RING,
        idea_id=ring.idea_id,
        project_id=project_id,
        why=ring.why,
        opened_at=ring.closed_at,
        due_at=ring.closed_at,
        automated_at=ring.closed_at,
        closed_at=ring.closed_at,
        verdict=Verdict.HIDE,
        reason=ring.reason,
        statement=ring.statement,
        moderator_id=ring.by_id,
    )
    db.session.add(review)
    db.session.flush()  # the votes name its key
    return review.id
