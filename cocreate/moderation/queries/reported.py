"""What became of what somebody reported, for them."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ReviewId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Flag, Review
from cocreate.moderation.policy import complain_until
from cocreate.moderation.reason import SENTENCES, Reason, Verdict

Again = aliased(Review)


class Reported(NamedTuple):
    """What the actor flagged, what was decided, and what came of their complaint."""

    id: ReviewId
    kind: CaseKind
    idea_id: IdeaId | None
    comment_id: CommentId | None
    person_id: PersonId | None
    said: Reason
    flagged_at: datetime
    due_at: datetime
    closed_at: datetime | None
    verdict: Verdict | None
    reason: Reason | None
    complained_at: datetime | None
    appeal_due_at: datetime | None
    appeal_closed_at: datetime | None
    appeal_verdict: Verdict | None

    @property
    def rule(self) -> str:
        return SENTENCES[self.reason] if self.reason else ""

    @property
    def complain_until(self) -> datetime | None:
        """Until when they can have it looked at again; none where they cannot."""
        if self.complained_at or self.appeal_closed_at:
            return None
        return complain_until(self.kind, self.verdict, self.closed_at)


def lines_of(actor: Actor) -> AnySelect:
    """What the actor flagged; nobody else's."""
    return (
        select(
            *(Review.id, Review.kind),
            *(Review.idea_id, Review.comment_id, Review.person_id),
            *(Flag.reason.label("said"), Flag.flagged_at, Review.due_at),
            *(Review.closed_at, Review.verdict, Review.reason, Flag.complained_at),
            Again.due_at.label("appeal_due_at"),
            Again.closed_at.label("appeal_closed_at"),
            Again.verdict.label("appeal_verdict"),
        )
        .join(Review, Review.id == Flag.review_id)
        .outerjoin(Again, Again.appeal_of_id == Review.id)
        .where(Flag.reporter_id == actor.person_id)
    )


def reported_by(actor: Actor, *, place: str | None = None) -> Page[Reported]:
    """What the actor flagged, the latest first."""
    # Nobody flags a case twice, so that its key tells flags of one moment apart.
    page = page_of(lines_of(actor), by=Flag.flagged_at, key=Review.id, place=place)
    rows = [Reported(*row) for row in page.rows]
    return Page(rows, page.following, page.preceding)


def get_reported(actor: Actor, review_id: ReviewId) -> Reported:
    """What became of the actor's own flag; of others' they know nothing."""
    one = lines_of(actor).where(Review.id == review_id).limit(1)
    row = db.session.execute(one).one_or_none()
    if row is None:
        raise NotFoundError
    return Reported(*row)
