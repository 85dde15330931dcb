"""The delivery log: what was written to whom, how far it came, without its words."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.mail.letters import Letter, State
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.retention import drop_some, older_than

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


def forget_old_letters(most: int) -> int:
    """Tear up what was settled long ago, so many at most; say how many letters."""
    past = now() - timedelta(days=current().mail_kept_days)
    old = older_than(past, Letter.written_at, Letter.id)
    return drop_some(Letter, old & Letter.due_at.is_(None), most=most)
