"""What may be done to an idea. The only writer of the ideas tables."""

from cocreate.ideas.actions.answer import assign_idea, change_status, respond
from cocreate.ideas.actions.count import move_comments, move_votes, set_votes
from cocreate.ideas.actions.file import tag_idea
from cocreate.ideas.actions.hide import hide_idea, restore_idea
from cocreate.ideas.actions.merge import fold_into
from cocreate.ideas.actions.propose import edit_idea, propose_idea, withdraw_idea

__all__ = [
    "assign_idea",
    "change_status",
    "edit_idea",
    "fold_into",
    "hide_idea",
    "move_comments",
    "move_votes",
    "propose_idea",
    "respond",
    "restore_idea",
    "set_votes",
    "tag_idea",
    "withdraw_idea",
]
