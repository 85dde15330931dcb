"""The few words people can put under a comment without writing one."""

from enum import StrEnum
from typing import Any


class Reacted(StrEnum):
    """How somebody reacts. Each is a figure of the comment, of the same name."""

    AGREE = "agree"
    ME_TOO = "me_too"
    HELPFUL = "helpful"
    THANKS = "thanks"


def reactions_of(said: Any) -> tuple[tuple[Reacted, int], ...]:
    """How many people reacted, of each kind that anybody chose."""
    counted = ((kind, getattr(said, kind.value)) for kind in Reacted)
    return tuple((kind, people) for kind, people in counted if people)
