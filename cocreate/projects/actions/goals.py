"""From now to tomorrow: what is measured, and where it stands."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.policy import Actor, require
from cocreate.projects.models import Goal, GoalMeasure, Project
from cocreate.projects.policy import may_run
from cocreate.projects.queries import find_goal, get_goal, get_project_by_id

TEAM_ONLY = "The product team sets and measures its goals."
TAKEN = "Another goal of this project has this name."


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """What should become different, by how much and by when."""

    name: str
    unit: str
    baseline: float
    target: float
    due_on: date | None


def add_goal(actor: Actor, project_id: ProjectId, *, draft: GoalDraft) -> Goal:
    """Set a goal; setting the very same again gives the first."""
    project = team_project(actor, project_id)
    place = select(func.count()).where(Goal.project_id == project.id)
    position = db.session.scalar(place) or 0
    goal = Goal(project_id=project.id, position=position, **asdict(draft))
    try:
        with db.session.begin_nested():
            db.session.add(goal)
    except IntegrityError:
        found = find_goal(project.id, draft.name)
        if found is None or is_other(found, draft):
            raise InvalidError({"name": TAKEN}) from None
        return found
    return goal


def is_other(goal: Goal, draft: GoalDraft) -> bool:
    return any(getattr(goal, name) != value for name, value in asdict(draft).items())


def edit_goal(
    actor: Actor, project_id: ProjectId, goal_id: int, *, draft: GoalDraft
) -> Goal:
    """Say a goal anew; what was measured stays."""
    goal = get_goal(team_project(actor, project_id), goal_id)
    namesake = find_goal(goal.project_id, draft.name)
    if namesake is not None and namesake.id != goal.id:
        raise InvalidError({"name": TAKEN})
    for name, value in asdict(draft).items():
        setattr(goal, name, value)
    return goal


def withdraw_goal(actor: Actor, project_id: ProjectId, goal_id: int) -> None:
    """Give a goal up, with what was measured; a second press finds it gone."""
    project = team_project(actor, project_id)
    db.session.execute(
        delete(Goal).where(Goal.id == goal_id, Goal.project_id == project.id)
    )


def measure_goal(
    actor: Actor, project_id: ProjectId, goal_id: int, *, value: float, on: date
) -> Goal:
    """Write down where a goal stood on a day; a day has one value, the last written."""
    goal = get_goal(team_project(actor, project_id), goal_id)
    db.session.execute(
        delete(GoalMeasure).where(
            GoalMeasure.goal_id == goal.id, GoalMeasure.measured_on == on
        )
    )
    measure = GoalMeasure(goal_id=goal.id, value=value, measured_on=on)
    measure.by_id = actor.person_id or None
    db.session.add(measure)
    db.session.flush()  # the newest measure below may be this one
    goal.measured = db.session.scalar(
        select(GoalMeasure.value)
        .where(GoalMeasure.goal_id == goal.id)
        .order_by(GoalMeasure.measured_on.desc())
        .limit(1)
    )
    return goal


def team_project(actor: Actor, project_id: ProjectId) -> Project:
    # Locked first: two who measure on one day must not both write it.
    project = get_project_by_id(actor, project_id, lock=True)
    require(may_run(actor, project), TEAM_ONLY)
    return project
