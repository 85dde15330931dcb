"""What can be found."""

from enum import StrEnum


class Subject(StrEnum):
    IDEA = "idea"
    COMMENT = "comment"
    ENTRY = "entry"
    DECISION = "decision"
    RELEASE = "release"
