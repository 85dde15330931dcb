"""The few words people can put under a comment without writing one."""

from enum import StrEnum


class Reacted(StrEnum):
    """How somebody reacts. Each is a figure of the comment, of the same name."""

    AGREE = "agree"
    ME_TOO = "me_too"
    HELPFUL = "helpful"
    THANKS = "thanks"
