"""Questions that administrators ask about everybody's accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, SegmentId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor, Role, require
from cocreate.people.faces import Face
from cocreate.people.models import Person, ProfileChange
from cocreate.people.queries.people import FACE, face_from, name_contains, suspended
from cocreate.people.queries.segments import members_of

MOST_HISTORY = 50
Changer = aliased(Person, name="changer")


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A person as administrators see them."""

    face: Face
    email: str | None
    joined_at: datetime
    is_verified: bool
    is_suspended: bool


ACCOUNT_LINE = (
    *FACE,
    Person.email,
    Person.joined_at,
    Person.verified_at,
    Person.suspended_at,
    Person.suspended_until,
)


def accounts(
    actor: Actor,
    *,
    words: str = "",
    role: Role | None = None,
    segment_id: SegmentId | None = None,
    place: str | None = None,
) -> Page[AccountLine]:
    """Everybody, the latest to join first; by name or address where words are given."""
    require(actor.is_administrator, "Administrators see who has an account.")
    query = select(*ACCOUNT_LINE)
    if words:
        query = query.where(name_contains(words))
    if role is not None:
        query = query.where(Person.role == role)
    if segment_id is not None:
        query = query.where(Person.id.in_(members_of(segment_id)))
    page = page_of(query, by=Person.joined_at, key=Person.id, place=place)
    lines = [account_line(row) for row in page.rows]
    return Page(lines, page.following, page.preceding)


def account_line(row: Any) -> AccountLine:
    return AccountLine(
        face=face_from(row),
        email=row.email,
        joined_at=row.joined_at,
        is_verified=row.verified_at is not None,
        is_suspended=suspended(row.suspended_at, row.suspended_until),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """What a profile said before: which field, what, when, and by whom."""

    field: str
    was: str
    became: str
    at: datetime
    by: Face | None


def profile_history(person_id: PersonId) -> list[Change]:
    """How a profile changed, the newest first. The caller has been let to it."""
    query = (
        select(ProfileChange, *face_columns())
        .outerjoin(Changer, Changer.id == ProfileChange.by_id)
        .where(ProfileChange.person_id == person_id)
        .order_by(ProfileChange.changed_at.desc(), ProfileChange.id.desc())
        .limit(MOST_HISTORY)
    )
    return [change_from(row) for row in db.session.execute(query)]


def past_addresses(person: Person) -> list[str]:
    """Whatever addresses were somebody's, and are nobody else's now."""
    others = select(Person.email).where(Person.id != person.id)
    was = select(ProfileChange.was).where(
        ProfileChange.person_id == person.id,
        ProfileChange.field == "email",
        ProfileChange.was.not_in(others.where(Person.email.is_not(None))),
    )
    found = {*db.session.scalars(was), person.email or ""} - {""}
    return sorted(found)


def face_columns() -> Sequence[Any]:
    return (
        Changer.id,
        Changer.name,
        Changer.role,
        Changer.title,
        Changer.town,
        Changer.picture_key,
        Changer.credited_as,
    )


def change_from(row: Any) -> Change:
    change = row.ProfileChange
    by = face_from(row) if row.id else None
    return Change(change.field, change.was, change.became, change.changed_at, by)
