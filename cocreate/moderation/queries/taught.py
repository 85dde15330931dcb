"""What the site's verdicts teach about spam: texts that were hidden, texts kept."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select

from cocreate.discussion.models import Comment
from cocreate.discussion.queries import newest_comments
from cocreate.ideas.models import Idea
from cocreate.ideas.queries import newest_ideas
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, IdeaId
from cocreate.moderation.models import Review
from cocreate.moderation.reason import Reason, Verdict

MOST_TAUGHT = 4_000  # verdicts, the newest; and as many texts that nobody minded
STOOD = timedelta(days=14)  # after so long without a case a text was kept
KEPT = (Verdict.KEEP, Verdict.RESTORE)


class Taught(NamedTuple):
    """A text, and whether it was spam."""

    text: str
    is_spam: bool


class PostRow(NamedTuple):
    """A post of somebody who is not of the company, as a dry run looks at it."""

    idea_id: IdeaId | None
    comment_id: CommentId | None
    title: str | None
    body: str
    at: datetime
    person_id: int
    author: str
    joined_at: datetime
    trust: int

    @property
    def text(self) -> str:
        return f"{self.title}\n{self.body}" if self.title else self.body


def count_verdicts() -> tuple[int, datetime | None]:
    """How many verdicts of people there are, and the newest."""
    decided = Review.moderator_id.is_not(None) & Review.closed_at.is_not(None)
    row = db.session.execute(
        select(func.count(), func.max(Review.closed_at))
        .select_from(Review)
        .where(decided)
    ).one()
    return row[0], row[1]


def taught(at: datetime) -> list[Taught]:
    """All that a model learns from: verdicts of people first, then what has stood."""
    judged = {(row.idea_id, row.comment_id): row for row in reversed(verdicts())}
    told = [Taught(text_of(row), is_spam(row)) for row in judged.values() if says(row)]
    stood = [
        Taught(row.text, is_spam=False)
        for row in newest_posts(MOST_TAUGHT // 2, before=at - STOOD)
        if (row.idea_id, row.comment_id) not in judged
    ]
    return told + stood


def verdicts() -> Sequence[Any]:
    return db.session.execute(
        select(
            Review.idea_id,
            Review.comment_id,
            Review.verdict,
            Review.reason,
            Idea.title,
            Idea.body.label("idea_body"),
            Comment.body.label("comment_body"),
        )
        .outerjoin(Idea, Idea.id == Review.idea_id)
        .outerjoin(Comment, Comment.id == Review.comment_id)
        .where(Review.moderator_id.is_not(None), Review.closed_at.is_not(None))
        .order_by(Review.closed_at.desc(), Review.id.desc())
        .limit(MOST_TAUGHT)
    ).all()


def says(row: Any) -> bool:
    """Whether a verdict says something about spam, either way, and of words."""
    has_words = row.idea_id is not None or row.comment_id is not None
    return has_words and (is_spam(row) or row.verdict in KEPT)


def is_spam(row: Any) -> bool:
    return row.reason is Reason.SPAM and row.verdict not in KEPT


def text_of(row: Any) -> str:
    if row.comment_body is not None:
        return str(row.comment_body)
    return f"{row.title}\n{row.idea_body}"


def newest_posts(most: int, *, before: datetime | None = None) -> list[PostRow]:
    """The newest ideas and comments of customers that everybody sees, together."""
    found = [*rows_of(newest_ideas(most, before=before), is_idea=True)]
    found += rows_of(newest_comments(most, before=before), is_idea=False)
    return sorted(found, key=lambda one: one.at, reverse=True)[:most]


def rows_of(rows: Sequence[Any], *, is_idea: bool) -> Iterator[PostRow]:
    for row in rows:
        yield PostRow(
            idea_id=row.id if is_idea else None,
            comment_id=None if is_idea else row.id,
            title=row.title if is_idea else None,
            body=row.body,
            at=row.at,
            person_id=row.person_id,
            author=row.author,
            joined_at=row.joined_at,
            trust=row.trust,
        )
