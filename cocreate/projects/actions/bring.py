"""Take a project over with its past: its phases, its people, its goals."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import insert

from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.text import render_markdown
from cocreate.projects.actions.goals import GoalDraft
from cocreate.projects.actions.opening import ProjectDraft
from cocreate.projects.models import (
    Goal,
    GoalMeasure,
    PhaseChange,
    Project,
    ProjectMember,
)
from cocreate.projects.phase import Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPhase:
    phase: Phase
    by_id: PersonId | None
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMember:
    person_id: PersonId
    is_lead: bool
    joined_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastGoal:
    draft: GoalDraft
    measures: Sequence[tuple[date, float]]


def bring_project(
    draft: ProjectDraft,
    *,
    slug: str,
    is_private: bool,
    phases: Sequence[PastPhase],
    members: Sequence[PastMember],
    goals: Sequence[PastGoal] = (),
) -> ProjectId:
    """Put a project into the world as it stands after its last phase change."""
    project = Project(
        slug=slug,
        is_private=is_private,
        opened_at=phases[0].changed_at,
        phase=phases[-1].phase,
        brief_html=render_markdown(draft.brief),
        **asdict(draft),
    )
    db.session.add(project)
    db.session.flush()  # the rows below need the project's key
    belongs = {"project_id": project.id}
    db.session.execute(insert(PhaseChange), [asdict(one) | belongs for one in phases])
    db.session.execute(
        insert(ProjectMember), [asdict(one) | belongs for one in members]
    )
    for position, goal in enumerate(goals):
        keep_goal(project.id, position, goal)
    return project.id


def keep_goal(project_id: ProjectId, position: int, past: PastGoal) -> None:
    goal = Goal(project_id=project_id, position=position, **asdict(past.draft))
    goal.measured = past.measures[-1][1] if past.measures else None
    db.session.add(goal)
    db.session.flush()  # its measures need the goal's key
    for measured_on, value in past.measures:
        db.session.add(
            GoalMeasure(goal_id=goal.id, measured_on=measured_on, value=value)
        )
