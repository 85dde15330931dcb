"""Letters: rows, written in the transaction that causes them.

waiting → sending → sent; back to waiting when the server says later, or nobody knows
what became of it. refused: the server says never. held: the address sends mail back.
kept: there is no server, so letters are read in the application.

What is pushed to a browser is a letter, too: it has an address to be pushed to.
"""

import re
from collections.abc import Collection
from datetime import datetime
from email.utils import make_msgid
from enum import StrEnum
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import render_template
from sqlalchemy import (
    ColumnElement,
    Index,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base, db
from cocreate.kernel.text import tidy_line

SHORTEST_NAME = 3
GAPS = re.compile(r"\n{3,}")
PUSHED = sql("push_to IS NOT NULL")


class State(StrEnum):
    KEPT = "kept"
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    HELD = "held"


class Letter(Base):
    """One mail to one person, or one push to a browser of theirs; how far it came."""

    __tablename__ = "letters"
    __table_args__ = (
        Index(None, "due_at", "id"),
        Index(None, "to_address", "id"),
        Index(None, "state", "id"),
        Index(
            "ix_letters_push_due",
            "due_at",
            "id",
            sqlite_where=PUSHED,
            postgresql_where=PUSHED,
        ),
        Index(
            "ix_letters_pushed_as",
            "message_id",
            sqlite_where=PUSHED,
            postgresql_where=PUSHED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    to_address: Mapped[str]
    to_name: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str | None]
    unsubscribe_url: Mapped[str | None]
    message_id: Mapped[str]  # the same at every try: who gets it twice sees it once
    written_at: Mapped[datetime]
    state: Mapped[State] = mapped_column(default=State.WAITING)
    due_at: Mapped[datetime | None]  # none: nothing left to do
    sent_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str | None]  # what the server said last
    failure: Mapped[str | None]  # why it has not left
    push_to: Mapped[str | None]  # the browser it goes to, where it is no mail


class Rendition(NamedTuple):
    """What a letter says, to those who read text and to those who see pages."""

    text: str
    html: str


def write(
    template: str, *, to_address: str, to_name: str, subject: str, **facts: Any
) -> int:
    """Write the letter of a template; its links are whole addresses of this site."""
    said = rendered(template, **facts, name=to_name)
    return post(
        to_address=to_address,
        to_name=to_name,
        subject=subject,
        text=said.text,
        html=said.html,
        unsubscribe_url=facts.get("unsubscribe_url"),
    )


def rendered(template: str, **facts: Any) -> Rendition:
    """A letter as it would be, to be looked at before any is written."""
    facts["site_url"] = current().site_url
    return Rendition(
        text=with_single_gaps(render_template(f"mail/{template}.txt", **facts)),
        html=render_template(f"mail/{template}.html", **facts),
    )


def with_single_gaps(text: str) -> str:
    """No more than one empty line where a part of a letter is empty."""
    return GAPS.sub("\n\n", text).strip() + "\n"


def post(
    *,
    to_address: str,
    to_name: str,
    subject: str,
    text: str,
    html: str | None = None,
    unsubscribe_url: str | None = None,
) -> int:
    """Write a letter beside the rows that cause it; give its key."""
    return put_letter(
        goes=leaves(),
        to_address=to_address,
        to_name=to_name,
        subject=subject,
        text=text,
        html=html,
        unsubscribe_url=unsubscribe_url,
        message_id=make_msgid(domain=urlsplit(current().site_url).hostname),
    )


def put_letter(*, goes: bool, subject: str, **columns: str | None) -> int:
    at = now()
    written = insert(Letter).values(
        **columns,
        subject=tidy_line(subject)[:200],
        written_at=at,
        state=State.WAITING if goes else State.KEPT,
        due_at=at if goes else None,
        tries=0,
    )
    return db.session.scalars(written.returning(Letter.id)).one()


def leaves() -> bool:
    """Whether mail leaves the application: a server or a folder is set."""
    return bool(current().mail_url or current().mail_folder)


def count_late(since: datetime) -> int:
    """How many mails wait since then or failed; none where mail stays here."""
    if not leaves():
        return 0
    late = or_(Letter.tries > 0, Letter.written_at < since)
    query = select(func.count()).select_from(Letter)
    return (
        db.session.scalar(
            query.where(Letter.due_at.is_not(None), Letter.push_to.is_(None), late)
        )
        or 0
    )


def retry_now() -> None:
    """Make every letter that waits due at once; not what somebody is sending."""
    waits = (Letter.state == State.WAITING, Letter.due_at.is_not(None))
    db.session.execute(update(Letter).where(*waits).values(due_at=now()))


def tear_up(letter_ids: Collection[int]) -> set[int]:
    """Destroy those of the letters that have not left; say which."""
    torn = delete(Letter).where(Letter.id.in_(letter_ids), is_here())
    return set(db.session.scalars(torn.returning(Letter.id)))


def tear_up_pushes(names: Collection[str]) -> set[str]:
    """The same of what is for browsers, which has one name for all of a person's."""
    named = (PUSHED, Letter.message_id.in_(names))
    torn = delete(Letter).where(*named, is_here())
    return set(db.session.scalars(torn.returning(Letter.message_id)))


def is_here() -> ColumnElement[bool]:
    return Letter.state.in_([State.WAITING, State.HELD, State.KEPT])


def send_again(letter_id: int) -> bool:
    """Make one letter that has not left due now, at an administrator's word."""
    letter = db.session.get(Letter, letter_id)
    if letter is None or letter.state in {State.SENDING, State.SENT}:
        return False
    if not leaves() and letter.push_to is None:
        return False
    letter.state, letter.due_at, letter.tries = State.WAITING, now(), 0
    return True


def newest_letters(most: int = 100) -> list[Letter]:
    """The newest letters, whole."""
    return list(
        db.session.scalars(select(Letter).order_by(Letter.id.desc()).limit(most))
    )


def find_letter(letter_id: int) -> Letter | None:
    return db.session.get(Letter, letter_id)


def send_to_instead(before: str, address: str) -> None:
    """What waits to leave for an address leaves for another."""
    waiting = Letter.due_at.is_not(None) & Letter.push_to.is_(None)
    db.session.execute(
        update(Letter)
        .where(Letter.to_address == before, waiting)
        .values(to_address=address)
    )


def forget_letters_to(address: str) -> None:
    """Tear up whatever was written to an address, sent or not."""
    db.session.execute(delete(Letter).where(Letter.to_address == address))


def forget_name(name: str, *, instead: str) -> None:
    """Let no letter to anybody else name somebody any more, sent or not."""
    if len(name) < SHORTEST_NAME:
        return
    named = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    texts = (Letter.subject, Letter.text, Letter.html)
    naming = or_(*(text.contains(name, autoescape=True) for text in texts))
    for letter in db.session.scalars(select(Letter).where(naming)):
        letter.subject = named.sub(instead, letter.subject)
        letter.text = named.sub(instead, letter.text)
        letter.html = letter.html and named.sub(instead, letter.html)
