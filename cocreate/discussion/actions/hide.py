"""Hide a comment from everybody but its author and the moderators, and restore it."""

from cocreate.discussion.actions.count import count_shown
from cocreate.discussion.events import CommentHidden, CommentRestored
from cocreate.discussion.models import Comment
from cocreate.discussion.queries import get_comment
from cocreate.kernel.clock import now
from cocreate.kernel.ids import CommentId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require


def hide_comment(actor: Actor, comment_id: CommentId, *, reason: str) -> Comment:
    """Hide a comment everywhere; its author is shown the reason."""
    require(actor.is_moderator, "Moderators hide comments.")
    comment = get_comment(actor, comment_id, lock=True)
    if comment.hidden_at is not None:
        return comment
    if comment.shown:
        count_shown(comment, by=-1)
    comment.hidden_at, comment.hidden_reason = now(), reason
    record(CommentHidden(comment_id=comment.id, by_id=actor.person_id))
    return comment


def restore_comment(actor: Actor, comment_id: CommentId) -> Comment:
    """Show a hidden comment again, unless its author has taken it back meanwhile."""
    require(actor.is_moderator, "Moderators restore comments.")
    comment = get_comment(actor, comment_id, lock=True)
    if comment.hidden_at is None:
        return comment
    comment.hidden_at = comment.hidden_reason = None
    if comment.withdrawn_at is None:
        count_shown(comment, by=1)
    record(CommentRestored(comment_id=comment.id, by_id=actor.person_id))
    return comment
