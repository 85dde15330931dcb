"""When a letter may leave: pure arithmetic on the clock of whoever reads it."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from cocreate.notices.pace import Pace

A_DAY = timedelta(days=1)
# Letters in a row after which nobody seems to read them.
UNREAD_MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The hours of one reader, by their own clock. Quiet from = until: never quiet."""

    zone: tzinfo = UTC
    quiet_from: int = 0
    quiet_until: int = 0
    digest_hour: int = 8
    digest_day: int = 0  # Monday


def mail_at(
    told_at: datetime, pace: Pace, hours: Hours, *, together: timedelta
) -> datetime | None:
    """When the letter about something leaves; None for no letter at all.

    At once means a little later: so that what happens together comes together.
    """
    match pace:
        case Pace.NEVER:
            return None
        case Pace.NOW:
            return after_quiet(told_at + together, hours)
        case Pace.DAILY:
            return after_quiet(next_digest(told_at, hours), hours)
        case Pace.WEEKLY:
            return after_quiet(next_digest(told_at, hours, weekly=True), hours)


def next_digest(after: datetime, hours: Hours, *, weekly: bool = False) -> datetime:
    """The first hour of a digest that is still to come."""
    local = after.astimezone(hours.zone)
    day = local.date()
    while True:
        at = datetime.combine(day, time(hours.digest_hour), hours.zone)
        if at > local and not (weekly and day.weekday() != hours.digest_day):
            return at.astimezone(UTC)
        day += A_DAY


def after_quiet(at: datetime, hours: Hours) -> datetime:
    """The moment itself, or the end of the quiet hours that it falls in."""
    local = at.astimezone(hours.zone)
    if not is_quiet(local.hour, hours):
        return at
    day = local.date()
    if local.hour >= hours.quiet_until:
        day += A_DAY
    return datetime.combine(day, time(hours.quiet_until), hours.zone).astimezone(UTC)


def is_quiet(hour: int, hours: Hours) -> bool:
    begins, ends = hours.quiet_from, hours.quiet_until
    if begins <= ends:
        return begins <= hour < ends
    return hour >= begins or hour < ends
