"""Who spoke in a discussion, and whom its comments call by name."""

from collections.abc import Sequence

from sqlalchemy import select

from cocreate.discussion.models import Comment, Mention
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, EntryId, IdeaId, PersonId

MOST_SPEAKERS = 300


def speakers(idea_id: IdeaId | None, entry_id: EntryId | None) -> Sequence[PersonId]:
    """Who spoke in a discussion, each once."""
    if idea_id is None and entry_id is None:
        return []
    subject = Comment.idea_id == idea_id if idea_id else Comment.entry_id == entry_id
    query = select(Comment.author_id).where(subject, Comment.shown.is_(True))
    ids = query.distinct().order_by(Comment.author_id).limit(MOST_SPEAKERS)
    return db.session.scalars(ids).all()


def mentioned_in(comment_id: CommentId) -> frozenset[PersonId]:
    """Everybody whom a comment calls by name; for subscribers."""
    query = select(Mention.person_id).where(Mention.comment_id == comment_id)
    return frozenset(db.session.scalars(query))
