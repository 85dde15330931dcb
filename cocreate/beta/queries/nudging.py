"""Questions about reminders: who needs one, who had one, which can be taken back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, select

from cocreate.beta.funnel import STEPS
from cocreate.beta.kinds import Place, Step
from cocreate.beta.models import Enrolment, Nudge
from cocreate.beta.queries.builds import can_be_had, reaches
from cocreate.beta.queries.participation import furthest
from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import NudgeId, PersonId, ProgrammeId

NOT_AGAIN = timedelta(days=7)


def to_nudge(programme_id: ProgrammeId, step: Step) -> ColumnElement[bool]:
    """Who sits there with a build they can have, and was not nudged lately."""
    at = now()
    given = exists().where(*reaches(), can_be_had(at)).correlate(Enrolment)
    lately = exists().where(
        Nudge.person_id == Enrolment.person_id,
        Nudge.programme_id == programme_id,
        Nudge.nudged_at > at - NOT_AGAIN,
    )
    return and_(
        Enrolment.programme_id == programme_id,
        Enrolment.place == Place.ACTIVE,
        furthest(programme_id) == STEPS.index(step) - 1,
        given,
        ~lately,
    )


def count_to_nudge(programme_id: ProgrammeId, step: Step) -> int:
    counted = select(func.count()).select_from(Enrolment)
    return db.session.scalar(counted.where(to_nudge(programme_id, step))) or 0


def people_to_nudge(
    programme_id: ProgrammeId, step: Step, *, most: int
) -> Sequence[PersonId]:
    """Those who sit there longest."""
    return db.session.scalars(
        select(Enrolment.person_id)
        .where(to_nudge(programme_id, step))
        .order_by(Enrolment.placed_at, Enrolment.id)
        .limit(most)
    ).all()


def nudged_since(
    programme_id: ProgrammeId, since: timedelta, *, step: Step | None = None
) -> int:
    counted = (
        select(func.count())
        .select_from(Nudge)
        .where(Nudge.programme_id == programme_id, Nudge.nudged_at > now() - since)
    )
    if step is not None:
        counted = counted.where(Nudge.step == step)
    return db.session.scalar(counted) or 0


class Press(NamedTuple):
    """Testers who are to be reminded by one press, and can still be spared it."""

    id: int  # of the first nudge
    step: Step
    nudged_at: datetime
    people: int

    @property
    def waits_until(self) -> datetime:
        return self.nudged_at + timedelta(seconds=current().undo_seconds)


def fresh_nudges(programme_id: ProgrammeId) -> list[Press]:
    """What was pressed so lately that nobody has been told."""
    since = now() - timedelta(seconds=current().undo_seconds)
    first = func.min(Nudge.id)
    rows = db.session.execute(
        select(first, Nudge.step, Nudge.nudged_at, func.count())
        .where(Nudge.programme_id == programme_id, Nudge.nudged_at > since)
        .group_by(Nudge.step, Nudge.nudged_at)
        .order_by(first)
    )
    return [Press._make(row) for row in rows]


def find_nudge(programme_id: ProgrammeId, nudge_id: NudgeId) -> Nudge | None:
    return db.session.scalar(
        select(Nudge).where(Nudge.id == nudge_id, Nudge.programme_id == programme_id)
    )


def nudged_together(nudge: Nudge) -> Sequence[Nudge]:
    """All whom the same press was to remind."""
    return db.session.scalars(
        select(Nudge).where(
            Nudge.programme_id == nudge.programme_id,
            Nudge.step == nudge.step,
            Nudge.nudged_at == nudge.nudged_at,
        )
    ).all()
