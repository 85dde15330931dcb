"""What became of what somebody reported, for them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cocreate.discussion.queries import excerpts
from cocreate.ideas.queries import titles
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ReviewId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Flag, Review
from cocreate.moderation.outcome import outcome, outcome_again, outcome_told
from cocreate.moderation.policy import may_still_complain_until
from cocreate.moderation.reason import WORDS, Reason, Verdict
from cocreate.people.queries import faces

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
    def said_so(self) -> str:
        """Why they reported it."""
        return WORDS[self.said]

    @property
    def complain_until(self) -> datetime | None:
        """Until when they can have it looked at again; none where they cannot."""
        return may_still_complain_until(self)

    @property
    def outcome(self) -> str:
        return outcome(self)

    @property
    def outcome_again(self) -> str:
        return outcome_again(self)

    @property
    def told(self) -> str:
        return outcome_told(self)


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


def matters_of(actor: Actor, reports: Iterable[Reported]) -> dict[ReviewId, str]:
    """What each is about, in a few words, where the actor may read it still."""
    those = list(reports)
    ideas = titles(actor, (one.idea_id for one in those if one.idea_id))
    said = excerpts(actor, (one.comment_id for one in those if one.comment_id))
    who = faces(one.person_id for one in those if one.person_id)
    words: dict[ReviewId, str] = {}
    for one in those:
        if one.idea_id in ideas:
            words[one.id] = ideas[one.idea_id].title
        elif one.comment_id in said:
            words[one.id] = said[one.comment_id]
        elif one.person_id in who:
            words[one.id] = who[one.person_id].name
    return words
