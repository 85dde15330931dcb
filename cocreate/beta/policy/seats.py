"""Who runs a programme, and who may take a seat in it."""

from datetime import datetime

from cocreate.beta.kinds import Place
from cocreate.beta.models import Enrolment, Programme
from cocreate.kernel.policy import Actor, why_not_write
from cocreate.projects.phase import Phase
from cocreate.projects.policy import Activity, is_open

HOLDING_A_SEAT = frozenset({Place.ACTIVE, Place.INVITED})
IN_THE_PROGRAMME = HOLDING_A_SEAT | {Place.WAITLISTED, Place.APPLIED}


def may_run(actor: Actor) -> bool:
    """Whether the actor may run the programme: seats, cohorts, builds."""
    return actor.is_team


def takes_testers(programme: Programme, phase: Phase, at: datetime) -> bool:
    closed = programme.closed_at is not None and programme.closed_at <= at
    return programme.opened_at <= at and not closed and is_open(phase, Activity.BETA)


def why_not_apply(
    actor: Actor,
    programme: Programme,
    phase: Phase,
    enrolment: Enrolment | None,
    at: datetime,
) -> str | None:
    """The reason the actor may not take a seat or a place in the queue, or None."""
    if not actor.is_member:
        return "Sign in to apply."
    if enrolment is not None and enrolment.place is Place.REMOVED:
        return "The team ended your part in this beta."
    if not takes_testers(programme, phase, at):
        return "This beta does not take testers now."
    return why_not_write(actor)


def may_apply(
    actor: Actor,
    programme: Programme,
    phase: Phase,
    enrolment: Enrolment | None,
    at: datetime,
) -> bool:
    return why_not_apply(actor, programme, phase, enrolment, at) is None


def has_accepted(enrolment: Enrolment, programme: Programme) -> bool:
    return enrolment.terms_version == programme.terms_version
