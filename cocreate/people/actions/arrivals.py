"""How somebody comes to have an account: by signing up, by invitation, by import."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import PersonId
from cocreate.kernel.languages import Language
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Role
from cocreate.kernel.text import tidy, tidy_line
from cocreate.people.actions.consents import agree_to_terms
from cocreate.people.actions.letters import Reader, send_link, send_reminder
from cocreate.people.events import PersonSignedUp
from cocreate.people.models import Person, Purpose
from cocreate.people.passwords import hashed
from cocreate.people.queries import find_by_email

AT_ONCE = 500


class AddressTakenError(ConflictError):
    message = "There is an account with this address already."


def sign_up(
    *, name: str, email: str, then: str = "", language: Language = Language.EN
) -> None:
    """Open an account and mail the link that proves its address.

    It has no password: whoever opens the link chooses one, so an account that somebody
    opens with another's address never is theirs.

    Where the address has an account, its owner is written to instead, and whoever
    signs up is told the same: nobody learns here who takes part. `then` is where
    the link leads once the address is proven.
    """
    try:
        person = create_person(
            name=name, email=email, verified=False, language=language
        )
    except AddressTakenError:
        remind_owner(email, then=then)
    else:
        record(PersonSignedUp(person_id=person.id))
        send_link(Purpose.VERIFY, Reader(person.id, email, person.name), then=then)


def remind_owner(email: str, *, then: str) -> None:
    owner = find_by_email(email)
    if owner is None:
        return
    if owner.verified_at is None:
        send_link(Purpose.VERIFY, Reader(owner.id, email, owner.name), then=then)
    else:
        send_reminder(email=email, name=owner.name)


def sign_up_trusted(
    *, name: str, email: str, password_hash: str, language: Language = Language.EN
) -> PersonId:
    """Open an account where this site asks for no proof of the address."""
    person = create_person(
        name=name, email=email, password_hash=password_hash, language=language
    )
    agree_to_terms(person.id)
    record(PersonSignedUp(person_id=person.id))
    return person.id


def create_person(  # noqa: PLR0913 - whatever may be known of somebody who arrives
    *,
    name: str,
    email: str | None = None,
    password: str | None = None,
    password_hash: str | None = None,
    role: Role = Role.CUSTOMER,
    title: str = "",
    town: str = "",
    bio: str = "",
    origin: str | None = None,
    joined_at: datetime | None = None,
    verified: bool = True,
    language: Language = Language.EN,
) -> Person:
    """Put a person into the world; a second call with the same origin finds them.

    An address that has an account is refused. Without an address nobody can sign in
    as them: so are imported authors.
    """
    if origin is not None and (known := find_by_origin(origin)):
        return known
    at = joined_at or now()
    person = Person(
        name=tidy_line(name),
        email=email.strip().lower() if email else None,
        password_hash=password_hash or (hashed(password) if password else None),
        role=role,
        title=tidy_line(title),
        town=tidy_line(town),
        bio=tidy(bio),
        origin=origin,
        joined_at=at,
        verified_at=at if verified else None,
        language=language,
    )
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except IntegrityError:
        raise AddressTakenError from None
    return person


def find_by_origin(origin: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.origin == origin))


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """An author of imported contributions: no address, no password, no sign-in."""

    origin: str
    name: str
    town: str = ""
    title: str = ""
    role: Role = Role.CUSTOMER
    joined_at: datetime | None = None


def import_people(rows: Iterable[Newcomer]) -> dict[str, PersonId]:
    """Take over many authors at once; those known by their origin stay as they are."""
    found: dict[str, PersonId] = {}
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        found |= import_some({row.origin: row for row in some})
    return found


def import_some(rows: dict[str, Newcomer]) -> dict[str, PersonId]:
    known = ids_by_origin(rows)
    missing = [row for origin, row in rows.items() if origin not in known]
    if not missing:
        return known
    added = db.session.execute(
        insert(Person).returning(Person.origin, Person.id),
        list(map(values_of, missing)),
    )
    return known | {origin: person_id for origin, person_id in added if origin}


def ids_by_origin(origins: Iterable[str]) -> dict[str, PersonId]:
    rows = db.session.execute(
        select(Person.origin, Person.id).where(Person.origin.in_(list(origins)))
    )
    return {origin: person_id for origin, person_id in rows if origin}


def values_of(row: Newcomer) -> dict[str, object]:
    at = row.joined_at or now()
    return {
        "origin": row.origin,
        "name": tidy_line(row.name) or current().site_name,
        "town": tidy_line(row.town),
        "title": tidy_line(row.title),
        "bio": "",
        "role": row.role,
        "joined_at": at,
        "verified_at": at,
        "unread": 0,
        "language": Language.EN,
    }
