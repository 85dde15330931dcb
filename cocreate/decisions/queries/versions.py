"""What a decision said before, and which are to be looked at again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from cocreate.decisions.models import Decision, DecisionVersion
from cocreate.kernel.clock import today
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import DecisionId
from cocreate.kernel.revisions import Revision, revisions

MOST_VERSIONS = 50
MOST_DUE = 100


def versions_of(decision: Decision) -> Sequence[DecisionVersion]:
    """What it said before each amendment that changed it, the newest first."""
    return db.session.scalars(
        select(DecisionVersion)
        .where(DecisionVersion.decision_id == decision.id)
        .order_by(DecisionVersion.number.desc())
        .limit(MOST_VERSIONS)
    ).all()


def count_versions(decision: Decision) -> int:
    """How often it was made to say something else."""
    kept = select(func.count()).where(DecisionVersion.decision_id == decision.id)
    return db.session.scalar(kept) or 0


def get_version(decision: Decision, number: int) -> DecisionVersion:
    """One of the earlier versions of a decision the actor has been let to."""
    found = db.session.scalar(
        select(DecisionVersion).where(
            DecisionVersion.decision_id == decision.id,
            DecisionVersion.number == number,
        )
    )
    if found is None:
        raise NotFoundError
    return found


def revisions_of(
    decision: Decision, versions: Sequence[DecisionVersion]
) -> list[Revision]:
    """What each amendment changed, word by word, the latest first."""
    before = [(one.replaced_at, texts_of(one)) for one in versions]
    return revisions(texts_of(decision), before)


def texts_of(said: Any) -> dict[str, str]:
    """The words of a decision, or of what it said before, by what they are."""
    return {
        "The decision": said.title,
        "Why": said.rationale,
        "Who saw it differently": said.dissent,
        "By whom": said.dissent_by,
        "When we look again": str(said.revisit_on or ""),
    }


def due_revisits() -> Sequence[DecisionId]:
    """The published decisions whose day has come and nobody was reminded of."""
    return db.session.scalars(
        select(Decision.id)
        .where(
            Decision.revisit_on <= today(),
            Decision.reminded_at.is_(None),
            Decision.published_at.is_not(None),
        )
        .order_by(Decision.revisit_on, Decision.id)
        .limit(MOST_DUE)
    ).all()
