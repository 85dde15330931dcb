"""Silence a person for a time, each time for a case, and lift it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor, require
from cocreate.moderation.models import Review, Suspension
from cocreate.moderation.queries import Item
from cocreate.moderation.queries.sanctions import (
    current_suspension,
    lifted_since,
    of_case,
    of_words,
    standing,
    that_hold,
)
from cocreate.moderation.reason import LASTS, Grade
from cocreate.people.actions import lift_suspension as let_write
from cocreate.people.actions import suspend
from cocreate.people.policy import may_suspend
from cocreate.people.queries import get_person

MAY_NOT = "You may not suspend this person."


def sanction(actor: Actor, review: Review, *, grade: Grade, reason: str) -> Suspension:
    """Silence whoever a case is about, for as long as the grade says.

    What another case brought them holds beside it: they are silent as long as the
    longest.
    """
    person_id = review.author_id or PersonId(0)
    require(may_suspend(actor, get_person(person_id, lock=True)), MAY_NOT)
    began_at, lasts = now(), LASTS[grade]
    suspension = Suspension(
        person_id=person_id,
        moderator_id=actor.person_id,
        review_id=review.id,
        grade=grade,
        reason=reason,
        began_at=began_at,
        until_at=began_at + lasts if lasts else None,
    )
    db.session.add(suspension)
    db.session.flush()  # how long they are silent is read of all that hold
    silence(actor, person_id)
    return suspension


def silence(actor: Actor, person_id: PersonId) -> None:
    """Let a person be silent as long as what holds says, and write where none does."""
    get_person(person_id, lock=True)  # a sanction of this moment is among what holds
    longest = current_suspension(person_id)
    if longest is None:
        let_write(actor, person_id)
    else:
        suspend(actor, person_id, reason=longest.reason, until=longest.until_at)


def lift_with(actor: Actor, review: Review) -> None:
    """Lift the sanction that a case brought, if it still holds; no other."""
    lift(actor, of_case(review.id))


def lift_with_words(actor: Actor, item: Item) -> None:
    """Lift what words brought their author that are shown again as they were."""
    lift(actor, of_words(item))


def lift(actor: Actor, which: ColumnElement[bool]) -> None:
    change(actor, that_hold(which), lifted_at=now())


def lift_no_more(actor: Actor, review: Review, item: Item | None, at: datetime) -> None:
    """Let hold again what a verdict on an appeal or on words lifted at that time."""
    if review.appeal_of_id is not None:
        change(actor, lifted_since(of_case(review.appeal_of_id), at), lifted_at=None)
    if item is not None:
        change(actor, lifted_since(of_words(item), at), lifted_at=None)


def change(
    actor: Actor, those: Sequence[Suspension], *, lifted_at: datetime | None
) -> None:
    for one in those:
        one.lifted_at = lifted_at
    db.session.flush()  # what holds now is read of the rows
    for person_id in {one.person_id for one in those}:
        silence(actor, person_id)


def end_all(person_id: PersonId) -> None:
    """Let all that holds end: somebody has looked at the whole person."""
    for one in standing(person_id):
        one.lifted_at = now()


def lift_suspension(actor: Actor, person_id: PersonId) -> None:
    """Let a person write again; one who is not suspended stays as they are."""
    let_write(actor, person_id)
    end_all(person_id)
