"""Letters: written in the transaction that causes them, sent by the worker.

Without an SMTP server they stay here and are read in the application; with a folder
they are also laid there as .eml files.
"""

import re
import ssl
from datetime import datetime, timedelta
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from smtplib import SMTP, SMTP_SSL, SMTPException, SMTPNotSupportedError
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import render_template
from sqlalchemy import Index, delete, func, insert, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base, db
from cocreate.kernel.log import log
from cocreate.kernel.text import tidy_line
from cocreate.kernel.transaction import transaction

BACKOFF_MINUTES = (1, 5, 15, 60, 240, 720)
SMTP_SECONDS = 20
# A server that is away or refuses; an address that is none, which the library
# says in three ways.
UNSENT = (OSError, SMTPException, MessageError, ValueError, LookupError)
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class Letter(Base):
    """One mail to one person. `sent_at` is empty until a server or folder took it."""

    __tablename__ = "letters"
    __table_args__ = (Index(None, "due_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    to_address: Mapped[str]
    to_name: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str | None]
    unsubscribe_url: Mapped[str | None]
    message_id: Mapped[str]
    written_at: Mapped[datetime]
    due_at: Mapped[datetime | None]  # none: nothing left to do
    sent_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None]


def write(
    template: str, *, to_address: str, to_name: str, subject: str, **facts: Any
) -> None:
    """Write the letter of a template; its links are whole addresses of this site."""
    facts = {**facts, "name": to_name, "site_url": current().site_url}
    post(
        to_address=to_address,
        to_name=to_name,
        subject=subject,
        text=render_template(f"mail/{template}.txt", **facts),
        html=render_template(f"mail/{template}.html", **facts),
        unsubscribe_url=facts.get("unsubscribe_url"),
    )


def post(
    *,
    to_address: str,
    to_name: str,
    subject: str,
    text: str,
    html: str | None = None,
    unsubscribe_url: str | None = None,
) -> None:
    """Write a letter beside the rows that cause it."""
    at = now()
    db.session.execute(
        insert(Letter),
        {
            "to_address": to_address,
            "to_name": to_name,
            "subject": tidy_line(subject)[:200],
            "text": text,
            "html": html,
            "unsubscribe_url": unsubscribe_url,
            "message_id": make_msgid(domain=urlsplit(current().site_url).hostname),
            "written_at": at,
            "due_at": at if leaves() else None,
            "tries": 0,
        },
    )


def leaves() -> bool:
    """Whether letters leave the application: a server or a folder is set."""
    return bool(current().mail_url or current().mail_folder)


def send_due(most: int = 50) -> int:
    """Send what is due; say how many letters left."""
    if not leaves():
        return 0
    due = list(
        db.session.scalars(
            select(Letter.id)
            .where(Letter.due_at <= now())
            .order_by(Letter.id)
            .limit(most)
        )
    )
    db.session.rollback()
    return sum(send_one(letter_id) for letter_id in due)


def send_one(letter_id: int) -> int:
    """Claim a letter, hand it over, and keep what came of it."""
    with transaction():
        letter = db.session.scalar(
            select(Letter)
            .where(Letter.id == letter_id, Letter.due_at <= now())
            .with_for_update(skip_locked=True)
        )
        if letter is None:
            return 0
        # Claimed before the server is asked: the write lock is not held meanwhile.
        minutes = BACKOFF_MINUTES[min(letter.tries, len(BACKOFF_MINUTES) - 1)]
        letter.due_at = now() + timedelta(minutes=minutes)
        letter.tries += 1
    failure = hand_over(letter)
    with transaction():
        letter = db.session.get_one(Letter, letter_id)
        letter.failure = failure
        if failure is None:
            letter.sent_at, letter.due_at = now(), None
    return int(failure is None)


def compose(letter: Letter) -> EmailMessage:
    message = EmailMessage(policy=policy.SMTP)
    from_name, from_address = parseaddr(current().mail_from)
    message["From"] = Address(from_name, addr_spec=from_address)
    message["To"] = Address(tidy_line(letter.to_name), addr_spec=letter.to_address)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    return message


def hand_over(letter: Letter) -> str | None:
    """Give a letter to the folder and the server; the failure in words, or None."""
    try:
        message = compose(letter)
        if folder := current().mail_folder:
            folder.mkdir(parents=True, exist_ok=True)
            name = re.sub(r"[^0-9A-Za-z.-]", "_", message["Message-ID"].strip("<>"))
            (folder / f"{name}.eml").write_bytes(message.as_bytes())
        if url := current().mail_url:
            send_by_smtp(url, message)
    except UNSENT as failure:
        log.warning("mail.failed", error=repr(failure)[:300])
        return repr(failure)[:300]
    return None


def send_by_smtp(url: str, message: EmailMessage) -> None:
    parts = urlsplit(url)
    secure = parts.scheme == "smtps"
    trust = ssl.create_default_context()
    port = parts.port or (465 if secure else 25)
    with opened(parts.hostname or "", port, trust if secure else None) as server:
        server.ehlo_or_helo_if_needed()  # what it offers is not known before
        if not secure and server.has_extn("starttls"):
            server.starttls(context=trust)
            secure = True
        if parts.username:
            if not secure and parts.hostname not in LOCAL:
                raise SMTPNotSupportedError("Not signed in: the server offers no TLS.")
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def opened(host: str, port: int, trust: ssl.SSLContext | None) -> SMTP:
    if trust is None:
        return SMTP(host, port, timeout=SMTP_SECONDS)
    return SMTP_SSL(host, port, timeout=SMTP_SECONDS, context=trust)


def count_late(since: datetime) -> int:
    """How many letters wait since then or failed; none where letters stay here."""
    if not leaves():
        return 0
    late = or_(Letter.tries > 0, Letter.written_at < since)
    query = select(func.count()).select_from(Letter)
    return db.session.scalar(query.where(Letter.due_at.is_not(None), late)) or 0


def retry_now() -> None:
    """Make every letter that waits due at once."""
    db.session.execute(
        update(Letter).where(Letter.due_at.is_not(None)).values(due_at=now())
    )


def newest_letters(most: int = 100) -> list[Letter]:
    """The in-app outbox, newest first: for administrators."""
    return list(
        db.session.scalars(select(Letter).order_by(Letter.id.desc()).limit(most))
    )


def find_letter(letter_id: int) -> Letter | None:
    return db.session.get(Letter, letter_id)


def forget_letters_to(address: str) -> None:
    """Tear up whatever was written to an address, sent or not."""
    db.session.execute(delete(Letter).where(Letter.to_address == address))
