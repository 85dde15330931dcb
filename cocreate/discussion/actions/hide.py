"""Hide a comment from everybody but its author and the moderators, and restore it."""

from cocreate.discussion.actions.count import count_shown
from cocreate.discussion.events import CommentHidden, CommentLetIn, CommentRestored
from cocreate.discussion.models import Comment
from cocreate.discussion.queries import get_comment
from cocreate.ideas.hiding import Hiding
from cocreate.kernel.clock import now
from cocreate.kernel.ids import CommentId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require


def hide_comment(
    actor: Actor, comment_id: CommentId, *, reason: str, hiding: Hiding | None = None
) -> Comment:
    """Hide a comment everywhere; its author is shown the reason.

    What is away already stays so, perhaps for another reason from now on.
    """
    require(actor.is_moderator, "Moderators hide comments.")
    comment = get_comment(actor, comment_id, lock=True)
    if comment.hidden_at is not None and comment.hidden_as is hiding:
        return comment
    if comment.shown:
        count_shown(comment, by=-1)
    comment.hidden_at = comment.hidden_at or now()
    comment.hidden_reason, comment.hidden_as = reason, hiding
    record(
        CommentHidden(
            comment_id=comment.id,
            by_id=actor.person_id,
            is_held=hiding is Hiding.HELD,
        )
    )
    return comment


def restore_comment(actor: Actor, comment_id: CommentId) -> Comment:
    """Show a hidden comment again, unless its author has taken it back meanwhile."""
    require(actor.is_moderator, "Moderators restore comments.")
    comment = get_comment(actor, comment_id, lock=True)
    if comment.hidden_at is None:
        return comment
    was_held = comment.hidden_as is Hiding.HELD
    comment.hidden_at = comment.hidden_reason = comment.hidden_as = None
    comment.reported_at = None  # a person has read these words
    if comment.withdrawn_at is None:
        count_shown(comment, by=1)
    record(CommentRestored(comment_id=comment.id, by_id=actor.person_id))
    if was_held:
        record(CommentLetIn(comment_id=comment.id))
    return comment
