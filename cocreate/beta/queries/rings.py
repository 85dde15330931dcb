"""Questions about how far builds have come, and which are near their end."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from cocreate.beta.kinds import Place, RollState
from cocreate.beta.models import Build, BuildAssignment, Enrolment, Rollout
from cocreate.beta.policy import EXPIRY_NOTICES
from cocreate.kernel.db import db
from cocreate.kernel.ids import BuildId


def count_in_reach(build_id: BuildId) -> int:
    """How many testers its cohorts have, whom it reaches in the end."""
    return (
        db.session.scalar(
            select(func.count(func.distinct(Enrolment.person_id)))
            .join(BuildAssignment, BuildAssignment.cohort_id == Enrolment.cohort_id)
            .where(
                BuildAssignment.build_id == build_id, Enrolment.place == Place.ACTIVE
            )
        )
        or 0
    )


def near_expiry(at: datetime) -> Sequence[BuildId]:
    """Builds that end within the longest notice there is."""
    soon = at + timedelta(days=max(EXPIRY_NOTICES))
    return db.session.scalars(
        select(Build.id)
        .where(
            Build.expires_at > at, Build.expires_at <= soon, Build.revoked_at.is_(None)
        )
        .order_by(Build.id)
    ).all()


def find_rollout(build_id: BuildId) -> Rollout | None:
    return db.session.get(Rollout, build_id, populate_existing=True)


def running_rollouts() -> Sequence[BuildId]:
    """The builds that are on their way to more testers."""
    return db.session.scalars(
        select(Rollout.build_id)
        .where(Rollout.state == RollState.RUNNING)
        .order_by(Rollout.build_id)
    ).all()
