"""Which entries the actor may read. What is not yet published, only the team does."""

from sqlalchemy import ColumnElement, Select, and_, bindparam, select, true

from cocreate.journal.models import JournalEntry
from cocreate.journal.policy import may_write
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import EntryId
from cocreate.kernel.policy import Actor
from cocreate.projects.queries import visible_ids


def is_out() -> ColumnElement[bool]:
    """Told the hour when it is asked, so that a statement with it may be kept."""
    hour = bindparam(None, callable_=now, type_=JournalEntry.published_at.type)
    return JournalEntry.published_at <= hour


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition under which the actor may read a joined entry."""
    where = JournalEntry.project_id.in_(visible_ids(actor))
    return and_(where, true() if may_write(actor) else is_out())


def visible_to(actor: Actor) -> Select[JournalEntry]:
    return select(JournalEntry).where(is_visible_to(actor))


def get_entry(actor: Actor, entry_id: EntryId, *, lock: bool = False) -> JournalEntry:
    query = visible_to(actor).where(JournalEntry.id == entry_id)
    if lock:
        query = query.with_for_update(of=JournalEntry).execution_options(
            populate_existing=True
        )
    entry = db.session.scalar(query)
    if entry is None:
        raise NotFoundError
    return entry
