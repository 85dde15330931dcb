"""Leave a programme, be removed from it, or be thanked when it ends."""

from collections.abc import Sequence
from dataclasses import replace

from cocreate.beta.actions.devices import forget_tester
from cocreate.beta.actions.forgetting import forget_words
from cocreate.beta.actions.seats import TEAM_ONLY, free_seat, move_to
from cocreate.beta.events import TesterLeft, TesterRemoved
from cocreate.beta.kinds import Place, Why
from cocreate.beta.models import Enrolment, Programme
from cocreate.beta.policy import HOLDING_A_SEAT, IN_THE_PROGRAMME, has_ended, may_run
from cocreate.beta.queries.enrolments import (
    everyone_in,
    find_enrolment,
    get_enrolment,
    programmes_of,
)
from cocreate.beta.queries.programmes import get_programme
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import EnrolmentId, PersonId, ProgrammeId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import WORKER, Actor, require
from cocreate.people.actions import note_consent
from cocreate.people.agreed import Agreed


def leave(actor: Actor, programme_id: ProgrammeId) -> None:
    """Give up the actor's place; whoever has waited longest gets their seat."""
    programme = get_programme(actor, programme_id, lock=True)
    enrolment = find_enrolment(programme.id, actor.person_id)
    if enrolment is None or enrolment.place not in IN_THE_PROGRAMME:
        return
    free_seat(programme, enrolment, Place.LEFT, by_id=actor.person_id)
    record(TesterLeft(programme_id=programme.id, person_id=actor.person_id))
    note_consent(
        actor.person_id,
        Agreed.BETA_TERMS,
        is_given=False,
        about=str(programme.id),
        version=str(enrolment.terms_version),
    )


def leave_everything(person_id: PersonId) -> Sequence[str]:
    """Give up every place of somebody whose account is gone; twice changes nothing.

    Where the files lie that nobody needs now.
    """
    for programme_id in programmes_of(person_id):
        leave(replace(WORKER, person_id=person_id), programme_id)
    forget_tester(person_id)
    return forget_words(person_id)


def remove(actor: Actor, enrolment_id: EnrolmentId) -> Enrolment:
    """End somebody's part in the programme; they cannot apply again."""
    require(may_run(actor), TEAM_ONLY)
    enrolment = get_enrolment(actor, enrolment_id)
    programme = get_programme(actor, enrolment.programme_id, lock=True)
    db.session.refresh(enrolment)  # its place may have moved before the lock
    if enrolment.place is Place.REMOVED:
        return enrolment
    free_seat(programme, enrolment, Place.REMOVED, by_id=actor.person_id)
    record(
        TesterRemoved(
            programme_id=programme.id,
            person_id=enrolment.person_id,
            by_id=actor.person_id,
        )
    )
    return enrolment


def complete_testing(actor: Actor, programme_id: ProgrammeId) -> None:
    """End the programme for everybody: testers have completed it, the rest are told.

    Nobody applies any more. A second press finds nobody left to tell.
    """
    require(may_run(actor), TEAM_ONLY)
    complete(get_programme(actor, programme_id, lock=True))


def complete_ended(programme_id: ProgrammeId) -> None:
    """The same, when the last day of the programme is over."""
    programme = get_programme(WORKER, programme_id, lock=True)
    if has_ended(programme, now()):
        complete(programme)


def complete(programme: Programme) -> None:
    programme.closed_at = programme.closed_at or now()
    for enrolment in everyone_in(programme.id):
        if enrolment.place in HOLDING_A_SEAT:
            programme.taken -= 1
        if enrolment.place is Place.ACTIVE:
            move_to(enrolment, Place.COMPLETED)
        else:
            move_to(enrolment, Place.LEFT, why=Why.OVER)
