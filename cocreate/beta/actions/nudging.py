"""Remind testers of the step before them, and let them stand in a ranking or not."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cocreate.beta.events import TestersNudged
from cocreate.beta.kinds import Step
from cocreate.beta.models import Nudge, Programme
from cocreate.beta.policy import may_run
from cocreate.beta.queries.enrolments import find_enrolment
from cocreate.beta.queries.nudging import (
    find_nudge,
    nudged_since,
    nudged_together,
    people_to_nudge,
)
from cocreate.beta.queries.programmes import get_programme
from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, NotFoundError
from cocreate.kernel.ids import NudgeId, PersonId, ProgrammeId
from cocreate.kernel.outbox import record, take_back, telling_later
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.retention import drop_some, older_than
from cocreate.people.actions import note_consent
from cocreate.people.agreed import Agreed

MOST_AT_ONCE, MOST_A_DAY = 50, 200
A_MOMENT, A_DAY = timedelta(minutes=1), timedelta(days=1)


class EnoughNudgedError(ConflictError):
    heading = "Enough for today"
    message = f"At most {MOST_A_DAY} testers are reminded a day. Go on tomorrow."


class ToldAlreadyError(ConflictError):
    heading = "They have been told"
    message = "These testers have been reminded already: it cannot be taken back."


def nudge_testers(actor: Actor, programme_id: ProgrammeId, step: Step) -> int:
    """Remind those before whom a step lies; how many are reminded.

    Nobody twice within a week; how each is told is theirs to say, and nobody is told
    while it can be undone. The programme is locked: a second press within a minute
    gives what the first gave.
    """
    programme = locked(actor, programme_id)
    if just_now := nudged_since(programme.id, A_MOMENT, step=step):
        return just_now
    left = MOST_A_DAY - nudged_since(programme.id, A_DAY)
    if left <= 0:
        raise EnoughNudgedError
    chosen = people_to_nudge(programme.id, step, most=min(left, MOST_AT_ONCE))
    if chosen:
        remind(actor, programme.id, step, chosen)
    return len(chosen)


def locked(actor: Actor, programme_id: ProgrammeId) -> Programme:
    require(may_run(actor) and actor.may_write, "The product team reminds testers.")
    return get_programme(actor, programme_id, lock=True)


def remind(
    actor: Actor, programme_id: ProgrammeId, step: Step, chosen: Sequence[PersonId]
) -> None:
    at = now()
    for person_id in chosen:
        nudge = Nudge(programme_id=programme_id, person_id=person_id, step=step)
        nudge.by_id, nudge.nudged_at = actor.person_id, at
        db.session.add(nudge)
    told_from = at + timedelta(seconds=current().undo_seconds)
    with telling_later(hold_key(programme_id, step, at), told_from):
        record(
            TestersNudged(
                programme_id=programme_id,
                by_id=actor.person_id,
                person_ids=tuple(chosen),
                step=str(step),
            )
        )


def hold_key(programme_id: ProgrammeId, step: Step, at: datetime) -> str:
    """By which one press is taken back until it is told."""
    return f"nudge:{programme_id}:{step}:{at:%Y%m%dT%H%M%S%f}"


def take_back_nudges(actor: Actor, programme_id: ProgrammeId, nudge_id: NudgeId) -> int:
    """Remind nobody after all of those who were to be with this one; how many.

    It holds while nobody has been told. A second press finds nothing, and changes
    nothing.
    """
    programme = locked(actor, programme_id)
    nudge = find_nudge(programme.id, nudge_id)
    if nudge is None:
        return 0
    if not take_back(hold_key(programme.id, nudge.step, nudge.nudged_at)):
        raise ToldAlreadyError
    together = nudged_together(nudge)
    for one in together:
        db.session.delete(one)
    return len(together)


def show_score(actor: Actor, programme_id: ProgrammeId, *, shown: bool) -> None:
    """Let the actor's score stand in the ranking, or take it out; theirs to say."""
    programme = get_programme(actor, programme_id)
    enrolment = find_enrolment(programme.id, actor.person_id, lock=True)
    if enrolment is None:
        raise NotFoundError
    enrolment.score_shown = shown
    note_consent(
        actor.person_id, Agreed.RANKING, is_given=shown, about=str(programme.id)
    )


def forget_old_nudges(most: int) -> int:
    """Drop that testers were reminded, once that is years ago; how many."""
    past = now() - timedelta(days=current().reminder_kept_days)
    old = older_than(past, Nudge.nudged_at, Nudge.id)
    return drop_some(Nudge, old, most=most)
