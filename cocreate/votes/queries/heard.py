"""What ideas heard besides plain votes: how much they matter, and who answered no."""

from collections.abc import Collection

from sqlalchemy import func, select

from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.policy import Actor
from cocreate.votes.kinds import Importance
from cocreate.votes.models import Answer, Vote


def importances_of(
    idea_ids: Collection[IdeaId],
) -> dict[IdeaId, dict[Importance, int]]:
    """How many voters of each idea said of it that it matters so much."""
    rows = db.session.execute(
        select(Vote.idea_id, Vote.importance, func.count())
        .where(Vote.idea_id.in_(idea_ids), Vote.importance.is_not(None))
        .group_by(Vote.idea_id, Vote.importance)
    )
    found: dict[IdeaId, dict[Importance, int]] = {}
    for idea_id, importance, people in rows:
        if importance is not None:
            found.setdefault(idea_id, {})[importance] = people
    return found


def refused_ids(actor: Actor, idea_ids: Collection[IdeaId]) -> frozenset[IdeaId]:
    """Which of these ideas the actor disagrees with, or passed."""
    if not idea_ids or not actor.is_member:
        return frozenset()
    query = select(Answer.idea_id).where(
        Answer.voter_id == actor.person_id, Answer.idea_id.in_(idea_ids)
    )
    return frozenset(db.session.scalars(query))


def refused_by(idea_ids: Collection[IdeaId]) -> dict[IdeaId, int]:
    """How many people answered each idea with a disagreement, or passed."""
    rows = db.session.execute(
        select(Answer.idea_id, func.count().label("people"))
        .where(Answer.idea_id.in_(idea_ids))
        .group_by(Answer.idea_id)
    )
    return {row.idea_id: row.people for row in rows}
