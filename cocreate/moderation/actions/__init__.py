"""What may be done in moderation. The only writer of its tables."""

from cocreate.moderation.actions.bring import (
    PastFlag,
    PastVerdict,
    bring_review,
    move_flags,
)
from cocreate.moderation.actions.flag import flag_comment, flag_idea
from cocreate.moderation.actions.judge import (
    close_review,
    judge_comment,
    judge_idea,
)
from cocreate.moderation.actions.open import hold, open_case
from cocreate.moderation.actions.sanction import lift_suspension, suspend_person

__all__ = [
    "PastFlag",
    "PastVerdict",
    "bring_review",
    "close_review",
    "flag_comment",
    "flag_idea",
    "hold",
    "judge_comment",
    "judge_idea",
    "lift_suspension",
    "move_flags",
    "open_case",
    "suspend_person",
]
