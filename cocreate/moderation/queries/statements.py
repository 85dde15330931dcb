"""What moderators decided about one's own words, and why."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from cocreate.discussion.models import Comment
from cocreate.ideas.models import Idea
from cocreate.kernel.ids import CommentId, IdeaId, ReviewId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.kernel.text import excerpt_of
from cocreate.moderation.models import Review
from cocreate.moderation.reason import SENTENCES, Reason, Verdict
from cocreate.people.models import Person

TOLD = (Verdict.HIDE, Verdict.RESTORE)


class Statement(NamedTuple):
    """What its author is told of a verdict: what, why, and by whom."""

    id: ReviewId
    verdict: Verdict
    reason: Reason | None
    statement: str
    closed_at: datetime
    moderator: str
    idea_id: IdeaId | None
    comment_id: CommentId | None
    words: str

    @property
    def rule(self) -> str:
        return SENTENCES[self.reason] if self.reason else ""


def statements_to(actor: Actor, *, place: str | None = None) -> Page[Statement]:
    """What was hidden or restored of what the actor wrote, the latest first."""
    page = page_of(
        select(
            Review.id,
            Review.verdict,
            Review.reason,
            Review.statement,
            Review.closed_at,
            Review.idea_id,
            Review.comment_id,
            Idea.title,
            Comment.body_html,
            Person.name,
        )
        .outerjoin(Idea, Idea.id == Review.idea_id)
        .outerjoin(Comment, Comment.id == Review.comment_id)
        .join(Person, Person.id == Review.moderator_id)
        .where(
            Review.author_id == actor.person_id,
            Review.closed_at.is_not(None),
            Review.verdict.in_(TOLD),
        ),
        by=Review.closed_at.expression,
        key=Review.id,
        place=place,
    )
    rows = [statement_of(row) for row in page.rows]
    return Page(rows, page.following, page.preceding)


def statement_of(row: Any) -> Statement:
    return Statement(
        id=row.id,
        verdict=row.verdict,
        reason=row.reason,
        statement=row.statement,
        closed_at=row.closed_at,
        moderator=row.name,
        idea_id=row.idea_id,
        comment_id=row.comment_id,
        words=row.title or excerpt_of(row.body_html or ""),
    )
