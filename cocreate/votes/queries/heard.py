"""What ideas heard besides plain votes: how much they matter, and who answered no."""

from collections.abc import Collection
from functools import lru_cache

from sqlalchemy import func, select

from cocreate.kernel.db import AnySelect, ask, db, places_for, some_of
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.policy import Actor
from cocreate.votes.kinds import Importance
from cocreate.votes.models import Answer, Vote


def importances_of(
    idea_ids: Collection[IdeaId],
) -> dict[IdeaId, dict[Importance, int]]:
    """How many voters of each idea said of it that it matters so much."""
    some = some_of("idea", [*idea_ids])
    rows = ask(importances(len(some)), **some)
    found: dict[IdeaId, dict[Importance, int]] = {}
    for idea_id, importance, people in rows:
        if importance is not None:
            found.setdefault(idea_id, {})[importance] = people
    return found


@lru_cache
def importances(size: int) -> AnySelect:
    return (
        select(Vote.idea_id, Vote.importance, func.count())
        .where(Vote.idea_id.in_(places_for("idea", size)), Vote.importance.is_not(None))
        .group_by(Vote.idea_id, Vote.importance)
    )


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
    some = some_of("idea", [*idea_ids])
    rows = ask(refusals(len(some)), **some)
    return {row.idea_id: row.people for row in rows}


@lru_cache
def refusals(size: int) -> AnySelect:
    return (
        select(Answer.idea_id, func.count().label("people"))
        .where(Answer.idea_id.in_(places_for("idea", size)))
        .group_by(Answer.idea_id)
    )
