"""The promise's clock: how long until an answer is due."""

from datetime import datetime

from cocreate.kernel.spans import DAY, HOUR, Clock, clock_until, counted, length_of

__all__ = ["DAY", "HOUR", "Clock", "clock_of", "counted", "length_of"]


def clock_of(proposed_at: datetime, within_days: int, at: datetime) -> Clock:
    """How long is left of a promise, or how late it is."""
    return clock_until(proposed_at + within_days * DAY, at)
