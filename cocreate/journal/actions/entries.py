"""Writing entries and putting them before people."""

from datetime import datetime, timedelta

from sqlalchemy import update

from cocreate.journal.events import EntryEdited, EntryPublished
from cocreate.journal.models import JournalEntry
from cocreate.journal.policy import is_published, may_write
from cocreate.journal.queries import due_to_announce, find_twin, get_entry
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import EntryId, ProjectId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import excerpt_of, render_markdown
from cocreate.projects.queries import get_project_by_id

TEAM_ONLY = "The product team writes the journal."
SAME_PRESS = timedelta(minutes=10)


def write_entry(
    actor: Actor, project_id: ProjectId, *, title: str, body: str
) -> JournalEntry:
    """Write a draft that the team alone reads.

    The same words sent again within minutes give the entry of the first press.
    """
    project = get_project_by_id(actor, project_id, lock=True)
    require(may_write(actor), TEAM_ONLY)
    since = now() - SAME_PRESS
    if twin := find_twin(actor.person_id, project.id, title, body, since):
        return twin
    entry = JournalEntry(
        project_id=project.id, author_id=actor.person_id, written_at=now()
    )
    set_words(entry, title, body)
    db.session.add(entry)
    db.session.flush()  # the answer leads to the entry by its key
    return entry


def set_words(entry: JournalEntry, title: str, body: str) -> None:
    entry.title = title
    entry.body = body
    entry.body_html = render_markdown(body)
    entry.excerpt = excerpt_of(entry.body_html)


def edit_entry(
    actor: Actor, entry_id: EntryId, *, title: str, body: str
) -> JournalEntry:
    """Say an entry anew; readers of a published one are told that it was edited."""
    entry = get_entry(actor, entry_id, lock=True)
    require(may_write(actor), TEAM_ONLY)
    if (entry.title, entry.body) == (title, body):
        return entry
    set_words(entry, title, body)
    if is_published(entry, now()):
        entry.edited_at = now()
        record(EntryEdited(entry_id=entry.id, by_id=actor.person_id))
    return entry


def publish_entry(
    actor: Actor, entry_id: EntryId, *, at: datetime | None = None
) -> JournalEntry:
    """Publish an entry, now or at a moment to come; what is out stays as it is."""
    entry = get_entry(actor, entry_id, lock=True)
    require(may_write(actor), TEAM_ONLY)
    if is_published(entry, now()):
        return entry
    entry.published_at = max(at or now(), now())
    if is_published(entry, now()):
        announce(entry)
    return entry


def announce(entry: JournalEntry) -> None:
    """Tell of an entry, once in its life."""
    if entry.announced_at is None:
        entry.announced_at = now()
        record(EntryPublished(entry_id=entry.id, by_id=entry.author_id))


def announce_due() -> int:
    """Tell of the entries whose hour has come; say how many."""
    due = due_to_announce()
    for entry in due:
        announce(entry)
    return len(due)


def withdraw_entry(actor: Actor, entry_id: EntryId) -> JournalEntry:
    """Take an entry back to the drafts; its comments and answers stay with it."""
    entry = get_entry(actor, entry_id, lock=True)
    require(may_write(actor), TEAM_ONLY)
    was_out = is_published(entry, now())
    entry.published_at = None
    if was_out:
        record(EntryEdited(entry_id=entry.id, by_id=actor.person_id))
    return entry


def move_comments(entry_id: EntryId, by: int) -> None:
    """Move the count of comments in the transaction that changes what it counts."""
    db.session.execute(
        update(JournalEntry)
        .where(JournalEntry.id == entry_id)
        .values(comments=JournalEntry.comments + by),
        execution_options={"synchronize_session": False},
    )
