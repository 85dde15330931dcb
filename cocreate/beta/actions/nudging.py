"""Remind testers of the step before them, and let them stand in a ranking or not."""

from datetime import timedelta

from cocreate.beta.events import TestersNudged
from cocreate.beta.kinds import Step
from cocreate.beta.models import Nudge
from cocreate.beta.policy import may_run
from cocreate.beta.queries.enrolments import find_enrolment
from cocreate.beta.queries.participation import nudged_since, people_to_nudge
from cocreate.beta.queries.programmes import get_programme
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, NotFoundError
from cocreate.kernel.ids import ProgrammeId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require

MOST_AT_ONCE, MOST_A_DAY = 50, 200
A_MOMENT, A_DAY = timedelta(minutes=1), timedelta(days=1)


class EnoughNudgedError(ConflictError):
    heading = "Enough for today"
    message = f"At most {MOST_A_DAY} testers are reminded a day. Go on tomorrow."


def nudge_testers(actor: Actor, programme_id: ProgrammeId, step: Step) -> int:
    """Remind those before whom a step lies; how many are reminded.

    Nobody twice within a week; how each is told is theirs to say. The programme is
    locked: a second press within a minute gives what the first gave.
    """
    require(may_run(actor) and actor.may_write, "The product team reminds testers.")
    programme = get_programme(actor, programme_id, lock=True)
    if just_now := nudged_since(programme.id, A_MOMENT, step=step):
        return just_now
    left = MOST_A_DAY - nudged_since(programme.id, A_DAY)
    if left <= 0:
        raise EnoughNudgedError
    chosen = people_to_nudge(programme.id, step, most=min(left, MOST_AT_ONCE))
    for person_id in chosen:
        nudge = Nudge(programme_id=programme.id, person_id=person_id, step=step)
        nudge.by_id = actor.person_id
        db.session.add(nudge)
    if chosen:
        record(
            TestersNudged(
                programme_id=programme.id,
                by_id=actor.person_id,
                person_ids=tuple(chosen),
                step=str(step),
            )
        )
    return len(chosen)


def show_score(actor: Actor, programme_id: ProgrammeId, *, shown: bool) -> None:
    """Let the actor's score stand in the ranking, or take it out; theirs to say."""
    programme = get_programme(actor, programme_id)
    enrolment = find_enrolment(programme.id, actor.person_id, lock=True)
    if enrolment is None:
        raise NotFoundError
    enrolment.score_shown = shown
