"""The figure of comments on an idea or entry, moved with what it counts."""

from cocreate.discussion.models import Comment
from cocreate.ideas.actions import move_comments as move_comments_of_idea
from cocreate.journal.actions import move_comments as move_comments_of_entry


def count_shown(comment: Comment, *, by: int) -> None:
    """Count a comment that begins (+1) or ceases (-1) to be shown."""
    if comment.idea_id is not None:
        move_comments_of_idea(comment.idea_id, by)
    elif comment.entry_id is not None:
        move_comments_of_entry(comment.entry_id, by)
