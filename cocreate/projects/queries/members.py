"""Who belongs to a project, and who answers customers in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.policy import Role
from cocreate.people.faces import Face
from cocreate.people.models import Person
from cocreate.people.queries import faces
from cocreate.projects.models import Project, ProjectMember

MOST_MEMBERS = 500
MOST_LEADS = 6


@dataclass(frozen=True, slots=True)
class Member:
    """A person's place in a project."""

    face: Face
    is_lead: bool
    joined_at: datetime


def members_of(project: Project) -> list[Member]:
    """Everybody with a place in the project, those who answer customers first."""
    places = db.session.execute(
        select(ProjectMember.person_id, ProjectMember.is_lead, ProjectMember.joined_at)
        .where(ProjectMember.project_id == project.id)
        .order_by(
            ProjectMember.is_lead.desc(),
            ProjectMember.joined_at,
            ProjectMember.person_id,
        )
        .limit(MOST_MEMBERS)
    ).all()
    known = faces(place.person_id for place in places)
    return [
        Member(known[place.person_id], place.is_lead, place.joined_at)
        for place in places
    ]


def leads_of(project: Project) -> list[Face]:
    """Who answers customers in this project, by seniority in it."""
    ids = db.session.scalars(
        select(ProjectMember.person_id)
        .where(ProjectMember.project_id == project.id, ProjectMember.is_lead.is_(True))
        .order_by(ProjectMember.joined_at, ProjectMember.person_id)
        .limit(MOST_LEADS)
    ).all()
    known = faces(ids)
    return [known[person_id] for person_id in ids]


def allowed_in(
    project_id: ProjectId | None, person_ids: Iterable[PersonId]
) -> list[PersonId]:
    """Those of the people who may know of a project: a private one tells its own."""
    wanted = sorted(set(person_ids))
    private = select(Project.is_private).where(Project.id == project_id)
    if project_id is None or not db.session.scalar(private):
        return wanted
    inside = ProjectMember.project_id == project_id
    staff = (Role.PRODUCT_MANAGER, Role.MODERATOR, Role.ADMINISTRATOR)
    found = (
        select(Person.id, ProjectMember.is_lead)
        .outerjoin(ProjectMember, (ProjectMember.person_id == Person.id) & inside)
        .where(Person.id.in_(wanted))
        .where(or_(ProjectMember.person_id.is_not(None), Person.role.in_(staff)))
        .order_by(Person.id)
    )
    return list(db.session.scalars(found))
