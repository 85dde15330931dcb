"""What scores rest on, counted from what people did and what the team entered."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, or_, select

from cocreate.discussion import queries as discussion
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.surfacing.models import (
    Exposure,
    Score,
    Scorecard,
    ScoreMark,
    ScoreRun,
    Weighing,
)
from cocreate.surfacing.scoring import WORTH, Evidence, Weights, read_weights
from cocreate.surfacing.standing import Card, Counted
from cocreate.votes import queries as votes

SEEN = func.coalesce(Exposure.shown, 0).label("seen")
MORE, FEW_MORE = 1.1, 5  # that many more saw an idea: its score is worth counting


def counted(idea_ids: Sequence[IdeaId]) -> list[Counted]:
    """What is known now of those of these ideas that are listed: a few statements."""
    rows = db.session.execute(
        select(
            Idea.id,
            Idea.project_id,
            Idea.votes,
            Idea.comments,
            Idea.trend,
            Scorecard.reach,
            Scorecard.impact,
            Scorecard.sureness,
            Scorecard.effort,
            SEEN,
        )
        .outerjoin(Scorecard, Scorecard.idea_id == Idea.id)
        .outerjoin(Exposure, Exposure.idea_id == Idea.id)
        .where(Idea.id.in_(idea_ids), Idea.listed.is_(True))
        .order_by(Idea.id)
    ).all()
    listed = [row.id for row in rows]
    if not listed:
        return []
    speakers = discussion.count_speakers(listed)
    said, worth = said_of(listed)
    weighted = weighted_of(rows)
    return [
        Counted(
            row.id,
            row.project_id,
            row.votes,
            row.comments,
            Evidence(
                people=row.votes + speakers.get(row.id, 0) + 1,  # whoever proposed it
                said=said.get(row.id, 0),
                worth=worth.get(row.id, 0.0),
                trend=row.trend,
                weighted=weighted.get(row.id, 0.0),
                seen=row.seen,
                effort=row.effort,
            ),
            card_of(row),
        )
        for row in rows
    ]


def said_of(
    idea_ids: Sequence[IdeaId],
) -> tuple[dict[IdeaId, int], dict[IdeaId, float]]:
    """How many said how much each idea matters, and the sum of what they said."""
    said: dict[IdeaId, int] = {}
    worth: dict[IdeaId, float] = {}
    for one in votes.importances(idea_ids):
        said[one.idea_id] = said.get(one.idea_id, 0) + one.people
        worth[one.idea_id] = (
            worth.get(one.idea_id, 0.0) + one.people * WORTH[one.importance]
        )
    return said, worth


def weighted_of(rows: Iterable[Any]) -> dict[IdeaId, float]:
    """Votes by the weights of their people's segments, where a project weighs any."""
    projects = {row.id: row.project_id for row in rows}
    weights = weights_by(projects.values())
    asked = [key for key in projects if weights[projects[key]].of_segments]
    found: dict[IdeaId, float] = {}
    if asked:
        for (segment_id, key), (people, _) in votes.count_by_segment(asked).items():
            weight = weights[projects[key]].of_segments.get(segment_id, 0.0)
            found[key] = found.get(key, 0.0) + weight * people
    return found


def card_of(row: Any) -> Card:
    return Card(row.reach, row.impact, row.sureness, row.effort)


KEPT = (
    Score.idea_id,
    Score.project_id,
    Score.votes,
    Score.comments,
    Score.people,
    Score.said,
    Score.worth,
    Score.trend,
    Score.weighted,
    Score.seen,
    Score.reach,
    Score.impact,
    Score.sureness,
    Score.effort,
    Score.value,
    Score.rice,
    Score.own,
    Score.valued_at,
    Score.fades_at,
)


def kept_of(row: Any) -> Counted:
    """What a score was made of when it was counted last."""
    return Counted(
        row.idea_id,
        row.project_id,
        row.votes,
        row.comments,
        Evidence(
            people=row.people,
            said=row.said,
            worth=row.worth,
            trend=row.trend,
            weighted=row.weighted,
            seen=row.seen,
            effort=row.effort,
        ),
        card_of(row),
    )


# ── What is in force ──────────────────────────────────────────────────────────


def weights_of(project_id: ProjectId) -> Weights:
    """What a project weighs how much; ours, until it says so itself."""
    return weights_by([project_id])[project_id]


def weights_by(project_ids: Iterable[ProjectId]) -> dict[ProjectId, Weights]:
    wanted = set(project_ids)
    newest = (
        select(func.max(Weighing.id))
        .where(Weighing.project_id.in_(wanted))
        .group_by(Weighing.project_id)
    )
    rows = db.session.execute(
        select(Weighing.project_id, Weighing.weights).where(Weighing.id.in_(newest))
    )
    told = {row.project_id: read_weights(json.loads(row.weights)) for row in rows}
    return {key: told.get(key, Weights()) for key in wanted}


def weighs_segments() -> bool:
    """Whether any project's votes count by the segments of its people."""
    return any(one.of_segments for one in weights_by(all_weighing()).values())


def all_weighing() -> list[ProjectId]:
    return list(db.session.scalars(select(Weighing.project_id).distinct()))


# ── What is to be counted anew ────────────────────────────────────────────────


def marked_ids(most: int) -> list[IdeaId]:
    """Ideas whose score no longer says what is known of them."""
    query = select(ScoreMark.idea_id).order_by(ScoreMark.idea_id).limit(most)
    return list(db.session.scalars(query))


def next_run() -> ScoreRun | None:
    """A project whose scores are being counted anew."""
    return db.session.scalar(select(ScoreRun).order_by(ScoreRun.project_id).limit(1))


def ids_scored_after(
    project_id: ProjectId, after_id: IdeaId, most: int
) -> list[IdeaId]:
    query = (
        select(Score.idea_id)
        .where(Score.project_id == project_id, Score.idea_id > after_id)
        .order_by(Score.idea_id)
        .limit(most)
    )
    return list(db.session.scalars(query))


def stale_ids(after_id: IdeaId, most: int) -> list[IdeaId]:
    """Ideas whose score is not there, or says other figures than theirs; by key.

    Who saw an idea counts only when that is a tenth more: lists are read all day.
    """
    query = (
        select(Idea.id, Score.value)
        .outerjoin(Score, Score.idea_id == Idea.id)
        .outerjoin(Exposure, Exposure.idea_id == Idea.id)
        .where(
            Idea.id > after_id,
            or_(
                Idea.listed.is_(True) & Score.idea_id.is_(None),
                Idea.listed.is_(False) & Score.idea_id.is_not(None),
                Score.votes != Idea.votes,
                Score.comments != Idea.comments,
                Score.trend != Idea.trend,
                Exposure.shown > Score.seen * MORE + FEW_MORE,
            ),
        )
        .order_by(Idea.id)
        .limit(most)
    )
    return list(db.session.scalars(query))
