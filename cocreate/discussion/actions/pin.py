"""Choose the comment that answers what a discussion is about."""

from sqlalchemy import delete

from cocreate.discussion.events import AnswerPinned
from cocreate.discussion.models import Comment, Pin
from cocreate.discussion.policy import may_pin
from cocreate.discussion.queries import get_comment
from cocreate.ideas.queries import get_idea
from cocreate.journal.queries import get_entry
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import ConflictError, NotFoundError
from cocreate.kernel.ids import CommentId, PersonId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require

WHO_CHOOSES = "The product team and whoever began the discussion choose its answer."


class NothingToPinError(ConflictError):
    message = "What you wanted to choose is no longer shown."


def pin_answer(actor: Actor, comment_id: CommentId) -> Comment:
    """Show a comment above its discussion; another that stood there makes room."""
    comment = get_pinnable(actor, comment_id)
    if not comment.shown:
        raise NothingToPinError
    made = {
        "comment_id": comment.id,
        "by_id": actor.person_id,
        "pinned_at": now(),
    }
    db.session.execute(
        insert_into(Pin)
        .values(idea_id=comment.idea_id, entry_id=comment.entry_id, **made)
        .on_conflict_do_update(
            index_elements=["idea_id" if comment.idea_id else "entry_id"], set_=made
        )
    )
    record(AnswerPinned(comment_id=comment.id, by_id=actor.person_id))
    return comment


def unpin_answer(actor: Actor, comment_id: CommentId) -> Comment:
    """Show a comment in its own place alone."""
    comment = get_pinnable(actor, comment_id)
    db.session.execute(delete(Pin).where(Pin.comment_id == comment.id))
    return comment


def get_pinnable(actor: Actor, comment_id: CommentId) -> Comment:
    comment = get_comment(actor, comment_id, lock=True)
    require(may_pin(actor, author_of(actor, comment)), WHO_CHOOSES)
    return comment


def author_of(actor: Actor, comment: Comment) -> PersonId:
    """Who began the discussion: proposed the idea, or wrote the entry."""
    if comment.idea_id is not None:
        return get_idea(actor, comment.idea_id).author_id
    if comment.entry_id is not None:
        return get_entry(actor, comment.entry_id).author_id
    raise NotFoundError
