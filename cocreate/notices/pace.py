"""How soon somebody wants to read of a kind of thing by mail."""

from enum import StrEnum


class Pace(StrEnum):
    NOW = "now"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


PACES: tuple[tuple[Pace, str], ...] = (
    (Pace.NOW, "at once"),
    (Pace.DAILY, "daily"),
    (Pace.WEEKLY, "weekly"),
    (Pace.NEVER, "never"),
)
