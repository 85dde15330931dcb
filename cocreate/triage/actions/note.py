"""Leave notes that the company alone reads."""

from datetime import datetime, timedelta

from sqlalchemy import select

from cocreate.ideas.queries import get_idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.triage.events import IdeaNoted
from cocreate.triage.models import TriageNote
from cocreate.triage.policy import may_note

SAME_PRESS = timedelta(minutes=10)


def note_idea(actor: Actor, idea_id: IdeaId, *, body: str) -> TriageNote:
    """Leave a note that only the company reads; a second press leaves no second one."""
    require(may_note(actor), "The company keeps notes.")
    idea = get_idea(actor, idea_id, lock=True)
    same = db.session.scalar(
        select(TriageNote).where(
            TriageNote.idea_id == idea.id,
            TriageNote.author_id == actor.person_id,
            TriageNote.body == body,
            TriageNote.noted_at > now() - SAME_PRESS,
        )
    )
    if same:
        return same
    note = TriageNote(
        idea_id=idea.id, author_id=actor.person_id, body=body, noted_at=now()
    )
    db.session.add(note)
    record(IdeaNoted(idea_id=idea.id, author_id=actor.person_id))
    return note


def bring_note(
    idea_id: IdeaId, *, author_id: PersonId, body: str, noted_at: datetime
) -> None:
    """Keep a note of the team as it was written."""
    db.session.add(
        TriageNote(idea_id=idea_id, author_id=author_id, body=body, noted_at=noted_at)
    )
