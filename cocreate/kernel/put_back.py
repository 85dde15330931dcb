"""A clock that was put back: nothing waits for hours that came already."""

from datetime import timedelta

from sqlalchemy import update

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db
from cocreate.kernel.mail import Letter, State
from cocreate.kernel.outbox import OutboxMessage


def hurry_what_is_ahead() -> int:
    """Let what was recorded in the future be due as if it were now; how much was."""
    return hurry_events() + hurry_letters()


def hurry_events() -> int:
    """What can still be taken back waits as long as it would have."""
    at = now()
    ahead = update(OutboxMessage).where(OutboxMessage.recorded_at > at)
    held = ahead.where(OutboxMessage.hold_key.is_not(None))
    until = at + timedelta(seconds=current().undo_seconds)
    later = db.session.execute(held.values(recorded_at=at, due_at=until))
    at_once = db.session.execute(ahead.values(recorded_at=at, due_at=at))
    return changed_rows(later) + changed_rows(at_once)


def hurry_letters() -> int:
    at = now()
    ahead = update(Letter).where(Letter.state == State.WAITING, Letter.written_at > at)
    hurried = ahead.where(Letter.due_at.is_not(None)).values(written_at=at, due_at=at)
    return changed_rows(db.session.execute(hurried))
