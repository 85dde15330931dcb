"""The one clock. Tests travel in time; nothing else reads the hour."""

from datetime import UTC, date, datetime

from cocreate.config import current


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return now().date()


def local(moment: datetime) -> datetime:
    """A moment as the site's own clocks show it."""
    return moment.astimezone(current().zone)


def from_local(typed: datetime) -> datetime:
    """The moment that somebody typed as the site's own clocks show it."""
    return typed.replace(tzinfo=current().zone)
