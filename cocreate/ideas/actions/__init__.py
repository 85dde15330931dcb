"""What may be done to an idea. The only writer of the ideas tables."""

from cocreate.ideas.actions.answer import (
    IllegalStepError,
    assign_idea,
    change_status,
    respond,
)
from cocreate.ideas.actions.attach import attach, describe, detach
from cocreate.ideas.actions.bring import PastIdea, bring_ideas
from cocreate.ideas.actions.count import (
    MovedVotes,
    move_answers,
    move_comments,
    move_comments_of_many,
    move_files,
    move_status_count,
    move_tag,
    move_votes,
    move_votes_of_many,
    set_votes,
)
from cocreate.ideas.actions.draft import (
    DraftChangedError,
    await_confirmation,
    drop_draft,
    forget_drafts_of,
    forget_old_drafts,
    hand_over,
    keep_draft,
    share_draft,
)
from cocreate.ideas.actions.file import tag_idea
from cocreate.ideas.actions.hide import hide_idea, restore_idea
from cocreate.ideas.actions.intake import (
    FieldDraft,
    add_field,
    edit_field,
    retire_field,
    set_intake,
)
from cocreate.ideas.actions.merge import fold_into, unfold
from cocreate.ideas.actions.past import (
    PastAnswer,
    PastEdit,
    PastFile,
    PastResponse,
    PastStep,
    keep_answers,
    keep_edits,
    keep_files,
    keep_responses,
    keep_steps,
)
from cocreate.ideas.actions.past_intake import (
    KnownField,
    PastField,
    bring_intake,
    fields_by_slug,
)
from cocreate.ideas.actions.propose import (
    change_answers,
    edit_idea,
    propose_idea,
    withdraw_idea,
)
from cocreate.ideas.actions.shape import shape_workflow
from cocreate.ideas.actions.split import split_off

__all__ = [
    "DraftChangedError",
    "FieldDraft",
    "IllegalStepError",
    "KnownField",
    "MovedVotes",
    "PastAnswer",
    "PastEdit",
    "PastField",
    "PastFile",
    "PastIdea",
    "PastResponse",
    "PastStep",
    "add_field",
    "assign_idea",
    "attach",
    "await_confirmation",
    "bring_ideas",
    "bring_intake",
    "change_answers",
    "change_status",
    "describe",
    "detach",
    "drop_draft",
    "edit_field",
    "edit_idea",
    "fields_by_slug",
    "fold_into",
    "forget_drafts_of",
    "forget_old_drafts",
    "hand_over",
    "hide_idea",
    "keep_answers",
    "keep_draft",
    "keep_edits",
    "keep_files",
    "keep_responses",
    "keep_steps",
    "move_answers",
    "move_comments",
    "move_comments_of_many",
    "move_files",
    "move_status_count",
    "move_tag",
    "move_votes",
    "move_votes_of_many",
    "propose_idea",
    "respond",
    "restore_idea",
    "retire_field",
    "set_intake",
    "set_votes",
    "shape_workflow",
    "share_draft",
    "split_off",
    "tag_idea",
    "unfold",
    "withdraw_idea",
]
