"""Make an idea's figure and trend equal to its votes."""

from sqlalchemy import select

from cocreate.ideas.actions import set_votes
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.votes.models import Vote
from cocreate.votes.trend import trend_of


def recount(idea_id: IdeaId) -> int:
    """Make an idea's figure and trend equal to its votes; give the figure."""
    cast = db.session.scalars(select(Vote.cast_at).where(Vote.idea_id == idea_id)).all()
    set_votes(idea_id, votes=len(cast), trend=trend_of(cast))
    return len(cast)
