"""Whether backups go on, on a site where they were begun."""

from cocreate.cli.doctor.check import Check, Trouble, counted
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.safe_elsewhere import is_overdue, last_backup


def look_at_backups() -> list[Trouble]:
    """A site that was never backed up is a trial, or is copied in another way."""
    last = last_backup(db.session.connection())
    if last is None or not is_overdue(last, now()):
        return []
    days = (now() - last).days
    return [Trouble(1, f"backup is {counted(days, 'day')} old, and no newer was made")]


CHECKS = [Check("backups: the last", look_at_backups)]
