"""The goals of a project, and what was measured of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import ProjectId
from cocreate.projects.models import Goal, GoalMeasure, Project

MOST_GOALS = 50


def goals_of(project: Project) -> Sequence[Goal]:
    return db.session.scalars(
        select(Goal)
        .where(Goal.project_id == project.id)
        .order_by(Goal.position, Goal.id)
        .limit(MOST_GOALS)
    ).all()


def get_goal(project: Project, goal_id: int) -> Goal:
    goal = db.session.scalar(
        select(Goal).where(Goal.id == goal_id, Goal.project_id == project.id)
    )
    if goal is None:
        raise NotFoundError
    return goal


def find_goal(project_id: ProjectId, name: str) -> Goal | None:
    return db.session.scalar(
        select(Goal).where(Goal.project_id == project_id, Goal.name == name)
    )


@dataclass(frozen=True, slots=True)
class Measure:
    value: float
    measured_on: date


def measures_of(project: Project) -> dict[int, list[Measure]]:
    """What was measured of each goal, the oldest first, in one query."""
    rows = db.session.execute(
        select(GoalMeasure.goal_id, GoalMeasure.value, GoalMeasure.measured_on)
        .join(Goal, Goal.id == GoalMeasure.goal_id)
        .where(Goal.project_id == project.id)
        .order_by(GoalMeasure.measured_on, GoalMeasure.id)
    )
    found: dict[int, list[Measure]] = {}
    for row in rows:
        found.setdefault(row.goal_id, []).append(Measure(row.value, row.measured_on))
    return found
