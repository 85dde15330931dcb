"""What could go along when an idea is split: the turns of its discussion."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from cocreate.discussion.models import Comment, PartedComment
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, IdeaId, PersonId
from cocreate.kernel.text import excerpt_of
from cocreate.people.faces import Face
from cocreate.people.models import Person
from cocreate.people.queries import FACE, face_from

MOST = 500


class Said(NamedTuple):
    """The first words of a turn, and how many replies go with it."""

    id: CommentId
    author: Face
    words: str
    posted_at: datetime
    replies: int


def parted_with(idea_id: IdeaId) -> list[CommentId]:
    """The comments that went along when an idea was taken out of another."""
    query = select(PartedComment.comment_id).where(PartedComment.idea_id == idea_id)
    return list(db.session.scalars(query.order_by(PartedComment.comment_id)))


def turns_to_part(idea_id: IdeaId) -> list[Said]:
    """The turns under an idea that are shown, the first first."""
    replies = dict(
        db.session.execute(
            select(Comment.top_id, func.count())
            .where(
                Comment.idea_id == idea_id,
                Comment.top_id.is_not(None),
                Comment.shown.is_(True),
            )
            .group_by(Comment.top_id)
        ).all()
    )
    rows = db.session.execute(
        select(Comment.id.label("key"), Comment.body_html, Comment.posted_at, *FACE)
        .join(Person, Person.id == Comment.author_id)
        .where(
            Comment.idea_id == idea_id,
            Comment.top_id.is_(None),
            Comment.shown.is_(True),
        )
        .order_by(Comment.id)
        .limit(MOST)
    )
    return [
        Said(
            row.key,
            face_from(row),
            excerpt_of(row.body_html, 300),
            row.posted_at,
            replies.get(row.key, 0),
        )
        for row in rows
    ]


def speakers_of(idea_id: IdeaId) -> frozenset[PersonId]:
    """Everybody whose words are shown under an idea."""
    query = select(Comment.author_id).where(
        Comment.idea_id == idea_id, Comment.shown.is_(True)
    )
    return frozenset(db.session.scalars(query.distinct()))
