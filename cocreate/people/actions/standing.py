"""Suspensions, and how many notices wait for whom."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import case, select, update

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.people.events import PersonSuspended, SuspensionLifted
from cocreate.people.models import Person
from cocreate.people.policy import may_suspend
from cocreate.people.queries import get_person


def suspend(
    actor: Actor, person_id: PersonId, *, reason: str, until: datetime | None = None
) -> None:
    """Let a person read and not write, until a day or until it is lifted."""
    person = get_person(person_id, lock=True)
    require(may_suspend(actor, person), "You may not suspend this person.")
    said = (person.suspension_reason, person.suspended_until)
    if person.is_suspended(now()) and said == (reason, until):
        return
    person.suspended_at = now()
    person.suspended_until = until
    person.suspension_reason = reason
    record(
        PersonSuspended(
            person_id=person.id,
            by_id=actor.person_id,
            until=until.isoformat() if until else None,
        )
    )


def lift_suspension(actor: Actor, person_id: PersonId) -> None:
    """Let a suspended person write again."""
    person = get_person(person_id, lock=True)
    require(may_suspend(actor, person), "You may not lift this suspension.")
    if person.suspended_at is None:
        return
    person.suspended_at = None
    person.suspended_until = None
    person.suspension_reason = None
    record(SuspensionLifted(person_id=person.id, by_id=actor.person_id))


def count_unread(person_id: PersonId, by: int) -> None:
    """Move the number of unread notices, in the transaction that changes it."""
    moved = Person.unread + by
    db.session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(unread=case((moved < 0, 0), else_=moved)),
        execution_options={"synchronize_session": False},
    )


def count_unread_of(person_ids: Collection[PersonId]) -> None:
    """One more unread notice for each of these people."""
    # Locked in one order, so that two workers who tell the same people never wait
    # for each other.
    these = Person.id.in_(person_ids)
    db.session.execute(
        select(Person.id).where(these).order_by(Person.id).with_for_update()
    )
    db.session.execute(
        update(Person).where(these).values(unread=Person.unread + 1),
        execution_options={"synchronize_session": False},
    )


def set_unread(person_id: PersonId, number: int) -> None:
    """Put the number of unread notices right."""
    db.session.execute(
        update(Person).where(Person.id == person_id).values(unread=number),
        execution_options={"synchronize_session": False},
    )
