"""What a person can be thanked for."""

from enum import StrEnum


class CreditKind(StrEnum):
    IDEA = "idea"
    COMMENT = "comment"
    REPORT = "report"
