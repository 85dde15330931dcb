"""What may be done in a discussion. The only writer of its tables."""

from cocreate.discussion.actions.bring import (
    ImportedComment,
    PastFollow,
    bring_follows,
    ids_by_origin,
    import_comments,
)
from cocreate.discussion.actions.carry import carry_discussion, restore_discussion
from cocreate.discussion.actions.change import edit_comment, withdraw_comment
from cocreate.discussion.actions.follow import (
    follow,
    follow_as_author,
    follow_as_opener,
    follow_project,
    unfollow,
    unfollow_project,
)
from cocreate.discussion.actions.hide import hide_comment, restore_comment
from cocreate.discussion.actions.post import post_comment

__all__ = [
    "ImportedComment",
    "PastFollow",
    "bring_follows",
    "carry_discussion",
    "edit_comment",
    "follow",
    "follow_as_author",
    "follow_as_opener",
    "follow_project",
    "hide_comment",
    "ids_by_origin",
    "import_comments",
    "post_comment",
    "restore_comment",
    "restore_discussion",
    "unfollow",
    "unfollow_project",
    "withdraw_comment",
]
