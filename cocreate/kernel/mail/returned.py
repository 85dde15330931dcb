"""Addresses that send mail back: marked, told of, and mended by their owners."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, message_from_string, policy
from email.message import EmailMessage, Message
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base, changed_rows, db, insert_into
from cocreate.kernel.mail.letters import Letter, State
from cocreate.kernel.outbox import Event, record
from cocreate.kernel.retention import drop_some
from cocreate.kernel.text import tidy_line


class ReturnedAddress(Base):
    """An address that a server said is none, or no more; until its owner mends it."""

    __tablename__ = "returned_addresses"

    address: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[str]
    returned_at: Mapped[datetime] = mapped_column(default=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressReturned(Event):
    """Mail to an address came back for good."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserGone(Event):
    """A push service takes nothing more for a browser."""

    push_to: str


def mark_unreachable(letter: Letter, answer: str) -> None:
    """Send nothing more to where a letter cannot arrive."""
    if letter.push_to is None:
        mark_returned(letter.to_address, answer)
    else:
        record(BrowserGone(push_to=letter.push_to))


def mark_returned(address: str, answer: str) -> None:
    """Write no more to an address, unless its owner asks for it; said once."""
    marked = db.session.execute(
        insert_into(ReturnedAddress)
        .values(address=address, answer=answer, returned_at=now())
        .on_conflict_do_nothing(index_elements=["address"])
    )
    if changed_rows(marked):
        record(AddressReturned(address=address))


def mend(address: str) -> None:
    """Write to an address again, because its owner says that it works."""
    db.session.execute(
        delete(ReturnedAddress).where(ReturnedAddress.address == address)
    )


def forget_mended(held: Select[Any], most: int) -> int:
    """Forget marks of addresses that are not among those held any more; how many."""
    nobodys = ReturnedAddress.address.not_in(held)
    return drop_some(ReturnedAddress, nobodys, most=most)


def find_returned(address: str) -> ReturnedAddress | None:
    return db.session.get(ReturnedAddress, address)


def returned_among(addresses: Sequence[str]) -> frozenset[str]:
    """Those of the addresses that send mail back."""
    query = select(ReturnedAddress.address)
    return frozenset(
        db.session.scalars(query.where(ReturnedAddress.address.in_(addresses)))
    )


def take_bounce(raw: bytes) -> bool:
    """Read a report of what could not be delivered; whether a letter of ours was it.

    Only for a letter that we sent, to that very address: nobody else's word counts.
    """
    report = message_from_bytes(raw, policy=policy.default)
    message_id = original_id(report)
    believed = False
    for address, answer in failures_in(report):
        query = select(Letter).where(Letter.to_address == address)
        letter = db.session.scalar(query.where(Letter.message_id == message_id))
        if letter is not None:
            letter.state, letter.due_at = State.REFUSED, None
            letter.answer = letter.failure = answer
            mark_returned(address, answer)
            believed = True
    return believed


def original_id(report: EmailMessage) -> str:
    """The Message-ID of the letter that a report is about."""
    for part in report.walk():
        if part.get_content_type() == "message/rfc822":
            return next((id_of(inner) for inner in part.iter_parts()), "")
        if part.get_content_type() == "text/rfc822-headers":
            head = message_from_string(part.get_content(), policy=policy.default)
            return id_of(head)
    return ""


def id_of(message: Message) -> str:
    return str(message.get("Message-ID", "")).strip()


def failures_in(report: EmailMessage) -> Iterator[tuple[str, str]]:
    """Which addresses failed for good, and what was said (RFC 3464)."""
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.iter_parts():
            failed = str(fields.get("Action", "")).strip().lower() == "failed"
            if failed and str(fields.get("Status", "")).strip().startswith("5"):
                _, _, address = str(fields.get("Final-Recipient", "")).rpartition(";")
                said = fields.get("Diagnostic-Code") or fields.get("Status")
                yield address.strip().lower(), tidy_line(str(said))[:300]
