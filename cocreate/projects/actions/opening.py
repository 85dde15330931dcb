"""Opening a project, and writing its brief and promise."""

from dataclasses import asdict, dataclass, fields
from datetime import date

from sqlalchemy.exc import IntegrityError

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import ProjectId, slug_of
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import render_markdown
from cocreate.projects.events import ProjectOpened, PromiseChanged
from cocreate.projects.models import PhaseChange, Project, ProjectMember, PromiseChange
from cocreate.projects.orders import Sort
from cocreate.projects.phase import Phase
from cocreate.projects.policy import may_open, may_run
from cocreate.projects.queries import find_project, get_project, get_project_by_id

PROMISED = frozenset({"answer_within_days", "decide_by_on"})
RESERVED_SLUGS = frozenset({"new"})
TEAM_ONLY = "The product team runs its projects."


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """What the team writes about a project: its brief and its promise."""

    name: str
    summary: str = ""
    brief: str = ""
    answer_within_days: int = 7
    decide_by_on: date | None = None
    vote_budget: int | None = None
    asks_opinion: bool = False
    opens_with: Sort = Sort.TOP


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
    vote_budget: int | None = None,
    asks_opinion: bool = False,
    opens_with: Sort = Sort.TOP,
) -> Project:
    """Open a co-creation project with its promise; the team alone may.

    A second press, with the same address, gives the project the first one made;
    another project's address is refused.
    """
    require(may_open(actor), TEAM_ONLY)
    slug = slug or slug_of(name)
    if slug in RESERVED_SLUGS:
        raise InvalidError({"slug": "Choose another address: this one is taken."})
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
        vote_budget=vote_budget,
        asks_opinion=asks_opinion,
        opens_with=opens_with,
        opened_at=now(),
    )
    if find_project(actor, slug) or not insert(project):
        return same_project(actor, slug, name)
    staff(actor, project)
    record(ProjectOpened(project_id=project.id, by_id=actor.person_id))
    return project


def insert(project: Project) -> bool:
    """Whether the project got its address: of two at once, one does."""
    try:
        with db.session.begin_nested():
            db.session.add(project)
    except IntegrityError:
        return False
    return True


def same_project(actor: Actor, slug: str, name: str) -> Project:
    found = get_project(actor, slug)
    if found.name != name:
        taken = f"“{found.name}” has this address. Choose another."
        raise InvalidError({"slug": taken})
    return found


def staff(actor: Actor, project: Project) -> None:
    """Write down the first phase, and whoever opened it as the first to answer."""
    by_id = actor.person_id or None  # an import acts for nobody
    db.session.add(PhaseChange(project_id=project.id, phase=project.phase, by_id=by_id))
    if by_id:
        member = ProjectMember(project_id=project.id, person_id=by_id, is_lead=True)
        db.session.add(member)
    db.session.flush()  # what follows may read the phase and its people


def ensure_project(
    actor: Actor, *, slug: str, name: str, is_private: bool = False
) -> Project:
    """The project at this address, opened now if there is none: for imports."""
    return find_project(actor, slug) or open_project(
        actor, slug=slug, name=name, phase=Phase.IDEATE, is_private=is_private
    )


def edit_project(
    actor: Actor, project_id: ProjectId, *, draft: ProjectDraft
) -> Project:
    """Say the brief and the promise anew. What is the same changes nothing."""
    project = get_project_by_id(actor, project_id, lock=True)
    require(may_run(actor, project), TEAM_ONLY)
    changes = {
        name: value
        for name, value in asdict(draft).items()
        if getattr(project, name) != value
    }
    if not changes:
        return project
    if changes.keys() & PROMISED:
        keep_promise(actor, project)
    for name, value in changes.items():
        setattr(project, name, value)
    project.brief_html = render_markdown(project.brief)
    return project


def as_it_is(project: Project) -> ProjectDraft:
    """What the team wrote about a project, to be changed in part."""
    names = [one.name for one in fields(ProjectDraft)]
    return ProjectDraft(**{name: getattr(project, name) for name in names})


def keep_promise(actor: Actor, project: Project) -> None:
    """A promise that could be moved in silence would be none: keep what it was."""
    was = {name: getattr(project, name) for name in PROMISED}
    change = PromiseChange(project_id=project.id, by_id=actor.person_id, **was)
    db.session.add(change)
    record(PromiseChanged(project_id=project.id, by_id=actor.person_id))
