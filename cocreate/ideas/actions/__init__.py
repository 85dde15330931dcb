"""What may be done to an idea. The only writer of the ideas tables."""

from cocreate.ideas.actions.answer import assign_idea, change_status, respond
from cocreate.ideas.actions.bring import PastIdea, bring_ideas
from cocreate.ideas.actions.count import (
    MovedVotes,
    move_comments,
    move_status_count,
    move_tag,
    move_votes,
    move_votes_of_many,
    set_votes,
)
from cocreate.ideas.actions.file import tag_idea
from cocreate.ideas.actions.hide import hide_idea, restore_idea
from cocreate.ideas.actions.merge import fold_into, unfold
from cocreate.ideas.actions.past import (
    PastEdit,
    PastResponse,
    PastStep,
    keep_edits,
    keep_responses,
    keep_steps,
)
from cocreate.ideas.actions.propose import edit_idea, propose_idea, withdraw_idea

__all__ = [
    "MovedVotes",
    "PastEdit",
    "PastIdea",
    "PastResponse",
    "PastStep",
    "assign_idea",
    "bring_ideas",
    "change_status",
    "edit_idea",
    "fold_into",
    "hide_idea",
    "keep_edits",
    "keep_responses",
    "keep_steps",
    "move_comments",
    "move_status_count",
    "move_tag",
    "move_votes",
    "move_votes_of_many",
    "propose_idea",
    "respond",
    "restore_idea",
    "set_votes",
    "tag_idea",
    "unfold",
    "withdraw_idea",
]
