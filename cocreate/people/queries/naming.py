"""People found by their names: to be called, and to be offered while one types."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Role
from cocreate.kernel.words import bare_of
from cocreate.people.faces import Face
from cocreate.people.models import Person
from cocreate.people.queries.people import FACE, face_from

MOST_NAMESAKES = 200
MOST_COLLEAGUES = 500
MOST_LOOKED_AT = 5_000
BEARING = frozenset("aceginosuyz\\")
LEAST_LETTERS = 3  # before strangers are offered, who are many


class Named(NamedTuple):
    id: PersonId
    name: str


def named(names: Iterable[str]) -> list[Named]:
    """Everybody with an account whose whole name is one of these, in any case."""
    wanted = {name for name in names if name}
    if not wanted:
        return []
    small = {name.lower() for name in wanted}
    return [
        Named(row.id, row.name)
        for row in db.session.execute(
            select(Person.id, Person.name)
            .where(or_(Person.name.in_(wanted), func.lower(Person.name).in_(small)))
            .where(Person.email.is_not(None))
            .order_by(Person.id)
            .limit(MOST_NAMESAKES)
        )
    ]


def ids_called(words: str, most: int) -> Sequence[PersonId]:
    """Those with this name, or a word of it that begins so, with accents or without."""
    wanted = " ".join(bare_of(words).split())
    if not wanted:
        return ()
    # The database knows no accents: a letter that may bear one is any letter there.
    like = "".join(
        "_" if one in BEARING or not one.isascii() else one for one in wanted
    )
    like = like.replace("%", "_")
    name = func.lower(Person.name)
    found = select(Person.id, Person.name).where(
        or_(name.like(f"{like}%"), name.like(f"% {like}%"))
    )
    rows = db.session.execute(found.order_by(Person.id).limit(MOST_LOOKED_AT))
    called = [row.id for row in rows if f" {wanted}" in f" {bare_of(row.name)}"]
    return called[:most]


def company_ids() -> Select[PersonId]:
    """The keys of the people of the company: for `IN` conditions."""
    company = [role for role in Role if role.is_company]
    return select(Person.id).where(Person.role.in_(company))


def is_of_company(person_id: Any) -> ColumnElement[bool]:
    """Whether whom a column names is of the company: asked row by row, for few rows."""
    company = or_(*(Person.role == role for role in Role if role.is_company))
    return exists().where(Person.id == person_id, company)


def colleagues() -> Sequence[PersonId]:
    """The people of the company, who are called most often."""
    company = [role for role in Role if role.is_company]
    found = select(Person.id).where(Person.role.in_(company), Person.email.is_not(None))
    ids = found.order_by(Person.joined_at, Person.id).limit(MOST_COLLEAGUES)
    return db.session.scalars(ids).all()


def beginning(letters: str, most: int) -> list[Face]:
    """Some of those whose name begins so; asked for once a few letters are known."""
    if len(letters) < LEAST_LETTERS:
        return []
    escaped = letters.lower().replace("%", "").replace("_", "")
    rows = db.session.execute(
        select(*FACE)
        .where(func.lower(Person.name).like(f"{escaped}%"), Person.email.is_not(None))
        .order_by(Person.name, Person.id)
        .limit(most)
    )
    return [face_from(row) for row in rows]
