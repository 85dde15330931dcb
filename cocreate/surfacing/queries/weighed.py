"""What the team enters of ideas, and what a project weighed, now and before."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.kernel.policy import Actor, require
from cocreate.people.models import Person
from cocreate.surfacing.models import Scorecard, ScoreRun, Weighing
from cocreate.surfacing.policy import sees_scores
from cocreate.surfacing.queries.evidence import card_of
from cocreate.surfacing.queries.scores import FOR_TEAM
from cocreate.surfacing.scoring import Weights, read_weights
from cocreate.surfacing.standing import Card

MOST_HISTORY = 50


def cards_of(idea_ids: Iterable[IdeaId]) -> dict[IdeaId, Card]:
    """What the team entered of these ideas."""
    rows = db.session.execute(
        select(
            Scorecard.idea_id,
            Scorecard.reach,
            Scorecard.impact,
            Scorecard.sureness,
            Scorecard.effort,
        ).where(Scorecard.idea_id.in_(list(idea_ids)))
    )
    return {row.idea_id: card_of(row) for row in rows}


class Weighed(NamedTuple):
    """A set of weights: from when on, by whom."""

    id: int
    weights: Weights
    at: datetime
    by: str | None


def weighings_of(actor: Actor, project_id: ProjectId) -> list[Weighed]:
    """The sets of weights that a project had, the newest first."""
    require(sees_scores(actor), FOR_TEAM)
    rows = db.session.execute(
        select(Weighing.id, Weighing.weights, Weighing.weighed_at, Person.name)
        .outerjoin(Person, Person.id == Weighing.by_id)
        .where(Weighing.project_id == project_id)
        .order_by(Weighing.id.desc())
        .limit(MOST_HISTORY)
    )
    return [
        Weighed(row.id, read_weights(json.loads(row.weights)), row.weighed_at, row.name)
        for row in rows
    ]


def get_weighing(project_id: ProjectId, weighing_id: int) -> Weighed:
    """A set of weights that the project had."""
    row = db.session.execute(
        select(Weighing.id, Weighing.weights, Weighing.weighed_at).where(
            Weighing.id == weighing_id, Weighing.project_id == project_id
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError
    return Weighed(row.id, read_weights(json.loads(row.weights)), row.weighed_at, None)


def run_of(project_id: ProjectId) -> int | None:
    """How many scores are counted anew by now; none while none have to be."""
    return db.session.scalar(
        select(ScoreRun.done).where(ScoreRun.project_id == project_id)
    )
