"""Whether backups go on, on a site where they were begun."""

from datetime import datetime, timedelta

from cocreate.cli.doctor.check import Check, Trouble, counted
from cocreate.kernel import audit
from cocreate.kernel.clock import now

LONGEST = timedelta(days=8)  # one a week, and a day for it


def last_backup() -> datetime | None:
    """When all there is was last known to lie somewhere else, too."""
    return audit.last_done("backed_up", "restored")


def look_at_backups() -> list[Trouble]:
    """A site that was never backed up is a trial, or is copied in another way."""
    last = last_backup()
    if last is None or now() - last < LONGEST:
        return []
    days = (now() - last).days
    return [Trouble(1, f"backup is {counted(days, 'day')} old, and no newer was made")]


CHECKS = [Check("backups: the last", look_at_backups)]
