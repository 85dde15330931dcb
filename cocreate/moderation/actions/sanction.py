"""Suspend a person for a time, and lift it."""

from datetime import timedelta

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor, require
from cocreate.moderation.models import Suspension
from cocreate.moderation.queries import current_suspension
from cocreate.people.actions import lift_suspension as let_write
from cocreate.people.actions import suspend
from cocreate.people.policy import may_suspend
from cocreate.people.queries import get_person

MAY_NOT = "You may not suspend this person."


def suspend_person(
    actor: Actor, person_id: PersonId, *, reason: str, days: int | None = None
) -> Suspension:
    """Let a person read but not write, for some days or until it is lifted.

    A second press gives the suspension of the first; other words or days replace it.
    """
    person = get_person(person_id, lock=True)
    require(may_suspend(actor, person), MAY_NOT)
    current = current_suspension(person_id)
    if current is not None:
        if current.reason == reason and days_of(current) == days:
            return current
        current.lifted_at = now()
    began_at = now()
    until = began_at + timedelta(days=days) if days else None
    suspend(actor, person_id, reason=reason, until=until)
    suspension = Suspension(
        person_id=person_id,
        moderator_id=actor.person_id,
        reason=reason,
        began_at=began_at,
        until_at=until,
    )
    db.session.add(suspension)
    return suspension


def days_of(suspension: Suspension) -> int | None:
    if suspension.until_at is None:
        return None
    return (suspension.until_at - suspension.began_at).days


def lift_suspension(actor: Actor, person_id: PersonId) -> None:
    """Let a person write again; one who is not suspended stays as they are."""
    let_write(actor, person_id)
    current = current_suspension(person_id)
    if current is not None:
        current.lifted_at = now()
