"""Change one's own words, or take them back."""

from sqlalchemy import select, update

from cocreate.discussion.actions.call import put_words
from cocreate.discussion.actions.count import count_shown
from cocreate.discussion.actions.hang import put_files
from cocreate.discussion.events import CommentEdited, CommentWithdrawn
from cocreate.discussion.models import Comment, CommentEdit
from cocreate.discussion.policy import may_edit, may_withdraw
from cocreate.discussion.queries import get_comment
from cocreate.ideas.drafts import Hanging
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId
from cocreate.kernel.languages import translatable
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import WORKER, Actor, require
from cocreate.kernel.revisions import is_fresh
from cocreate.people.queries import get_person
from cocreate.projects.policy import is_running
from cocreate.projects.queries import phase_of

TOO_LATE = translatable("This comment can no longer be changed. You can take it back.")
CLOSED = translatable("This project is closed: what was said in it stays as it was.")


def edit_comment(
    actor: Actor,
    comment_id: CommentId,
    *,
    body: str,
    hanging: Hanging | None = None,
) -> Comment:
    """Change what one said; what it said before stays readable beside it.

    Mended within minutes, before anybody answered or reported it, it leaves no history.
    """
    comment = get_comment(actor, comment_id, lock=True)
    check_may_edit(actor, comment)
    put_files(actor, comment, hanging)
    if comment.body == body:
        return comment
    alone = comment.reported_at is None and not is_answered(comment)
    if not (alone and is_fresh(comment.posted_at, comment.edited_at, now())):
        keep_what_it_said(actor, comment)
    put_words(comment, body)
    record(CommentEdited(comment_id=comment.id, editor_id=actor.person_id))
    return comment


def put_other_words(comment: Comment, body: str) -> None:
    """Let a comment say it in other words, as the site's rules ask; it leaves none."""
    put_words(comment, body)


def check_may_edit(actor: Actor, comment: Comment) -> None:
    phase = phase_of(comment.project_id)
    require(is_running(phase), CLOSED)
    require(
        comment.author_id == actor.person_id,
        translatable("Only its author changes a comment."),
    )
    joined_at = get_person(actor.person_id).joined_at
    require(may_edit(actor, comment, phase, joined_at=joined_at, at=now()), TOO_LATE)


def is_answered(comment: Comment) -> bool:
    reply = select(Comment.id).where(Comment.parent_id == comment.id).limit(1)
    return db.session.scalar(reply) is not None


def keep_what_it_said(actor: Actor, comment: Comment) -> None:
    """Until somebody has kept what was reported, all that it said is kept back."""
    is_kept_back = comment.reported_at is not None or comment.hidden_at is not None
    if is_kept_back:
        keep_back(comment)
    db.session.add(
        CommentEdit(
            comment_id=comment.id,
            editor_id=actor.person_id,
            body=comment.body,
            edited_at=now(),
            is_kept_back=is_kept_back,
        )
    )
    comment.edited_at = now()


def keep_back(comment: Comment) -> None:
    """What it said earlier may say the same."""
    earlier = update(CommentEdit).where(CommentEdit.comment_id == comment.id)
    db.session.execute(earlier.values(is_kept_back=True))


def note_comment_reported(comment_id: CommentId) -> None:
    """Have a change keep what a comment says now, however soon: it was reported."""
    get_comment(WORKER, comment_id, lock=True).reported_at = now()


def note_comment_kept(comment_id: CommentId) -> None:
    """Have what a comment says be changed as if nobody had reported it."""
    get_comment(WORKER, comment_id, lock=True).reported_at = None


def withdraw_comment(actor: Actor, comment_id: CommentId) -> Comment:
    """Take back what one said; its place stays, so that answers keep their sense."""
    comment = get_comment(actor, comment_id, lock=True)
    if comment.withdrawn_at is not None and comment.author_id == actor.person_id:
        return comment
    require(
        may_withdraw(actor, comment),
        translatable("Only its author takes a comment back."),
    )
    if comment.shown:
        count_shown(comment, by=-1)
    comment.withdrawn_at = now()
    record(CommentWithdrawn(comment_id=comment.id, by_id=actor.person_id))
    return comment
