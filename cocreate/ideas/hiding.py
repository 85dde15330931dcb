"""Why something is away from everybody but its author and the moderators."""

from enum import StrEnum


class Hiding(StrEnum):
    """Held until a verdict, or returned to its author for a change.

    What is hidden and neither was hidden by a verdict.
    """

    HELD = "held"
    RETURNED = "returned"
