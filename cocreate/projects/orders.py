"""The orders in which the ideas of a project are listed, and which of them is first."""

from enum import StrEnum


class Sort(StrEnum):
    YOURS = "for-you"  # without filters; surfacing/queries/turns.py has it
    TOP = "top"
    RISING = "rising"
    NEW = "new"
    ANSWERED = "answered"


SORTS = (
    (Sort.YOURS, "For you"),
    (Sort.TOP, "Top"),
    (Sort.RISING, "Rising"),
    (Sort.NEW, "New"),
    (Sort.ANSWERED, "Answered"),
)
