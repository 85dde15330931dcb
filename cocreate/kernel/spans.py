"""How long until something is due, in words and a colour."""

from datetime import datetime, timedelta
from typing import NamedTuple

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOON = 3 * DAY


class Clock(NamedTuple):
    """How it stands with a moment by which something is due."""

    words: str
    tone: str  # late, soon, or "" while there is time


def clock_until(due: datetime, at: datetime, *, soon: timedelta = SOON) -> Clock:
    """How long is left, or how late it is; the last day counts as late."""
    left = due - at
    if left <= timedelta():
        return Clock(f"late by {length_of(-left)}", "late")
    tone = "late" if left <= DAY < soon else "soon" if left <= soon else ""
    return Clock(f"{length_of(left)} left", tone)


def length_of(span: timedelta) -> str:
    """A length of time in its largest whole unit: hours up to two days."""
    if span < HOUR:
        return "less than an hour"
    if span < 2 * DAY:
        return counted(span // HOUR, "hour")
    return counted(span // DAY, "day")


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
