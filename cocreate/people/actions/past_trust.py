"""Take over how far people were trusted, elsewhere or in a story."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import insert, select

from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Role, Trust
from cocreate.people.actions.trust import put_levels_right
from cocreate.people.models import Person, TrustChange, VisitDay


class PastLevel(NamedTuple):
    """A level that somebody came to elsewhere, or in a story."""

    person_id: PersonId
    became: Trust
    why: str
    changed_at: datetime
    by_id: PersonId | None = None


def bring_levels(levels: Sequence[PastLevel]) -> None:
    """Let people stand where they stood, who begin here; nobody is told."""
    put_levels_right({one.person_id: one.became for one in levels})
    rows = [{**one._asdict(), "was": int(Trust.NEWCOMER)} for one in levels]
    db.session.execute(insert(TrustChange), rows)


def bring_days(days: Sequence[tuple[PersonId, date]]) -> None:
    """Days on which people were here."""
    rows = [{"person_id": person_id, "here_on": on} for person_id, on in days]
    db.session.execute(insert(VisitDay), rows)


class PastTrustChange(NamedTuple):
    """One step of somebody's level, as its history told it elsewhere."""

    was: Trust
    became: Trust
    why: str
    at: datetime
    by_id: PersonId | None


class PastTrust(NamedTuple):
    """How somebody came to a level elsewhere, and whether nights move it."""

    person_id: PersonId
    changes: Sequence[PastTrustChange]
    locked_at: datetime | None
    below_at: datetime | None


def bring_trust(people: Iterable[PastTrust]) -> int:
    """Let people stand where they stood; how many had no history here. Nobody hears."""
    wanted = {one.person_id: one for one in people}
    # Locked in one order: two imports at once bring each history once.
    customers = db.session.scalars(
        select(Person)
        .where(Person.id.in_(wanted), Person.role == Role.CUSTOMER)
        .order_by(Person.id)
        .with_for_update()
    ).all()
    told = select(TrustChange.person_id).where(TrustChange.person_id.in_(wanted))
    known = {*db.session.scalars(told.distinct().order_by(TrustChange.person_id))}
    fresh = [person for person in customers if person.id not in known]
    for person in fresh:
        past = wanted[person.id]
        person.trust = int(past.changes[-1].became)
        person.trust_locked_at, person.trust_below_at = past.locked_at, past.below_at
    rows = [row for person in fresh for row in history_of(wanted[person.id])]
    if rows:
        db.session.execute(insert(TrustChange), rows)
    return len(fresh)


def history_of(past: PastTrust) -> list[dict[str, object]]:
    return [
        {
            "person_id": past.person_id,
            "was": int(change.was),
            "became": int(change.became),
            "why": change.why,
            "changed_at": change.at,
            "by_id": change.by_id,
        }
        for change in past.changes
    ]
