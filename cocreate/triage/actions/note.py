"""Leave notes that the company alone reads."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import insert, select

from cocreate.ideas.queries import IdeaTitle, get_idea, titles
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import WORKER, Actor, require
from cocreate.kernel.text import render_markdown
from cocreate.projects.queries import Called, colleagues_called_in, pages_of
from cocreate.triage.events import IdeaNoted
from cocreate.triage.models import TriageNote
from cocreate.triage.policy import may_note

SAME_PRESS = timedelta(minutes=10)
AT_ONCE = 500  # keys in one IN condition


def note_idea(actor: Actor, idea_id: IdeaId, *, body: str) -> TriageNote:
    """Leave a note that only the company reads; a second press leaves no second one.

    Whom it calls by name is told, if they are of the company.
    """
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
    called = colleagues_called_in(body, idea.project_id)
    note = TriageNote(
        idea_id=idea.id,
        author_id=actor.person_id,
        body=body,
        body_html=with_links(body, called),
        noted_at=now(),
    )
    db.session.add(note)
    db.session.flush()  # what is told needs its key
    record(
        IdeaNoted(
            idea_id=idea.id,
            author_id=actor.person_id,
            note_id=note.id,
            mentioned=tuple(sorted({*called.values()} - {actor.person_id})),
        )
    )
    return note


def with_links(body: str, called: Called) -> str | None:
    """A note is plain words; one that calls somebody is rendered, to lead to them."""
    return render_markdown(body, pages_of(called)) if called else None


class PastNote(NamedTuple):
    """A note of the team as it was written."""

    idea_id: IdeaId
    author_id: PersonId
    body: str
    noted_at: datetime


def bring_notes(notes: Iterable[PastNote]) -> int:
    """Keep the notes that are not here yet; how many they were."""
    fresh = dict.fromkeys(notes)
    about = sorted({note.idea_id for note in fresh})
    for at in range(0, len(about), AT_ONCE):
        for known in notes_on(about[at : at + AT_ONCE]):
            fresh.pop(known, None)
    if fresh:
        rooms = titles(WORKER, {note.idea_id for note in fresh if "@" in note.body})
        rows = [{**note._asdict(), "body_html": linked(note, rooms)} for note in fresh]
        db.session.execute(insert(TriageNote), rows)
    return len(fresh)


def linked(note: PastNote, rooms: Mapping[IdeaId, IdeaTitle]) -> str | None:
    if note.idea_id not in rooms:
        return None
    project_id = rooms[note.idea_id].project_id
    return with_links(note.body, colleagues_called_in(note.body, project_id))


def notes_on(idea_ids: Sequence[IdeaId]) -> list[PastNote]:
    columns = (getattr(TriageNote, name) for name in PastNote._fields)
    found = select(*columns).where(TriageNote.idea_id.in_(idea_ids))
    return [PastNote(*row) for row in db.session.execute(found)]
