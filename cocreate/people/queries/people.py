"""Questions about people: who they are, and how they are shown."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.sql.selectable import ForUpdateArg

from cocreate.kernel.asking import KEYS
from cocreate.kernel.clock import now
from cocreate.kernel.db import KEY, ask, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import PersonId
from cocreate.kernel.languages import Language
from cocreate.kernel.policy import Actor, Role, Trust
from cocreate.people.faces import Face
from cocreate.people.models import Person

FACE = (
    Person.id,
    Person.name,
    Person.role,
    Person.title,
    Person.town,
    Person.picture_key,
    Person.credited_as,
)


ASKING = (
    Person.id,
    Person.role,
    Person.verified_at,
    Person.suspended_at,
    Person.suspended_until,
    Person.name,
    Person.picture_key,
    Person.unread,
    Person.trust,
)


# The origin of people whom the company noted by name: they have no page.
KNOWN_BY_NAME = "heard:"


def actor_from(row: Any) -> Actor:
    return Actor(
        person_id=row.id,
        role=row.role,
        is_verified=row.verified_at is not None,
        is_suspended=suspended(row.suspended_at, row.suspended_until),
        trust=Trust(row.trust),
    )


def suspended(since: datetime | None, until: datetime | None) -> bool:
    return since is not None and (until is None or now() < until)


def actor_for(person_id: PersonId) -> Actor:
    """The actor a person would be: for jobs and commands that act in their name."""
    row = ask(ASKS, person=person_id).one_or_none()
    if row is None:
        raise NotFoundError
    return actor_from(row)


WRITTEN_TO = select(Person.language).where(Person.id == bindparam("person", type_=KEY))
ASKS = select(*ASKING).where(Person.id == bindparam("person", type_=KEY))


# Rows that only name the person may still be written meanwhile: their key stays.
LOCK = ForUpdateArg(key_share=True)


def get_person(person_id: PersonId, *, lock: bool = False) -> Person:
    """Somebody, as they are; locked, also if they were read before."""
    person = db.session.get(
        Person,
        person_id,
        populate_existing=lock,
        with_for_update=LOCK if lock else None,
    )
    if person is None:
        raise NotFoundError
    return person


def language_of(person_id: PersonId | None) -> Language:
    """In which language somebody is written to."""
    row = ask(WRITTEN_TO, person=person_id).one_or_none()
    return (row and row.language) or Language.EN


def by_language(person_ids: Iterable[PersonId]) -> dict[Language, set[PersonId]]:
    """The people by the language they are written to in."""
    rows = db.session.execute(
        select(Person.id, Person.language).where(Person.id.in_(sorted(person_ids)))
    )
    found: dict[Language, set[PersonId]] = {}
    for person_id, language in rows:
        found.setdefault(language, set()).add(person_id)
    return found


def get_contributor(actor: Actor, person_id: PersonId) -> Person:
    """Whoever has a page that the actor may read."""
    person = get_person(person_id)
    noted = (person.origin or "").startswith(KNOWN_BY_NAME)
    if noted and not actor.is_company:
        raise NotFoundError
    return person


def find_by_email(email: str) -> Person | None:
    return db.session.scalar(
        select(Person).where(Person.email == email.strip().lower())
    )


FACES = select(*FACE).where(Person.id.in_(KEYS))


def faces(person_ids: Iterable[PersonId]) -> dict[PersonId, Face]:
    """The faces of several people in one query."""
    wanted = {person_id for person_id in person_ids if person_id}
    if not wanted:
        return {}
    return {row.id: face_from(row) for row in ask(FACES, keys=[*wanted])}


def face_of(person_id: PersonId) -> Face:
    found = faces([person_id])
    if person_id not in found:
        raise NotFoundError
    return found[person_id]


def face_from(row: Any) -> Face:
    return Face(
        row.id,
        row.name,
        row.role,
        row.title,
        row.town,
        row.picture_key,
        row.credited_as,
    )


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


def is_called(words: str) -> ColumnElement[bool]:
    """A name that contains the words, whatever their case."""
    return func.lower(Person.name).contains(words.lower(), autoescape=True)


def name_contains(words: str) -> ColumnElement[bool]:
    """A name or address that contains the words, whatever their case."""
    pattern = f"%{words.lower().replace('%', '').replace('_', '')}%"
    return func.lower(Person.name).like(pattern) | func.coalesce(Person.email, "").like(
        pattern
    )


def employee_ids(*, most: int) -> list[PersonId]:
    """Whoever speaks for the company."""
    query = select(Person.id).where(Person.role != Role.CUSTOMER)
    return list(db.session.scalars(query.order_by(Person.id).limit(most)))
