"""Ideas that had votes lately, found by the index of what rises."""

from typing import NamedTuple

from sqlalchemy import select

from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, ProjectId

MOST = 300


class Moving(NamedTuple):
    """An idea that may have had votes lately, as it stands."""

    idea_id: IdeaId
    votes: int
    trend: float


def moving_ideas(project_id: ProjectId, *, trend: float) -> list[Moving]:
    """Listed ideas with at least this trend, those that rise most: for jobs."""
    rows = db.session.execute(
        select(Idea.id, Idea.votes, Idea.trend)
        .where(
            Idea.project_id == project_id,
            Idea.listed.is_(True),
            Idea.trend >= trend,
        )
        .order_by(Idea.trend.desc(), Idea.id.desc())
        .limit(MOST)
    )
    return [Moving(*row) for row in rows]
