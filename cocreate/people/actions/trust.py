"""How far people are trusted: nights move levels, administrators set them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, insert, update

from cocreate.kernel.clock import now, today
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.ids import PersonId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import NOBODY, Actor, Role, Trust, require
from cocreate.kernel.retention import drop_some
from cocreate.people.events import TrustMoved, TrustSet
from cocreate.people.models import Person, SignIn, TrustChange, TrustRound, VisitDay
from cocreate.people.policy import may_change_role
from cocreate.people.queries import find_round, get_person
from cocreate.people.queries.trust import ONLY

DAYS_KEPT = timedelta(days=120)  # a little longer than levels look back


class OfCompanyError(ConflictError):
    message = "The company's own people stand apart: they need no level."


class Move(NamedTuple):
    """Where somebody stands from tonight on, and why, if it is another level."""

    person_id: PersonId
    was: Trust
    became: Trust
    below_at: datetime | None
    why: str


def take_round(on: date) -> PersonId | None:
    """Go on with the night's reckoning: after whom, or none where it has ended.

    Its row is held until the transaction ends: two workers reckon one after the other.
    """
    db.session.execute(
        insert_into(TrustRound)
        .values(id=ONLY, begun_on=on, reckoned_to=NOBODY)
        .on_conflict_do_nothing()
    )
    night = find_round(lock=True)
    if night is None:
        raise ConflictError
    if night.begun_on < on:
        night.begun_on, night.reckoned_to, night.ended_at = on, NOBODY, None
    return None if night.ended_at else night.reckoned_to


def keep_round(reckoned_to: PersonId | None) -> None:
    """How far it has come; none: everybody is reckoned."""
    ended_at = None if reckoned_to is not None else now()
    said: dict[str, object] = {"ended_at": ended_at}
    if reckoned_to is not None:
        said["reckoned_to"] = reckoned_to
    db.session.execute(update(TrustRound).where(TrustRound.id == ONLY).values(said))


def reckon_anew() -> None:
    """Let the next round look at everybody, though tonight's has ended."""
    db.session.execute(delete(TrustRound))


def move_levels(moves: Sequence[Move]) -> None:
    """Keep where people stand, whose rows the caller has locked, in few statements."""
    if moves:
        db.session.execute(
            update(Person),
            [
                {
                    "id": move.person_id,
                    "trust": int(move.became),
                    "trust_below_at": move.below_at,
                }
                for move in moves
            ],
        )
    tell_of([move for move in moves if move.became is not move.was])


def put_levels_right(told: Mapping[PersonId, Trust]) -> None:
    """Let people stand where their history says they do."""
    if told:
        rows = [{"id": key, "trust": int(level)} for key, level in told.items()]
        db.session.execute(update(Person), rows)


def tell_of(moves: Sequence[Move], *, by: PersonId | None = None) -> None:
    """Keep the history of these levels, and let those they are of be told."""
    if not moves:
        return
    rows = [
        {
            "person_id": move.person_id,
            "was": int(move.was),
            "became": int(move.became),
            "why": move.why,
            "changed_at": now(),
            "by_id": by,
        }
        for move in moves
    ]
    made = db.session.scalars(insert(TrustChange).returning(TrustChange.id), rows)
    record(TrustMoved(change_ids=tuple(made)))


def set_trust(
    actor: Actor, person_id: PersonId, *, to: Trust, why: str, locks: bool
) -> None:
    """Give a person a level by hand; locked, no night moves it. Twice is once."""
    require(may_change_role(actor), "Administrators set levels.")
    person = get_person(person_id, lock=True)
    if person.role is not Role.CUSTOMER:
        raise OfCompanyError
    if not why:
        raise InvalidError({"why": "Say why; the person is shown it."})
    was = Trust(person.trust)
    if (was, person.trust_locked_at is not None) == (to, locks):
        return
    person.trust, person.trust_below_at = int(to), None
    person.trust_locked_at = now() if locks else None
    record(
        TrustSet(
            person_id=person.id,
            was=was,
            became=to,
            is_locked=locks,
            by_id=actor.person_id,
        )
    )
    if was is not to:
        tell_of([Move(person.id, was, to, None, why)], by=actor.person_id)


def note_seen(sign_in_id: int) -> None:
    """A browser was seen now, and whose it is was here today: once a day."""
    owner = db.session.scalar(
        update(SignIn)
        .where(SignIn.id == sign_in_id)
        .values(last_seen_at=now())
        .returning(SignIn.person_id),
        execution_options={"synchronize_session": False},
    )
    if owner is not None:
        db.session.execute(
            insert_into(VisitDay)
            .values(person_id=owner, here_on=today())
            .on_conflict_do_nothing()
        )


def forget_old_days(most: int) -> int:
    """Drop on which days somebody was here, once they count no more; how many."""
    return drop_some(VisitDay, VisitDay.here_on < today() - DAYS_KEPT, most=most)
