"""What the company says to itself about an idea."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from cocreate.kernel.db import ask
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.policy import Actor
from cocreate.kernel.text import SafeHtml, trusted
from cocreate.people.faces import Face
from cocreate.people.models import Person
from cocreate.people.queries import FACE, face_from
from cocreate.triage.models import TriageNote
from cocreate.triage.policy import reads_notes

MOST_NOTES = 100


class Note(NamedTuple):
    """What somebody of the company wrote for the others about an idea."""

    author: Face
    body: str
    noted_at: datetime
    html: SafeHtml | None  # where it calls somebody


NOTES = (
    select(*FACE, TriageNote.body, TriageNote.noted_at, TriageNote.body_html)
    .join(Person, Person.id == TriageNote.author_id)
    .where(TriageNote.idea_id == bindparam("idea_id"))
    .order_by(TriageNote.noted_at, TriageNote.id)
    .limit(MOST_NOTES)
)


def notes_on(actor: Actor, idea_id: IdeaId) -> Sequence[Note]:
    """The notes on an idea that the actor has been let to, the first first.

    Whoever is not of the company is shown none, wherever this is asked.
    """
    if not reads_notes(actor):
        return []
    rows = ask(NOTES, idea_id=idea_id)
    return [
        Note(
            face_from(row),
            row.body,
            row.noted_at,
            trusted(row.body_html) if row.body_html else None,
        )
        for row in rows
    ]
