"""Which projects the actor may know of; one of them, all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    or_,
    select,
    true,
)

from cocreate.kernel.db import AnySelect, ask, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.policy import Actor
from cocreate.projects.models import (
    PhaseChange,
    Project,
    ProjectMember,
    PromiseChange,
)
from cocreate.projects.orders import Sort
from cocreate.projects.phase import Phase
from cocreate.projects.policy import Activity, is_open

MOST_PROJECTS, MOST_PLACES = 200, 1_000
MOST_CHANGES = 10


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition under which the actor may know of a joined project."""
    if actor.sees_every_project:
        return true()
    if not actor.is_member:
        return Project.is_private.is_(False)
    belongs = exists().where(
        and_(
            ProjectMember.project_id == Project.id,
            ProjectMember.person_id == actor.person_id,
        )
    )
    return or_(Project.is_private.is_(False), belongs)


def visible_to(actor: Actor) -> Select[Project]:
    return select(Project).where(is_visible_to(actor))


def visible_ids(actor: Actor) -> Select[ProjectId]:
    """The keys of the projects the actor may know of: for `IN` conditions."""
    return select(Project.id).where(is_visible_to(actor))


def find_project(actor: Actor, slug: str) -> Project | None:
    return db.session.scalar(visible_to(actor).where(Project.slug == slug))


def get_project(actor: Actor, slug: str) -> Project:
    project = find_project(actor, slug)
    if project is None:
        raise NotFoundError
    return project


def get_project_by_id(
    actor: Actor, project_id: ProjectId, *, lock: bool = False
) -> Project:
    query = visible_to(actor).where(Project.id == project_id)
    if lock:
        query = query.with_for_update(of=Project).execution_options(
            populate_existing=True
        )
    project = db.session.scalar(query)
    if project is None:
        raise NotFoundError
    return project


def phase_of(project_id: ProjectId) -> Phase:
    """The phase alone, for rules that ask nothing else."""
    phase = db.session.scalar(select(Project.phase).where(Project.id == project_id))
    if phase is None:
        raise NotFoundError
    return phase


def workflow_of(project_id: ProjectId) -> str:
    """What a project keeps of its statuses: as ideas/workflow.py reads it."""
    return (
        db.session.scalar(select(Project.workflow).where(Project.id == project_id))
        or ""
    )


class ProjectHeading(NamedTuple):
    """What the pages inside a project say and ask of it, without its texts."""

    id: ProjectId
    slug: str
    name: str
    phase: Phase
    is_private: bool
    answer_within_days: int
    vote_budget: int | None
    workflow: str  # as ideas/workflow.py reads it
    asks_opinion: bool
    opens_with: Sort


BELONGS = exists().where(
    ProjectMember.project_id == Project.id,
    ProjectMember.person_id == bindparam("person_id"),
)
MAY_KNOW = or_(
    Project.is_private.is_(False), bindparam("sees_all", type_=Boolean()), BELONGS
)
HEADED = (
    Project.id,
    Project.slug,
    Project.name,
    Project.phase,
    Project.is_private,
    Project.answer_within_days,
    Project.vote_budget,
    Project.workflow,
    Project.asks_opinion,
    Project.opens_with,
)
HEADING = select(*HEADED).where(MAY_KNOW)
HEADING_BY_SLUG = HEADING.where(Project.slug == bindparam("slug"))
HEADING_BY_ID = HEADING.where(Project.id == bindparam("project_id"))


def get_heading(actor: Actor, slug: str) -> ProjectHeading:
    """The head of a project the actor may know of, by its address."""
    return heading_from(actor, HEADING_BY_SLUG, slug=slug)


def get_heading_by_id(actor: Actor, project_id: ProjectId) -> ProjectHeading:
    return heading_from(actor, HEADING_BY_ID, project_id=project_id)


def heading_from(actor: Actor, statement: AnySelect, **values: Any) -> ProjectHeading:
    row = ask(
        statement,
        person_id=actor.person_id,
        sees_all=actor.sees_every_project,
        **values,
    ).one_or_none()
    if row is None:
        raise NotFoundError
    return ProjectHeading(*row)


class ProjectPlace(NamedTuple):
    """How a project is called, and what it calls its statuses."""

    id: ProjectId
    slug: str
    name: str
    workflow: str  # as ideas/workflow.py reads it


CALLED = (Project.id, Project.slug, Project.name, Project.workflow)
PLACES = select(*CALLED).where(MAY_KNOW).order_by(Project.id).limit(MOST_PLACES)


def places(actor: Actor) -> list[ProjectPlace]:
    """Every project the actor may know of, as it can be called."""
    rows = ask(PLACES, person_id=actor.person_id, sees_all=actor.sees_every_project)
    return [ProjectPlace(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """A project as the home page shows it."""

    id: ProjectId
    slug: str
    name: str
    summary: str
    is_private: bool
    phase: Phase
    ideas: int
    people: int
    answer_within_days: int


CARD = tuple(getattr(Project, field.name) for field in fields(ProjectCard))


def cards(actor: Actor) -> list[ProjectCard]:
    """Every project the actor may know of: those under way first, then the newest."""
    query = (
        select(*CARD)
        .where(is_visible_to(actor))
        .order_by(
            (Project.phase == Phase.CLOSED).asc(),
            Project.opened_at.desc(),
            Project.id.desc(),
        )
    )
    rows = db.session.execute(query.limit(MOST_PROJECTS))
    return [ProjectCard(*row) for row in rows]


def list_projects(actor: Actor) -> Sequence[Project]:
    """Every project the actor may know of, the newest first; there are few."""
    query = visible_to(actor).order_by(Project.opened_at.desc(), Project.id.desc())
    return db.session.scalars(query.limit(MOST_PROJECTS)).all()


def phase_history(project: Project) -> Sequence[PhaseChange]:
    return db.session.scalars(
        select(PhaseChange)
        .where(PhaseChange.project_id == project.id)
        .order_by(PhaseChange.changed_at, PhaseChange.id)
    ).all()


def promise_history(project: Project) -> Sequence[PromiseChange]:
    """What the project had promised before, the newest change first."""
    return db.session.scalars(
        select(PromiseChange)
        .where(PromiseChange.project_id == project.id)
        .order_by(PromiseChange.changed_at.desc(), PromiseChange.id.desc())
        .limit(MOST_CHANGES)
    ).all()


def asking_for_opinions() -> Sequence[ProjectId]:
    """The projects that ask everybody to agree, to disagree or to pass."""
    query = select(Project.id).where(Project.asks_opinion.is_(True))
    return db.session.scalars(query.order_by(Project.id)).all()


def ids_by_size(most_ideas: int | None) -> Select[ProjectId]:
    """Every project, or those with at most so many ideas: for jobs that count."""
    ids = select(Project.id).order_by(Project.id)
    return ids if most_ideas is None else ids.where(Project.ideas <= most_ideas)


def ids_open_to(activity: Activity) -> list[ProjectId]:
    """Every project whose phase is open to something: for jobs."""
    phases = [phase for phase in Phase if is_open(phase, activity)]
    ids = select(Project.id).where(Project.phase.in_(phases))
    return list(db.session.scalars(ids.order_by(Project.id)))
