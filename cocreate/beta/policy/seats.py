"""Who runs a programme, who may take a seat in it, and who may test."""

from datetime import date, datetime

from cocreate.beta.kinds import Place, SeatRule
from cocreate.beta.models import Enrolment, Programme
from cocreate.kernel.clock import local
from cocreate.kernel.languages import translatable
from cocreate.kernel.policy import Actor, why_not_write
from cocreate.projects.phase import Phase
from cocreate.projects.policy import Activity, is_open

HOLDING_A_SEAT = frozenset({Place.ACTIVE, Place.INVITED})
IN_THE_PROGRAMME = HOLDING_A_SEAT | {Place.WAITLISTED, Place.APPLIED}
SETTLED = frozenset({Place.ACTIVE, Place.WAITLISTED, Place.APPLIED})


def may_run(actor: Actor) -> bool:
    """Whether the actor may run the programme: seats, cohorts, builds."""
    return actor.is_team


def takes_testers(programme: Programme, phase: Phase, at: datetime) -> bool:
    return why_no_testers(programme, phase, at) is None


def why_no_testers(programme: Programme, phase: Phase, at: datetime) -> str | None:
    """The reason nobody can apply at this moment, or None."""
    day = local(at).date()
    if programme.starts_on is not None and day < programme.starts_on:
        return f"You can apply from {said(programme.starts_on)}."
    if programme.entries_until is not None and day > programme.entries_until:
        return f"Applications closed after {said(programme.entries_until)}."
    return why_ended(programme, phase, at)


def why_ended(programme: Programme, phase: Phase, at: datetime) -> str | None:
    """The reason nobody takes a seat any more, invited or not, or None."""
    closed = programme.closed_at is not None and programme.closed_at <= at
    if closed or programme.opened_at > at or not is_open(phase, Activity.BETA):
        return "This beta does not take testers now."
    if has_ended(programme, at):
        return "This beta has ended."
    return None


def has_ended(programme: Programme, at: datetime) -> bool:
    return programme.ends_on is not None and local(at).date() > programme.ends_on


def entries_are_over(programme: Programme, at: datetime) -> bool:
    """Whether nobody enters any more, so that a lot can be drawn."""
    until = programme.entries_until
    if programme.closed_at is not None and programme.closed_at <= at:
        return True
    return until is not None and local(at).date() > until


def only_cited_now(programme: Programme, at: datetime) -> bool:
    """Whether seats are kept for those whom a decision cites, until entries close."""
    return (
        programme.rule is SeatRule.CITED_FIRST
        and programme.entries_until is not None
        and not entries_are_over(programme, at)
    )


def said(day: date) -> str:
    return f"{day:%-d %B %Y}"


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
    kept = enrolment is not None and enrolment.place is Place.INVITED
    if reason := (why_ended if kept else why_no_testers)(programme, phase, at):
        return reason
    return why_not_write(actor)


def why_not_among(actor: Actor, programme: Programme, *, eligible: bool) -> str | None:
    """The reason the programme is not for the actor, unless somebody invites them."""
    if may_run(actor):
        return None
    if programme.rule is SeatRule.INVITATION:
        return "This beta takes those who are invited."
    if not eligible:
        return "This beta is for a group of customers that you are not part of."
    return None


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


def why_not_test(
    actor: Actor, programme: Programme, enrolment: Enrolment | None, at: datetime
) -> str | None:
    """The reason the actor may not test now, whatever the build, or None."""
    if enrolment is None or enrolment.place is not Place.ACTIVE:
        return "Only testers with a seat in this beta can download its builds."
    if actor.is_suspended:
        return translatable("Your account is suspended, so you cannot download now.")
    if has_ended(programme, at):
        return "This beta has ended."
    if not has_accepted(enrolment, programme):
        return "The terms have changed: accept the new version first."
    return None


def may_test(
    actor: Actor, programme: Programme, enrolment: Enrolment | None, at: datetime
) -> bool:
    return why_not_test(actor, programme, enrolment, at) is None
