"""How seats are given and given up. All of it under the programme's lock."""

from cocreate.beta.events import (
    PlaceChanged,
    QueueMoved,
    TesterEnrolled,
    TesterWaitlisted,
)
from cocreate.beta.kinds import Place, SeatRule, Why
from cocreate.beta.models import Enrolment, EnrolmentStep, Programme
from cocreate.beta.policy import HOLDING_A_SEAT, has_accepted, only_cited_now
from cocreate.beta.queries.enrolments import (
    last_step_id,
    next_waiting,
    queue_place,
)
from cocreate.beta.queries.programmes import first_cohort_id
from cocreate.decisions.queries import was_cited
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.outbox import record

TEAM_ONLY = "The product team runs the beta."
FIRST, AFTER_THE_CITED = 0, 1


def newcomer(programme: Programme, person_id: PersonId) -> Enrolment:
    enrolment = Enrolment(
        programme_id=programme.id, person_id=person_id, place=Place.APPLIED
    )
    db.session.add(enrolment)
    db.session.flush()  # its steps need its key
    return enrolment


def take_turn(programme: Programme, enrolment: Enrolment) -> None:
    """Say who waits before whom, where the rule asks for more than who came first."""
    if programme.rule is SeatRule.CITED_FIRST:
        cited = was_cited(programme.project_id, enrolment.person_id)
        enrolment.turn = FIRST if cited else AFTER_THE_CITED


def seat_or_queue(programme: Programme, enrolment: Enrolment) -> None:
    """A seat while seats last, else a place in the queue."""
    waits = only_cited_now(programme, now()) and enrolment.turn > FIRST
    if programme.taken < programme.seats and not waits:
        programme.taken += 1
        sit_down(programme, enrolment, from_waitlist=False)
        return
    move_to(enrolment, Place.WAITLISTED)
    record(
        TesterWaitlisted(programme_id=programme.id, person_id=enrolment.person_id),
    )


def sit_down(
    programme: Programme, enrolment: Enrolment, *, from_waitlist: bool
) -> None:
    """Make a tester of somebody whose seat has been counted."""
    enrolment.cohort_id = enrolment.cohort_id or first_cohort_id(programme.id)
    move_to(enrolment, Place.ACTIVE)
    record(
        TesterEnrolled(
            programme_id=programme.id,
            person_id=enrolment.person_id,
            from_waitlist=from_waitlist,
        )
    )


def fill_seats(programme: Programme) -> None:
    """Give what seats are free to those whose turn it is.

    Whoever has not accepted the terms as they stand has the seat kept until they do.
    """
    free = programme.seats - programme.taken
    if free <= 0 or programme.closed_at is not None:
        return
    last = FIRST if only_cited_now(programme, now()) else None
    first_now = None
    for enrolment in next_waiting(programme.id, free + 1, last_turn=last):
        if programme.taken >= programme.seats:
            first_now = enrolment
            break
        programme.taken += 1
        if has_accepted(enrolment, programme):
            sit_down(programme, enrolment, from_waitlist=True)
        else:
            move_to(enrolment, Place.INVITED)
    if first_now is not None:
        tell_the_first(first_now)


def tell_the_first(enrolment: Enrolment) -> None:
    """Those further behind see their place on the programme's page."""
    record(
        QueueMoved(
            programme_id=enrolment.programme_id,
            person_id=enrolment.person_id,
            step_id=last_step_id(enrolment.id),
        )
    )


def free_seat(
    programme: Programme,
    enrolment: Enrolment,
    place: Place,
    *,
    why: Why | None = None,
    by_id: PersonId | None = None,
) -> None:
    """End somebody's part; the seat they held goes to whose turn it is."""
    held = enrolment.place in HOLDING_A_SEAT
    move_to(enrolment, place, why=why, by_id=by_id)
    if held:
        programme.taken -= 1
        fill_seats(programme)


def move_to(
    enrolment: Enrolment,
    place: Place,
    *,
    why: Why | None = None,
    by_id: PersonId | None = None,
) -> None:
    """Bring somebody to a place: the step is kept, and they are told of it."""
    enrolment.place = place
    enrolment.placed_at = now()
    enrolment.reminded_at = None
    step = EnrolmentStep(enrolment_id=enrolment.id, place=place, why=why, by_id=by_id)
    db.session.add(step)
    db.session.flush()  # the event names the step; the queue is counted with it
    waits = place is Place.WAITLISTED
    record(
        PlaceChanged(
            programme_id=enrolment.programme_id,
            person_id=enrolment.person_id,
            place=place.value,
            step_id=step.id,
            why=why.value if why else "",
            by_id=by_id,
            queue_place=queue_place(enrolment) if waits else 0,
        )
    )
