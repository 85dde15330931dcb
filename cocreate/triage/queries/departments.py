"""The parts of the company, who is in them, and what each is to look at."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import aliased

from cocreate.ideas.models import Idea
from cocreate.ideas.queries import is_visible_to
from cocreate.kernel.db import db, unindexed
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import DepartmentId, IdeaId, PersonId, SegmentId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor, Role
from cocreate.people.faces import Face
from cocreate.people.models import Person
from cocreate.people.queries import FACE, face_from, faces
from cocreate.people.queries import colleagues as colleague_ids
from cocreate.projects import queries as projects
from cocreate.projects.models import Project
from cocreate.triage.models import Department, DepartmentMember, Routing
from cocreate.votes.queries import said_by

MOST_DEPARTMENTS = 200
COMPANY = [role for role in Role if role.is_company]  # who left it is in none
Owner = aliased(Person, name="owner")


class DepartmentLine(NamedTuple):
    """A department in a list: how many are in it, and how much waits for it."""

    id: DepartmentId
    name: str
    closed_at: datetime | None
    members: int
    waiting: int


class Routed(NamedTuple):
    """A department that an idea is routed to, with who does it and until when."""

    department_id: DepartmentId
    name: str
    owner_id: PersonId | None
    owner_name: str | None
    due_on: date | None
    routed_at: datetime


class RoutedIdea(NamedTuple):
    """An idea that a department is to look at."""

    id: IdeaId
    title: str
    votes: int
    routed_at: datetime
    due_on: date | None
    owner_name: str | None
    project_name: str


def departments(segment_id: SegmentId | None = None) -> list[DepartmentLine]:
    """All of them by name, those that are closed last; what waits, of a segment."""
    members = (
        select(func.count())
        .where(DepartmentMember.department_id == Department.id)
        .scalar_subquery()
    )
    waiting = (
        select(func.count())
        .select_from(Routing)
        .join(Idea, Idea.id == Routing.idea_id)
        .where(
            Routing.department_id == Department.id, still_waits(), said_by(segment_id)
        )
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Department.id, Department.name, Department.closed_at, members, waiting)
        .order_by(Department.closed_at.is_not(None), Department.name, Department.id)
        .limit(MOST_DEPARTMENTS)
    )
    return [DepartmentLine(*row) for row in rows]


def still_waits() -> ColumnElement[bool]:
    return and_(Idea.listed.is_(True), Idea.answered_at.is_(None))


def open_departments() -> Sequence[tuple[DepartmentId, str]]:
    """Those that take ideas, by name: for a choice."""
    rows = db.session.execute(
        select(Department.id, Department.name)
        .where(Department.closed_at.is_(None))
        .order_by(Department.name, Department.id)
        .limit(MOST_DEPARTMENTS)
    )
    return [(row.id, row.name) for row in rows]


def find_department(
    department_id: DepartmentId, *, lock: bool = False
) -> Department | None:
    query = select(Department).where(Department.id == department_id)
    return db.session.scalar(query.with_for_update() if lock else query)


def get_department(department_id: DepartmentId, *, lock: bool = False) -> Department:
    found = find_department(department_id, lock=lock)
    if found is None:
        raise NotFoundError
    return found


def members_of(department_ids: Iterable[DepartmentId]) -> list[Face]:
    """Who is in any of these departments, by name."""
    wanted = select(DepartmentMember.person_id).where(
        DepartmentMember.department_id.in_([*department_ids])
    )
    rows = db.session.execute(
        select(*FACE)
        .where(Person.id.in_(wanted), Person.role.in_(COMPANY))
        .order_by(Person.name, Person.id)
    )
    return [face_from(row) for row in rows]


def owners() -> list[tuple[PersonId, str]]:
    """Who can be named to look after something: the members of departments."""
    # Each found by its key: not looked for among everybody in the order of the keys.
    members = select(unindexed(DepartmentMember.person_id))
    rows = db.session.execute(
        select(*FACE)
        .where(Person.id.in_(members), Person.role.in_(COMPANY))
        .order_by(Person.name, Person.id)
        .limit(MOST_DEPARTMENTS)
    )
    return [(row.id, row.name) for row in rows]


def colleagues() -> list[Face]:
    """Who can be in a department: everybody of the company, by name."""
    return sorted(faces(colleague_ids()).values(), key=lambda face: face.name)


def routings_of(idea_id: IdeaId) -> list[Routed]:
    """The departments that an idea is routed to, by name."""
    rows = db.session.execute(
        select(
            Routing.department_id,
            Department.name,
            Routing.owner_id,
            Owner.name.label("owner_name"),
            Routing.due_on,
            Routing.routed_at,
        )
        .join(Department, Department.id == Routing.department_id)
        .outerjoin(Owner, Owner.id == Routing.owner_id)
        .where(Routing.idea_id == idea_id)
        .order_by(Department.name, Department.id)
    )
    return [Routed(*row) for row in rows]


def routed_ideas(
    actor: Actor,
    department_id: DepartmentId,
    *,
    place: str | None = None,
    segment_id: SegmentId | None = None,
) -> Page[RoutedIdea]:
    """What waits for a department, that the actor may see; the longest first."""
    query = (
        select(
            Idea.id,
            Idea.title,
            Idea.votes,
            Routing.routed_at,
            Routing.due_on,
            Owner.name.label("owner_name"),
            Project.name.label("project_name"),
        )
        .select_from(Routing)
        .join(Idea, Idea.id == Routing.idea_id)
        .join(Project, Project.id == Routing.project_id)
        .outerjoin(Owner, Owner.id == Routing.owner_id)
        .where(
            Routing.department_id == department_id,
            still_waits(),
            said_by(segment_id),
            is_visible_to(actor),
            true()
            if actor.sees_every_project
            else Routing.project_id.in_(projects.visible_ids(actor)),
        )
    )
    page = page_of(
        query, by=Routing.routed_at, key=Idea.id, place=place, descending=False
    )
    rows = [RoutedIdea(*row) for row in page.rows]
    return Page(rows, page.following, page.preceding)
