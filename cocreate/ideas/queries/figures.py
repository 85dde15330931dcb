"""The figures that ideas carry, for whoever counts anew."""

from sqlalchemy import select

from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId


def comment_figures() -> dict[IdeaId, int]:
    """How many comments each idea says it has; those that say none are left out."""
    rows = db.session.execute(select(Idea.id, Idea.comments).where(Idea.comments > 0))
    return {row.id: row.comments for row in rows}
