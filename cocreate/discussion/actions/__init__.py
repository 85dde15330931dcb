"""What may be done in a discussion. The only writer of its tables."""

from cocreate.discussion.actions.bring import (
    ImportedComment,
    PastFollow,
    at_the_top,
    bring_follows,
    ids_by_origin,
    import_comments,
    reword,
)
from cocreate.discussion.actions.call import forget_calls
from cocreate.discussion.actions.carry import carry_discussion, restore_discussion
from cocreate.discussion.actions.change import (
    edit_comment,
    note_comment_kept,
    note_comment_reported,
    put_other_words,
    withdraw_comment,
)
from cocreate.discussion.actions.follow import (
    follow,
    follow_as_author,
    follow_as_opener,
    follow_project,
    unfollow,
    unfollow_project,
)
from cocreate.discussion.actions.hang import move_files_of_comment, put_files
from cocreate.discussion.actions.hide import hide_comment, restore_comment
from cocreate.discussion.actions.lock import lock_discussion, unlock_discussion
from cocreate.discussion.actions.part import part_again, part_comments, rejoin_comments
from cocreate.discussion.actions.past import (
    PastReaction,
    bring_edits,
    bring_lock,
    bring_pin,
    bring_reactions,
)
from cocreate.discussion.actions.pin import pin_answer, unpin_answer
from cocreate.discussion.actions.post import LockedError, post_comment
from cocreate.discussion.actions.react import (
    move_reactions,
    react,
    withdraw_reaction,
)
from cocreate.discussion.actions.visit import (
    bring_visits,
    forget_old_visits,
    note_visit,
)

__all__ = [
    "ImportedComment",
    "LockedError",
    "PastFollow",
    "PastReaction",
    "at_the_top",
    "bring_edits",
    "bring_follows",
    "bring_lock",
    "bring_pin",
    "bring_reactions",
    "bring_visits",
    "carry_discussion",
    "edit_comment",
    "follow",
    "follow_as_author",
    "follow_as_opener",
    "follow_project",
    "forget_calls",
    "forget_old_visits",
    "hide_comment",
    "ids_by_origin",
    "import_comments",
    "lock_discussion",
    "move_files_of_comment",
    "move_reactions",
    "note_comment_kept",
    "note_comment_reported",
    "note_visit",
    "part_again",
    "part_comments",
    "pin_answer",
    "post_comment",
    "put_files",
    "put_other_words",
    "react",
    "rejoin_comments",
    "restore_comment",
    "restore_discussion",
    "reword",
    "unfollow",
    "unfollow_project",
    "unlock_discussion",
    "unpin_answer",
    "withdraw_comment",
    "withdraw_reaction",
]
