"""Take a seat, wait for one, give it up. Seats are moved under the programme's lock."""

from dataclasses import replace

from cocreate.beta.drafts import Application
from cocreate.beta.events import (
    TesterApplied,
    TesterEnrolled,
    TesterInvited,
    TesterLeft,
    TesterRemoved,
    TesterWaitlisted,
)
from cocreate.beta.kinds import Place
from cocreate.beta.models import Enrolment, Programme
from cocreate.beta.policy import (
    HOLDING_A_SEAT,
    IN_THE_PROGRAMME,
    may_run,
    why_not_apply,
)
from cocreate.beta.queries.enrolments import (
    find_enrolment,
    get_enrolment,
    next_waiting,
    programmes_of,
)
from cocreate.beta.queries.programmes import (
    find_cohort,
    first_cohort_id,
    get_programme,
)
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, ForbiddenError, InvalidError
from cocreate.kernel.ids import CohortId, EnrolmentId, PersonId, ProgrammeId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import WORKER, Actor, require
from cocreate.people.queries import find_by_email
from cocreate.projects.queries import phase_of

TEAM_ONLY = "The product team runs the beta."
TERMS_CHANGED = "The terms have changed since you read them. Read them again, please."


class NoSeatError(ConflictError):
    message = "Every seat is taken. Add seats first; those who wait come before."


def apply_for_seat(
    actor: Actor, programme_id: ProgrammeId, application: Application
) -> Enrolment:
    """Give the actor a seat while seats last, else a place in the queue; once."""
    # Locked first: two last seats must not both be given.
    programme = get_programme(actor, programme_id, lock=True)
    enrolment = find_enrolment(programme.id, actor.person_id)
    if enrolment is not None and enrolment.place in {Place.ACTIVE, Place.WAITLISTED}:
        return enrolment
    reason = why_not_apply(
        actor, programme, phase_of(programme.project_id), enrolment, now()
    )
    require(reason is None, reason or "")
    require_current_terms(programme, application.terms_version)
    if enrolment is not None and enrolment.place is Place.INVITED:
        return accept_invitation(programme, enrolment, application)
    enrolment = enrolment or newcomer(programme, actor.person_id)
    fill_in(enrolment, application)
    enrolment.applied_at = now()
    record(TesterApplied(programme_id=programme.id, person_id=actor.person_id))
    seat_or_queue(programme, enrolment)
    return enrolment


def require_current_terms(programme: Programme, terms_version: int) -> None:
    if terms_version != programme.terms_version:
        raise InvalidError({"terms_version": TERMS_CHANGED})


def accept_invitation(
    programme: Programme, enrolment: Enrolment, application: Application
) -> Enrolment:
    """The seat is theirs already: it was kept for them."""
    fill_in(enrolment, application)
    sit_down(programme, enrolment, from_waitlist=False)
    return enrolment


def newcomer(programme: Programme, person_id: PersonId) -> Enrolment:
    enrolment = Enrolment(
        programme_id=programme.id, person_id=person_id, place=Place.APPLIED
    )
    db.session.add(enrolment)
    return enrolment


def fill_in(enrolment: Enrolment, application: Application) -> None:
    enrolment.device = application.device
    enrolment.why = application.why
    enrolment.terms_version = application.terms_version
    enrolment.terms_accepted_at = now()


def seat_or_queue(programme: Programme, enrolment: Enrolment) -> None:
    if programme.taken < programme.seats:
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
    move_to(enrolment, Place.ACTIVE)
    enrolment.cohort_id = enrolment.cohort_id or first_cohort_id(programme.id)
    record(
        TesterEnrolled(
            programme_id=programme.id,
            person_id=enrolment.person_id,
            from_waitlist=from_waitlist,
        )
    )


def move_to(enrolment: Enrolment, place: Place) -> None:
    enrolment.place = place
    enrolment.placed_at = now()


def fill_seats(programme: Programme) -> None:
    """Give what seats are free to those who have waited longest."""
    free = programme.seats - programme.taken
    if free <= 0 or programme.closed_at is not None:
        return
    for enrolment in next_waiting(programme.id, free):
        programme.taken += 1
        sit_down(programme, enrolment, from_waitlist=True)


def accept_terms(
    actor: Actor, programme_id: ProgrammeId, *, terms_version: int
) -> None:
    """Note that a tester accepts the terms as they stand now."""
    programme = get_programme(actor, programme_id)
    enrolment = find_enrolment(programme.id, actor.person_id, lock=True)
    if enrolment is None or enrolment.place not in IN_THE_PROGRAMME:
        raise ForbiddenError("You have no place in this beta.")
    require_current_terms(programme, terms_version)
    if enrolment.terms_version != terms_version:
        enrolment.terms_version = terms_version
        enrolment.terms_accepted_at = now()


def leave(actor: Actor, programme_id: ProgrammeId) -> None:
    """Give up the actor's place; whoever has waited longest gets their seat."""
    programme = get_programme(actor, programme_id, lock=True)
    enrolment = find_enrolment(programme.id, actor.person_id)
    if enrolment is None or enrolment.place not in IN_THE_PROGRAMME:
        return
    free_seat(programme, enrolment, Place.LEFT)
    record(TesterLeft(programme_id=programme.id, person_id=actor.person_id))


def leave_everything(person_id: PersonId) -> None:
    """Give up every place of somebody whose account is gone; twice changes nothing."""
    for programme_id in programmes_of(person_id):
        leave(replace(WORKER, person_id=person_id), programme_id)


def free_seat(programme: Programme, enrolment: Enrolment, place: Place) -> None:
    held = enrolment.place in HOLDING_A_SEAT
    move_to(enrolment, place)
    if held:
        programme.taken -= 1
        fill_seats(programme)


def remove(actor: Actor, enrolment_id: EnrolmentId) -> Enrolment:
    """End somebody's part in the programme; they cannot apply again."""
    require(may_run(actor), TEAM_ONLY)
    enrolment = get_enrolment(actor, enrolment_id)
    programme = get_programme(actor, enrolment.programme_id, lock=True)
    db.session.refresh(enrolment)  # its place may have moved before the lock
    if enrolment.place is Place.REMOVED:
        return enrolment
    free_seat(programme, enrolment, Place.REMOVED)
    record(
        TesterRemoved(
            programme_id=programme.id,
            person_id=enrolment.person_id,
            by_id=actor.person_id,
        )
    )
    return enrolment


def invite(actor: Actor, programme_id: ProgrammeId, *, email: str) -> Enrolment:
    """Keep a free seat for somebody, by their address, until they answer.

    Inviting those who are in already changes nothing; the removed may come back.
    """
    require(may_run(actor), TEAM_ONLY)
    person = find_by_email(email)
    if person is None:
        raise InvalidError({"email": "Nobody here has this address."})
    programme = get_programme(actor, programme_id, lock=True)
    enrolment = find_enrolment(programme.id, person.id)
    if enrolment is not None and enrolment.place in HOLDING_A_SEAT:
        return enrolment
    if programme.taken >= programme.seats:
        raise NoSeatError
    enrolment = enrolment or newcomer(programme, person.id)
    programme.taken += 1
    move_to(enrolment, Place.INVITED)
    record(
        TesterInvited(
            programme_id=programme.id, person_id=person.id, by_id=actor.person_id
        )
    )
    return enrolment


def move_to_cohort(
    actor: Actor, enrolment_id: EnrolmentId, *, cohort_id: CohortId
) -> Enrolment:
    """Put a tester into another cohort of the same programme."""
    require(may_run(actor), TEAM_ONLY)
    enrolment = get_enrolment(actor, enrolment_id)
    if find_cohort(enrolment.programme_id, cohort_id) is None:
        raise InvalidError({"cohort_id": "Choose a cohort of this programme."})
    enrolment.cohort_id = cohort_id
    return enrolment
