"""When all there is was last known to lie somewhere else, too: by a backup's entry."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from cocreate.kernel.audit import last_done

LONGEST = timedelta(days=8)  # one a week, and a day for it


def last_backup(connection: Connection) -> datetime | None:
    """None: there was never one. The site is a trial, or is copied in another way."""
    return last_done(connection, "backed_up", "restored")


def is_overdue(last: datetime | None, at: datetime) -> bool:
    """Whether backups were begun here, and do not go on."""
    return last is not None and at - last > LONGEST
