"""Taking a project a step on: its phase, and who may see it."""

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.projects.events import PhaseChanged
from cocreate.projects.models import PhaseChange, Project
from cocreate.projects.orders import Sort
from cocreate.projects.phase import Phase
from cocreate.projects.policy import may_run
from cocreate.projects.queries import get_project_by_id

TEAM_ONLY = "The product team takes its projects from phase to phase."


def change_phase(actor: Actor, project_id: ProjectId, *, to: Phase) -> Project:
    """Take the project to a phase, with its day in the history; once there, stay."""
    project = get_project_by_id(actor, project_id, lock=True)
    require(may_run(actor, project), TEAM_ONLY)
    if project.phase is to:
        return project
    project.phase = to
    db.session.add(
        PhaseChange(
            project_id=project.id, phase=to, by_id=actor.person_id, changed_at=now()
        )
    )
    record(PhaseChanged(project_id=project.id, phase=to, by_id=actor.person_id))
    return project


def make_private(actor: Actor, project_id: ProjectId) -> Project:
    """Let only members and the company's team know of the project."""
    return show_to(actor, project_id, is_private=True)


def make_public(actor: Actor, project_id: ProjectId) -> Project:
    """Let everybody read the project."""
    return show_to(actor, project_id, is_private=False)


def show_to(actor: Actor, project_id: ProjectId, *, is_private: bool) -> Project:
    project = get_project_by_id(actor, project_id, lock=True)
    require(may_run(actor, project), TEAM_ONLY)
    project.is_private = is_private
    return project


def keep_workflow(actor: Actor, project_id: ProjectId, *, workflow: str) -> Project:
    """Keep how a project calls its statuses and what each allows."""
    project = get_project_by_id(actor, project_id, lock=True)
    require(may_run(actor, project), TEAM_ONLY)
    if project.workflow != workflow:
        project.workflow = workflow
    return project


def keep_opening(actor: Actor, project_id: ProjectId, *, opens_with: Sort) -> Project:
    """Say with which order the list of a project's ideas begins."""
    project = get_project_by_id(actor, project_id, lock=True)
    require(may_run(actor, project), TEAM_ONLY)
    if project.opens_with is not opens_with:
        project.opens_with = opens_with
    return project


def keep_embedding(actor: Actor, project_id: ProjectId, *, hosts: str) -> Project:
    """Say on whose pages the roadmap may stand in a frame; nowhere, with no host."""
    project = get_project_by_id(actor, project_id, lock=True)
    require(may_run(actor, project), TEAM_ONLY)
    project.embedded_in = hosts
    return project
