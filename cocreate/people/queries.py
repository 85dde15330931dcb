"""Questions about people."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor, Role
from cocreate.people.faces import Face
from cocreate.people.models import AccessToken, MailedLink, Person, Purpose, SignIn

FACE = (
    Person.id,
    Person.name,
    Person.role,
    Person.title,
    Person.town,
    Person.picture_key,
)


@dataclass(frozen=True, slots=True)
class FoundSignIn:
    sign_in_id: int
    actor: Actor
    name: str
    picture_key: str | None
    unread: int


@dataclass(frozen=True, slots=True)
class FoundToken:
    actor: Actor
    may_write: bool


def hash_of(token: str) -> str:
    """Tokens are random, so a plain SHA-256 is all their storage needs."""
    return hashlib.sha256(token.encode()).hexdigest()


ASKING = (
    Person.id,
    Person.role,
    Person.verified_at,
    Person.suspended_at,
    Person.suspended_until,
    Person.name,
    Person.picture_key,
    Person.unread,
)


def find_sign_in(token: str) -> FoundSignIn | None:
    """The sign-in of a cookie's token and its person, in one query."""
    row = db.session.execute(
        select(SignIn.id.label("sign_in_id"), SignIn.expires_at, *ASKING)
        .join(Person, Person.id == SignIn.person_id)
        .where(SignIn.token_hash == hash_of(token)),
    ).one_or_none()
    if row is None or row.expires_at <= now():
        return None
    return FoundSignIn(
        row.sign_in_id, actor_from(row), row.name, row.picture_key, row.unread
    )


def find_token_owner(token: str) -> FoundToken | None:
    row = db.session.execute(
        select(AccessToken.may_write, *ASKING)
        .join(Person, Person.id == AccessToken.person_id)
        .where(AccessToken.token_hash == hash_of(token)),
    ).one_or_none()
    return None if row is None else FoundToken(actor_from(row), row.may_write)


def actor_from(row: Any) -> Actor:
    return Actor(
        person_id=row.id,
        role=row.role,
        is_verified=row.verified_at is not None,
        is_suspended=suspended(row.suspended_at, row.suspended_until),
    )


def suspended(since: datetime | None, until: datetime | None) -> bool:
    return since is not None and (until is None or now() < until)


def actor_for(person_id: PersonId) -> Actor:
    """The actor a person would be: for jobs and commands that act in their name."""
    row = db.session.execute(
        select(*ASKING).where(Person.id == person_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError
    return actor_from(row)


def get_person(person_id: PersonId, *, lock: bool = False) -> Person:
    person = db.session.get(Person, person_id, with_for_update=lock or None)
    if person is None:
        raise NotFoundError
    return person


def find_by_email(email: str) -> Person | None:
    return db.session.scalar(
        select(Person).where(Person.email == email.strip().lower())
    )


def faces(person_ids: Iterable[PersonId]) -> dict[PersonId, Face]:
    """The faces of several people in one query."""
    wanted = {person_id for person_id in person_ids if person_id}
    if not wanted:
        return {}
    rows = db.session.execute(select(*FACE).where(Person.id.in_(wanted)))
    return {row.id: face_from(row) for row in rows}


def face_of(person_id: PersonId) -> Face:
    found = faces([person_id])
    if person_id not in found:
        raise NotFoundError
    return found[person_id]


def face_from(row: Any) -> Face:
    return Face(row.id, row.name, row.role, row.title, row.town, row.picture_key)


def find_link(token: str, purpose: Purpose) -> MailedLink | None:
    """A mailed link that still works."""
    link = db.session.scalar(
        select(MailedLink).where(
            MailedLink.token_hash == hash_of(token), MailedLink.purpose == purpose
        )
    )
    if link is None or link.used_at is not None or link.expires_at <= now():
        return None
    return link


def has_administrator() -> bool:
    found = select(Person.id).where(Person.role == Role.ADMINISTRATOR).limit(1)
    return db.session.scalar(found) is not None


def team() -> list[Face]:
    """Everybody an idea can be assigned to, by name."""
    roles = (Role.PRODUCT_MANAGER, Role.ADMINISTRATOR)
    rows = db.session.execute(
        select(*FACE).where(Person.role.in_(roles)).order_by(Person.name, Person.id)
    )
    return [face_from(row) for row in rows]


def name_contains(words: str) -> ColumnElement[bool]:
    """A name or address that contains the words, whatever their case."""
    pattern = f"%{words.lower().replace('%', '').replace('_', '')}%"
    return func.lower(Person.name).like(pattern) | func.coalesce(Person.email, "").like(
        pattern
    )
