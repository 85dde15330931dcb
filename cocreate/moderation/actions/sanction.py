"""Silence a person for a time, each time for a case, and lift it."""

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor, require
from cocreate.moderation.models import Review, Suspension
from cocreate.moderation.queries import current_suspension, suspension_for
from cocreate.moderation.reason import LASTS, Grade
from cocreate.people.actions import lift_suspension as let_write
from cocreate.people.actions import suspend
from cocreate.people.policy import may_suspend
from cocreate.people.queries import get_person

MAY_NOT = "You may not suspend this person."


def sanction(actor: Actor, review: Review, *, grade: Grade, reason: str) -> Suspension:
    """Silence whoever a case is about, for as long as the grade says.

    Another sanction replaces one that holds.
    """
    person_id = review.author_id or PersonId(0)
    require(may_suspend(actor, get_person(person_id, lock=True)), MAY_NOT)
    current = current_suspension(person_id)
    if current is not None:
        current.lifted_at = now()
    began_at, lasts = now(), LASTS[grade]
    until = began_at + lasts if lasts else None
    suspend(actor, person_id, reason=reason, until=until)
    suspension = Suspension(
        person_id=person_id,
        moderator_id=actor.person_id,
        review_id=review.id,
        grade=grade,
        reason=reason,
        began_at=began_at,
        until_at=until,
    )
    db.session.add(suspension)
    return suspension


def lift_with(actor: Actor, review: Review) -> None:
    """Lift the sanction that a case brought, if it still holds."""
    suspension = suspension_for(review.id)
    if suspension is None or suspension.lifted_at is not None:
        return
    current = current_suspension(suspension.person_id)
    suspension.lifted_at = now()
    if current is suspension:
        let_write(actor, suspension.person_id)


def lift_suspension(actor: Actor, person_id: PersonId) -> None:
    """Let a person write again; one who is not suspended stays as they are."""
    let_write(actor, person_id)
    current = current_suspension(person_id)
    if current is not None:
        current.lifted_at = now()
