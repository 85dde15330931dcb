"""Change one's own words, or take them back."""

from cocreate.discussion.actions.count import count_shown
from cocreate.discussion.events import CommentEdited, CommentWithdrawn
from cocreate.discussion.models import Comment, CommentEdit
from cocreate.discussion.policy import may_edit, may_withdraw
from cocreate.discussion.queries import get_comment
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import render_markdown
from cocreate.projects.policy import is_running
from cocreate.projects.queries import phase_of

CLOSED = "This project is closed: what was said in it stays as it was."


def edit_comment(actor: Actor, comment_id: CommentId, *, body: str) -> Comment:
    """Change what one said; what it said before stays readable beside it."""
    comment = get_comment(actor, comment_id, lock=True)
    phase = phase_of(comment.project_id)
    require(is_running(phase), CLOSED)
    require(may_edit(actor, comment, phase), "Only its author changes a comment.")
    if comment.body == body:
        return comment
    db.session.add(
        CommentEdit(
            comment_id=comment.id,
            editor_id=actor.person_id,
            body=comment.body,
            edited_at=now(),
        )
    )
    comment.body, comment.body_html = body, render_markdown(body)
    comment.edited_at = now()
    record(CommentEdited(comment_id=comment.id, editor_id=actor.person_id))
    return comment


def withdraw_comment(actor: Actor, comment_id: CommentId) -> Comment:
    """Take back what one said; its place stays, so that answers keep their sense."""
    comment = get_comment(actor, comment_id, lock=True)
    if comment.withdrawn_at is not None and comment.author_id == actor.person_id:
        return comment
    require(may_withdraw(actor, comment), "Only its author takes a comment back.")
    if comment.shown:
        count_shown(comment, by=-1)
    comment.withdrawn_at = now()
    record(CommentWithdrawn(comment_id=comment.id, by_id=actor.person_id))
    return comment
