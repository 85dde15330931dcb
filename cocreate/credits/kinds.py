"""What a person can be thanked for."""

from enum import StrEnum


class CreditKind(StrEnum):
    IDEA = "idea"
    COMMENT = "comment"
    REPORT = "report"
    JOIN = "join"  # found what somebody else had reported, too
    TASK = "task"  # tried in a build that ships, and said how it went
    VERDICT = "verdict"  # whether a build does what was decided with their words
