"""Why an idea is off the desk, and until when; or why it came back."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.people.faces import Face
from cocreate.people.models import Person
from cocreate.people.queries import FACE, face_from
from cocreate.triage.acts import Awaited
from cocreate.triage.models import Pause


class PauseLine(NamedTuple):
    """A pause as the desk says it."""

    by: Face
    awaits: Awaited
    until_at: datetime
    why: str
    since_at: datetime
    answered_at: datetime | None

    @property
    def is_over(self) -> bool:
        return self.until_at <= now()


def find_pause(idea_id: IdeaId) -> Pause | None:
    query = select(Pause).where(Pause.idea_id == idea_id)
    return db.session.scalar(query.execution_options(populate_existing=True))


def pause_of(idea_id: IdeaId) -> PauseLine | None:
    """What is put off, or was; of an idea that the team has been let to."""
    row = db.session.execute(
        select(
            *FACE,
            Pause.awaits,
            Pause.until_at,
            Pause.why,
            Pause.since_at,
            Pause.answered_at,
        )
        .join(Person, Person.id == Pause.by_id)
        .where(Pause.idea_id == idea_id)
    ).first()
    if row is None:
        return None
    return PauseLine(
        face_from(row), row.awaits, row.until_at, row.why, row.since_at, row.answered_at
    )
