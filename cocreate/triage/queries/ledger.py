"""What was merged, and what is planned."""

from collections.abc import Sequence

from sqlalchemy import select

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.triage.models import Merge, StatusPlan

MANY = 1000


def merges_into(idea_id: IdeaId) -> Sequence[Merge]:
    """What was folded into an idea, the latest first."""
    return db.session.scalars(
        select(Merge)
        .where(Merge.into_id == idea_id, Merge.unmerged_at.is_(None))
        .order_by(Merge.merged_at.desc(), Merge.id.desc())
        .limit(100)
    ).all()


def find_merge(from_id: IdeaId) -> Merge | None:
    """The merge that folded an idea away, and was not taken apart."""
    return db.session.scalar(
        select(Merge)
        .where(Merge.from_id == from_id, Merge.unmerged_at.is_(None))
        .order_by(Merge.id.desc())
        .limit(1)
    )


def due_plans() -> Sequence[IdeaId]:
    """The ideas whose planned status is due, the longest first."""
    return db.session.scalars(
        select(StatusPlan.idea_id)
        .where(StatusPlan.due_at <= now(), StatusPlan.refused.is_(None))
        .order_by(StatusPlan.due_at, StatusPlan.idea_id)
        .limit(MANY)
    ).all()


def find_plan(idea_id: IdeaId) -> StatusPlan | None:
    """What is planned for an idea; only ever asked for the team."""
    return db.session.get(StatusPlan, idea_id)
