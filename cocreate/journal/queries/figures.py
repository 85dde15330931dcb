"""The figures that journal entries carry, for whoever counts anew."""

from sqlalchemy import select

from cocreate.journal.models import JournalEntry
from cocreate.kernel.db import db
from cocreate.kernel.ids import EntryId


def comment_figures() -> dict[EntryId, int]:
    """How many comments each entry says it has; those that say none are left out."""
    rows = db.session.execute(
        select(JournalEntry.id, JournalEntry.comments).where(JournalEntry.comments > 0)
    )
    return {row.id: row.comments for row in rows}
