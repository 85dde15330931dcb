"""Who belongs to a project."""

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.policy import Actor, Role, require
from cocreate.people.queries import find_by_email
from cocreate.projects.models import ProjectMember
from cocreate.projects.policy import may_run
from cocreate.projects.queries import get_project_by_id

TEAM_ONLY = "The product team says who belongs to its projects."
NOBODY_THERE = "Nobody has signed up with this address yet. Ask them to join first."
NOT_COMPANY = "Only people of the company answer customers. Take the tick away."


def add_member(
    actor: Actor, project_id: ProjectId, *, email: str, is_lead: bool = False
) -> PersonId:
    """Give the person with this address a place in the project.

    Somebody who has one keeps it; whether they answer customers is said anew.
    """
    project = get_project_by_id(actor, project_id)
    require(may_run(actor, project), TEAM_ONLY)
    person = find_by_email(email)
    if person is None:
        raise InvalidError({"email": NOBODY_THERE})
    if is_lead and person.role is Role.CUSTOMER:
        raise InvalidError({"is_lead": NOT_COMPANY})
    seat(project.id, person.id, is_lead=is_lead)
    return person.id


def seat(project_id: ProjectId, person_id: PersonId, *, is_lead: bool) -> None:
    try:
        with db.session.begin_nested():
            place = ProjectMember(project_id=project_id, person_id=person_id)
            place.is_lead = is_lead
            db.session.add(place)
    except IntegrityError:
        db.session.execute(
            update(ProjectMember)
            .where(
                ProjectMember.project_id == project_id,
                ProjectMember.person_id == person_id,
            )
            .values(is_lead=is_lead)
        )


def remove_member(actor: Actor, project_id: ProjectId, *, person_id: PersonId) -> None:
    """Take a person's place away; what they wrote stays."""
    project = get_project_by_id(actor, project_id)
    require(may_run(actor, project), TEAM_ONLY)
    db.session.execute(
        delete(ProjectMember).where(
            ProjectMember.project_id == project.id,
            ProjectMember.person_id == person_id,
        )
    )
