"""Compare stored scores with what they should be: for the doctor."""

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import select

from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.kernel.transaction import pause, transaction
from cocreate.surfacing.actions.scores import AT_ONCE, changed, count_scores
from cocreate.surfacing.models import Score, ScoreMark
from cocreate.surfacing.queries.evidence import KEPT, counted, kept_of, weights_by
from cocreate.surfacing.scoring import Weights
from cocreate.surfacing.standing import Counted, valued

EXACT = 1e-6


class ScoreDrift(NamedTuple):
    """Ideas whose score is not there, or too many; or rests on other figures."""

    missing: list[IdeaId]
    stale: list[IdeaId]
    changed: list[IdeaId]

    @property
    def all(self) -> list[IdeaId]:
        return sorted({*self.missing, *self.stale, *self.changed})


def find_score_drift() -> ScoreDrift:
    """Count every score anew beside the stored one; what waits to be is left out."""
    drift = ScoreDrift([], [], [])
    waiting = {key for _, key in changed.waiting}
    waiting |= {*db.session.scalars(select(ScoreMark.idea_id))}
    for some in every_idea():
        compare([key for key in some if key not in waiting], drift)
    return drift


def every_idea() -> Iterator[list[IdeaId]]:
    last = IdeaId(0)
    query = select(Idea.id, Score.idea_id).outerjoin(Score, Score.idea_id == Idea.id)
    while True:
        page = query.where(Idea.id > last).order_by(Idea.id).limit(AT_ONCE)
        some = list(db.session.scalars(page))
        if not some:
            return
        yield some
        last = some[-1]


def compare(idea_ids: list[IdeaId], drift: ScoreDrift) -> None:
    due = {one.idea_id: one for one in counted(idea_ids)}
    rows = db.session.execute(select(*KEPT).where(Score.idea_id.in_(idea_ids))).all()
    kept = {row.idea_id: row for row in rows}
    drift.missing.extend(due.keys() - kept.keys())
    drift.stale.extend(kept.keys() - due.keys())
    weights = weights_by(one.project_id for one in due.values())
    for key in due.keys() & kept.keys():
        if not is_right(kept[key], due[key], weights):
            drift.changed.append(key)


def is_right(row: Any, due: Counted, weights: dict[ProjectId, Weights]) -> bool:
    """Whether a stored score says what is known, and weighs that as its project does.

    Who saw the idea may have become a few more.
    """
    kept = kept_of(row)
    seen_alike = due.evidence._replace(seen=kept.evidence.seen)
    if not is_same(kept, due._replace(evidence=seen_alike)):
        return False
    again = valued(kept, weights[due.project_id], row.valued_at)
    return math.isclose(again.value, row.value, abs_tol=EXACT) and again.own == row.own


def is_same(kept: Counted, due: Counted) -> bool:
    """The same to the last that a sum is exact."""
    figures = zip(told_of(kept), told_of(due), strict=True)
    return all(
        was == became
        if was is None or became is None
        else math.isclose(was, became, abs_tol=EXACT)
        for was, became in figures
    )


def told_of(one: Counted) -> tuple[float | None, ...]:
    return (one.votes, one.comments, *one.evidence, *one.card)


def mend_scores() -> int:
    """Count again what is wrong; say how many."""
    wrong = find_score_drift().all
    pause()
    for start in range(0, len(wrong), AT_ONCE):
        with transaction():
            count_scores(wrong[start : start + AT_ONCE])
    return len(wrong)
