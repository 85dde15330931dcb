"""Questions about links in letters: whose they are, and what they lead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import GoneError
from cocreate.kernel.ids import PersonId
from cocreate.kernel.languages import translatable
from cocreate.people.models import MailedLink, Person, Purpose
from cocreate.people.queries.accounts import ACCOUNT, Account, hash_of
from cocreate.people.queries.people import get_person

A_MOMENT = timedelta(minutes=1)
WELCOMES = (Purpose.VERIFY, Purpose.INVITE)


class LinkUsedUpError(GoneError):
    message = translatable(
        "This link was used already, or is too old. Ask for a new one."
    )


def lock_link(token: str, *purposes: Purpose) -> tuple[MailedLink, Person]:
    """A mailed link that is not too old, and whose it is, locked.

    The person is locked first and the link read then: of two who press at once, the
    second finds it used, and two links of one person do not wait for each other.
    """
    person_id = db.session.scalar(find_link(MailedLink.person_id, token, *purposes))
    if person_id is None:
        raise LinkUsedUpError
    person = get_person(person_id, lock=True)
    return db.session.scalars(find_link(MailedLink, token, *purposes)).one(), person


def find_link(what: Any, token: str, *purposes: Purpose) -> Select[Any]:
    return select(what).where(
        MailedLink.token_hash == hash_of(token),
        MailedLink.purpose.in_(purposes),
        MailedLink.expires_at > now(),
    )


def ends_of_open_links(person_id: PersonId, purpose: Purpose) -> Sequence[datetime]:
    """When each link of this kind that still works stops to."""
    return db.session.scalars(
        select(MailedLink.expires_at).where(
            MailedLink.person_id == person_id,
            MailedLink.purpose == purpose,
            MailedLink.used_at.is_(None),
            MailedLink.expires_at > now(),
        )
    ).all()


def is_asked_for(person_id: PersonId, email: str) -> bool:
    """Whether a link that moves the account there is on its way since a moment."""
    since = now() + timedelta(hours=current().mail_token_hours) - A_MOMENT
    found = select(MailedLink.id).where(
        MailedLink.person_id == person_id,
        MailedLink.purpose == Purpose.MOVE,
        MailedLink.email == email,
        MailedLink.used_at.is_(None),
        MailedLink.expires_at > since,
    )
    return db.session.scalar(found.limit(1)) is not None


@dataclass(frozen=True, slots=True)
class Moving:
    """An account on its way to another address, or there already."""

    email: str
    is_over: bool


def get_moving(token: str) -> Moving:
    """Where a link makes an account's address: the new one, or the one before."""
    query = find_link(MailedLink.email, token, Purpose.MOVE, Purpose.MOVE_BACK)
    query = query.add_columns(MailedLink.used_at.is_not(None))
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise LinkUsedUpError
    return Moving(row[0], is_over=row[1])


def address_to_sign_in(token: str) -> str:
    """Whose link this is, while it can be used."""
    query = find_link(MailedLink.email, token, Purpose.SIGN_IN)
    email: str | None = db.session.scalar(query.where(MailedLink.used_at.is_(None)))
    if email is None:
        raise LinkUsedUpError
    return email


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody on the way into an account by a mailed link, or in by it already."""

    account: Account
    is_over: bool


def get_arrival(token: str) -> Arrival:
    """Whose account a letter of welcome leads into."""
    return arrival_by(token, *WELCOMES)


def get_resetting(token: str) -> Arrival:
    """Whose password a letter lets one set."""
    return arrival_by(token, Purpose.RESET)


def arrival_by(token: str, *purposes: Purpose) -> Arrival:
    query = find_link(MailedLink.used_at, token, *purposes).add_columns(*ACCOUNT)
    row = db.session.execute(
        query.join(Person, Person.id == MailedLink.person_id)
    ).one_or_none()
    if row is None:
        raise LinkUsedUpError
    return Arrival(Account(*row[1:]), is_over=row.used_at is not None)
