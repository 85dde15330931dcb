"""Who can be told something: people with an account and a proven address."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.languages import Language
from cocreate.people.models import Person

CHUNK = 500


class Reachable(NamedTuple):
    """Somebody who can be told: they have an account."""

    id: PersonId
    name: str
    email: str
    language: Language


def reachable(person_ids: Iterable[PersonId]) -> list[Reachable]:
    """Those of the people who have an account; imported authors have none."""
    wanted = sorted(set(person_ids))
    found: list[Reachable] = []
    for start in range(0, len(wanted), CHUNK):
        rows = db.session.execute(
            select(Person.id, Person.name, Person.email, Person.language)
            .where(Person.id.in_(wanted[start : start + CHUNK]))
            .where(Person.email.is_not(None), Person.verified_at.is_not(None))
            .order_by(Person.id)
        )
        found += [
            Reachable(row.id, row.name, row.email or "", row.language) for row in rows
        ]
    return found
