"""What ideas heard, from how many: all that their support is told from."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from math import isclose
from typing import NamedTuple

from sqlalchemy import func, select

from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel.db import AnySelect, ask, db, dialect, places_for, some_of
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.kernel.policy import Actor, require
from cocreate.projects import queries as projects
from cocreate.projects.models import Project
from cocreate.surfacing.models import Exposure, Usual
from cocreate.surfacing.ranking import UNKNOWN, Heard, Prior, assured

MOST_TOLD = 4_000  # ideas that the usual is learned from


class Standing(NamedTuple):
    """An idea and what is kept of who saw it, in one row."""

    id: IdeaId
    project_id: ProjectId
    votes: int
    status: Status
    listed: bool
    support: float
    proposed_at: datetime
    workflow: str
    asks_opinion: bool
    people: int  # whom the project has heard
    share: float | None
    weight: float | None
    sketch: bytes | None  # none: nothing is kept of it yet
    before: int | None
    shown: int | None
    agreed: float | None
    asked: float | None
    turn: float | None

    @property
    def prior(self) -> Prior:
        if self.share is None or self.weight is None:
            return UNKNOWN
        return Prior(self.share, self.weight)


COLUMNS = (
    Idea.id,
    Idea.project_id,
    Idea.votes,
    Idea.status,
    Idea.listed,
    Idea.support,
    Idea.proposed_at,
    Project.workflow,
    Project.asks_opinion,
    Project.people,
    Usual.share,
    Usual.weight,
    Exposure.sketch,
    Exposure.before,
    Exposure.shown,
    Exposure.agreed,
    Exposure.asked,
    Exposure.turn,
)


def standings_of(idea_ids: Collection[IdeaId]) -> list[Standing]:
    """These ideas, each with what is kept of it locked, in the order of their keys."""
    some = some_of("idea", sorted(idea_ids))
    if dialect() != "sqlite":  # there, whoever writes is alone
        ask(kept_rows(len(some)), **some)
    return [Standing(*row) for row in ask(standing_rows(len(some)), **some)]


@lru_cache
def kept_rows(size: int) -> AnySelect:
    query = select(Exposure.idea_id).where(
        Exposure.idea_id.in_(places_for("idea", size))
    )
    return query.order_by(Exposure.idea_id).with_for_update()


@lru_cache
def standing_rows(size: int) -> AnySelect:
    return (
        select(*COLUMNS)
        .join(Project, Project.id == Idea.project_id)
        .outerjoin(Usual, Usual.project_id == Idea.project_id)
        .outerjoin(Exposure, Exposure.idea_id == Idea.id)
        .where(Idea.id.in_(places_for("idea", size)))
        .order_by(Idea.id)
    )


def projects_by_size(most_ideas: int | None) -> list[ProjectId]:
    """Every project, or those with at most so many ideas."""
    return list(db.session.scalars(projects.ids_by_size(most_ideas)))


def heard_in(project_id: ProjectId) -> Counter[Heard]:
    """What the ideas of a project heard, or some of them where there are many."""
    query = select(func.count()).where(Exposure.project_id == project_id)
    step = 1 + (db.session.scalar(query) or 0) // MOST_TOLD
    rows = db.session.execute(
        select(Exposure.agreed, Exposure.asked, func.count())
        .join(Idea, Idea.id == Exposure.idea_id)
        .where(
            Exposure.project_id == project_id,
            Exposure.idea_id % step == 0,
            Idea.listed.is_(True),
        )
        .group_by(Exposure.agreed, Exposure.asked)
    )
    return Counter({Heard(agreed, asked): times for agreed, asked, times in rows})


def usual_in(project_id: ProjectId) -> Prior | None:
    """What was learned last of what ideas of a project usually get."""
    row = db.session.execute(
        select(Usual.share, Usual.weight).where(Usual.project_id == project_id)
    ).one_or_none()
    return Prior(*row) if row else None


def drifted_supports() -> list[IdeaId]:
    """Ideas whose support is not what is kept of who saw them comes to."""
    rows = db.session.execute(
        select(
            Exposure.idea_id,
            Exposure.agreed,
            Exposure.asked,
            Idea.support,
            func.coalesce(Usual.share, UNKNOWN.share),
            func.coalesce(Usual.weight, UNKNOWN.weight),
        )
        .join(Idea, Idea.id == Exposure.idea_id)
        .outerjoin(Usual, Usual.project_id == Exposure.project_id)
        .order_by(Exposure.idea_id)
    )
    return [
        key
        for key, agreed, asked, told, share, weight in rows
        if not isclose(told, assured(Heard(agreed, asked), Prior(share, weight)))
    ]


class Reach(NamedTuple):
    """About how many people an idea was shown to, and how many of them voted."""

    shown: int
    votes: int


def reach_of(actor: Actor, idea_id: IdeaId) -> Reach | None:
    """How far an idea has come, where it was counted; for the company."""
    require(actor.is_company, "How many saw an idea is for those who judge it.")
    row = db.session.execute(
        select(Exposure.shown, Idea.votes)
        .join(Idea, Idea.id == Exposure.idea_id)
        .where(Exposure.idea_id == idea_id)
    ).one_or_none()
    return Reach(max(row.shown, row.votes), row.votes) if row else None
