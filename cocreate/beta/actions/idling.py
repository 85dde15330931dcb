"""Seats nobody makes use of: their holders are reminded, then they are given on."""

from datetime import timedelta

from cocreate.beta.actions.seats import free_seat
from cocreate.beta.events import SeatIdle
from cocreate.beta.kinds import Place, Why
from cocreate.beta.policy import HOLDING_A_SEAT
from cocreate.beta.queries.enrolments import find_enrolment, get_enrolment
from cocreate.beta.queries.idle import (
    GRACE_DAYS,
    to_give_on,
    to_remind,
    told_for_nothing,
)
from cocreate.beta.queries.programmes import get_programme
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.ids import EnrolmentId, ProgrammeId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import WORKER, Actor


def remind_idle(programme_id: ProgrammeId, idle_days: int) -> None:
    """Tell those who do nothing with their seat on which day it is given on."""
    programme = get_programme(WORKER, programme_id, lock=True)
    for enrolment_id in to_remind(programme.id, idle_days, now()):
        enrolment = get_enrolment(WORKER, enrolment_id)
        enrolment.reminded_at = now()
        until = enrolment.reminded_at + timedelta(days=GRACE_DAYS)
        record(
            SeatIdle(
                programme_id=programme.id,
                person_id=enrolment.person_id,
                reminded_at=enrolment.reminded_at.isoformat(),
                until=until.isoformat(),
            )
        )


def give_on_idle(programme_id: ProgrammeId) -> None:
    """Give the seats on whose holders were told so, and did nothing since.

    Who was told so and has no build to try any more is told anew when there is one.
    """
    programme = get_programme(WORKER, programme_id, lock=True)
    for enrolment_id in told_for_nothing(programme.id):
        get_enrolment(WORKER, enrolment_id).reminded_at = None
    db.session.flush()  # they are none of those below
    for enrolment_id in to_give_on(programme.id, now()):
        enrolment = get_enrolment(WORKER, enrolment_id)
        free_seat(programme, enrolment, Place.LEFT, why=Why.IDLE)


def keep_my_seat(actor: Actor, programme_id: ProgrammeId) -> EnrolmentId:
    """Note that somebody goes on testing, whatever they did until now."""
    programme = get_programme(actor, programme_id, lock=True)
    enrolment = find_enrolment(programme.id, actor.person_id)
    if enrolment is None or enrolment.place not in HOLDING_A_SEAT:
        raise ForbiddenError("You have no seat in this beta.")
    enrolment.stirred_at = now()
    enrolment.reminded_at = None
    return enrolment.id
