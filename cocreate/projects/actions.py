"""What may be done to a project. The only writer of its tables."""

from datetime import date

from sqlalchemy import update

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import ProjectId, slug_of
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import render_markdown
from cocreate.projects.events import ProjectOpened
from cocreate.projects.models import PhaseChange, Project
from cocreate.projects.phase import Phase
from cocreate.projects.queries import find_project


def open_project(  # noqa: PLR0913 - a project opens with all of its promise
    actor: Actor,
    *,
    name: str,
    slug: str | None = None,
    summary: str = "",
    brief: str = "",
    phase: Phase = Phase.LISTEN,
    is_private: bool = False,
    answer_within_days: int = 7,
    decide_by_on: date | None = None,
) -> Project:
    """Open a co-creation project with its promise; the team alone may.

    A second press, with the same address, gives the project the first one made.
    """
    require(actor.is_team, "The product team opens projects.")
    slug = slug or slug_of(name)
    if found := find_project(actor, slug):
        return found
    project = Project(
        slug=slug,
        name=name,
        summary=summary,
        brief=brief,
        brief_html=render_markdown(brief),
        phase=phase,
        is_private=is_private,
        answer_within_days=answer_within_days,
        decide_by_on=decide_by_on,
        opened_at=now(),
    )
    db.session.add(project)
    db.session.flush()  # the phase below needs the project's key
    db.session.add(
        PhaseChange(project_id=project.id, phase=phase, by_id=actor.person_id)
    )
    record(ProjectOpened(project_id=project.id))
    return project


def move_counts(project_id: ProjectId, *, ideas: int = 0, votes: int = 0) -> None:
    """Move the derived counts in the transaction that changes what they count."""
    db.session.execute(
        update(Project)
        .where(Project.id == project_id)
        .values(ideas=Project.ideas + ideas, votes=Project.votes + votes),
        execution_options={"synchronize_session": False},
    )
