"""What a project may ask of an idea: five kinds of answer, and how each is kept."""

from cocreate.kernel.answers import (
    LONGEST_ANSWER,
    FieldKind,
    UnreadableError,
    folded,
    kept_answer,
    past_answer,
    rank_of,
)

__all__ = [
    "LONGEST_ANSWER",
    "FieldKind",
    "UnreadableError",
    "folded",
    "kept_answer",
    "past_answer",
    "rank_of",
]
