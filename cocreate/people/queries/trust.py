"""Questions about trust: where people stand, how it came about, when they were here."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from cocreate.kernel.asking import Between
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor, Role, Trust, require
from cocreate.people.models import Person, TrustChange, TrustRound, VisitDay
from cocreate.people.queries.people import LOCK

ONLY = 1  # the key of a table of one row
MOST_CHANGES = 50
Setter = aliased(Person, name="setter")


class Trusted(NamedTuple):
    """Somebody whose level is earned, as it stands."""

    person_id: PersonId
    joined_at: datetime
    trust: Trust
    below_at: datetime | None
    is_locked: bool


TRUSTED = (
    Person.id,
    Person.joined_at,
    Person.trust,
    Person.trust_below_at,
    Person.trust_locked_at.is_not(None),
)
# Customers who can come here: the company's own people and imported authors earn none.
EARNS = (Person.role == Role.CUSTOMER, Person.email.is_not(None))


def trusted_after(after: PersonId, *, most: int, lock: bool = False) -> list[Trusted]:
    """Some of those who earn levels, in the order of their keys."""
    some = (
        select(*TRUSTED)
        .where(*EARNS, Person.id > after)
        .order_by(Person.id)
        .limit(most)
    )
    if lock:
        some = some.with_for_update(key_share=LOCK.key_share)
    return [trusted_from(*row) for row in db.session.execute(some)]


def trusted_from(
    person_id: PersonId,
    joined_at: datetime,
    trust: int,
    below_at: datetime | None,
    is_locked: bool,  # noqa: FBT001 - a column, by its place in the row
) -> Trusted:
    return Trusted(person_id, joined_at, Trust(trust), below_at, is_locked)


def standing_of(actor: Actor, person_id: PersonId) -> Trusted | None:
    """Where somebody stands, told to them and to administrators; else none."""
    own = actor.person_id == person_id
    require(own or actor.is_administrator, "Everybody sees their own level.")
    row = db.session.execute(
        select(*TRUSTED).where(*EARNS, Person.id == person_id)
    ).first()
    return trusted_from(*row) if row else None


class Changed(NamedTuple):
    """That somebody came to another level."""

    id: int
    person_id: PersonId
    was: Trust
    became: Trust
    why: str
    at: datetime
    by: str | None

    @property
    def is_gained(self) -> bool:
        return self.became > self.was


def trust_changes_of(actor: Actor, person_id: PersonId) -> list[Changed]:
    """How somebody's level changed, the newest first; by whom, if by anybody."""
    own = actor.person_id == person_id
    require(own or actor.is_administrator, "Everybody sees their own level.")
    return changes_where(TrustChange.person_id == person_id, most=MOST_CHANGES)


def trust_changes(change_ids: Collection[int]) -> list[Changed]:
    """Some changes that were announced, for whoever tells people of them."""
    return changes_where(TrustChange.id.in_(change_ids), most=len(change_ids))


def changes_where(which: ColumnElement[bool], *, most: int) -> list[Changed]:
    rows = db.session.execute(
        select(
            TrustChange.id,
            TrustChange.person_id,
            TrustChange.was,
            TrustChange.became,
            TrustChange.why,
            TrustChange.changed_at,
            Setter.name,
        )
        .outerjoin(Setter, Setter.id == TrustChange.by_id)
        .where(which)
        .order_by(TrustChange.id.desc())
        .limit(most)
    )
    return [
        Changed(
            row.id,
            row.person_id,
            Trust(row.was),
            Trust(row.became),
            row.why,
            row.changed_at,
            row.name,
        )
        for row in rows
    ]


def count_days(among: Between, since: datetime) -> AnySelect:
    """On how many days each of these people was here since then."""
    return (
        select(VisitDay.person_id, func.count())
        .where(among.holds(VisitDay.person_id), VisitDay.here_on >= since.date())
        .group_by(VisitDay.person_id)
    )


def count_active(year: int) -> dict[int, int]:
    """How many customers were here, signed in, in each month of a year: once each."""
    month = func.extract("month", VisitDay.here_on).label("month")
    rows = db.session.execute(
        select(month, func.count(VisitDay.person_id.distinct()))
        .join(Person, Person.id == VisitDay.person_id)
        .where(
            VisitDay.here_on >= date(year, 1, 1),
            VisitDay.here_on <= date(year, 12, 31),
            Person.role == Role.CUSTOMER,
        )
        .group_by(month)
        .order_by(month)
    )
    return {int(number): many for number, many in rows}


def find_round(*, lock: bool = False) -> TrustRound | None:
    """How far the nightly reckoning has come."""
    return db.session.get(
        TrustRound, ONLY, populate_existing=True, with_for_update=lock or None
    )


def last_round_at() -> datetime | None:
    """When everybody was reckoned last: at the latest as that night began."""
    found = find_round()
    if found is None or found.ended_at is not None:
        return found.ended_at if found else None
    return datetime.combine(found.begun_on, time(), UTC)


def count_by_level() -> dict[Trust, int]:
    """How many of those who earn levels stand where."""
    rows = db.session.execute(
        select(Person.trust, func.count()).where(*EARNS).group_by(Person.trust)
    )
    found = {row[0]: row[1] for row in rows}
    return {level: found.get(level, 0) for level in Trust}


def levels_not_as_told() -> dict[PersonId, Trust]:
    """People whose level is another than that of their last change, and that one."""
    last = (
        select(TrustChange.became)
        .where(TrustChange.person_id == Person.id)
        .order_by(TrustChange.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    told = func.coalesce(last, int(Trust.NEWCOMER))
    rows = db.session.execute(
        select(Person.id, told).where(Person.trust != told).order_by(Person.id)
    )
    return {row[0]: Trust(row[1]) for row in rows}
