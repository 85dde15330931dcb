"""The delivery log: what was written to whom, how far it came, without its words."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db
from cocreate.kernel.mail.letters import Letter, State
from cocreate.kernel.paging import Page, page_of

LINE = (
    Letter.id,
    Letter.to_address,
    Letter.to_name,
    Letter.subject,
    Letter.written_at,
    Letter.state,
    Letter.due_at,
    Letter.tries,
    Letter.answer,
    Letter.failure,
    Letter.push_to,
)


def logged(
    *,
    place: str | None = None,
    state: State | None = None,
    address: str | None = None,
    size: int = 50,
) -> Page[Any]:
    """Some of the log, newest first: of a state, of an address, or of all."""
    query = select(*LINE)
    if state is not None:
        query = query.where(Letter.state == state)
    if address is not None:
        query = query.where(Letter.to_address == address)
    return page_of(query, by=Letter.id, key=Letter.id, place=place, size=size)


def forget_old_letters() -> int:
    """Tear up what was settled long ago; say how many letters."""
    past = now() - timedelta(days=current().mail_kept_days)
    # Keys grow with time: only what is old is looked at, and the first that is not.
    first = select(Letter.id).where(Letter.written_at >= past)
    newer = db.session.scalar(first.order_by(Letter.id).limit(1))
    old = Letter.written_at < past if newer is None else Letter.id < newer
    return changed_rows(
        db.session.execute(delete(Letter).where(old, Letter.due_at.is_(None)))
    )
