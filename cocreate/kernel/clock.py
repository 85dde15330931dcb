"""The one clock. Tests travel in time; nothing else reads the hour."""

from datetime import UTC, date, datetime


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return now().date()
