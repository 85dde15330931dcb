"""Make departments, and let them look at ideas."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, insert

from cocreate.ideas.actions import move_departments
from cocreate.ideas.policy import may_answer
from cocreate.ideas.queries import get_idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db, insert_into
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import DepartmentId, IdeaId, PersonId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.triage.events import IdeaRouted
from cocreate.triage.models import Department, DepartmentMember, Routing
from cocreate.triage.queries import (
    colleagues,
    find_department,
    get_department,
    members_of,
    routings_of,
)

TEAM_ROUTES = "The product team routes ideas."
TEAM_MAKES = "The product team says which departments there are."


def make_department(actor: Actor, *, name: str) -> DepartmentId:
    """Let there be a department of this name; one that was closed is open again."""
    require(actor.may_write and actor.is_team, TEAM_MAKES)
    made = db.session.scalar(
        insert_into(Department)
        .values(name=name, made_at=now())
        .on_conflict_do_update(index_elements=["name"], set_={"closed_at": None})
        .returning(Department.id)
    )
    return DepartmentId(int(made))


def staff_department(
    actor: Actor, department_id: DepartmentId, *, person_ids: Iterable[PersonId]
) -> None:
    """Let a department be these people of the company, and nobody else."""
    require(actor.may_write and actor.is_team, TEAM_MAKES)
    department = get_department(department_id, lock=True)
    known = {face.person_id for face in colleagues()}
    wanted = sorted({*person_ids} & known)
    db.session.execute(
        delete(DepartmentMember).where(DepartmentMember.department_id == department.id)
    )
    if wanted:
        rows = [{"department_id": department.id, "person_id": one} for one in wanted]
        db.session.execute(insert(DepartmentMember), rows)


def close_department(actor: Actor, department_id: DepartmentId) -> None:
    """Let a department take no more ideas; what it has stays with it."""
    require(actor.may_write and actor.is_team, TEAM_MAKES)
    department = get_department(department_id, lock=True)
    department.closed_at = department.closed_at or now()


def route_idea(
    actor: Actor,
    idea_id: IdeaId,
    *,
    department_id: DepartmentId,
    owner_id: PersonId | None = None,
    due_on: date | None = None,
) -> None:
    """Let a department look at an idea, perhaps somebody by name, until a day.

    Others that look at it go on. Routed there again, owner and day are the new ones.
    """
    idea = get_idea(actor, idea_id, lock=True)
    require(may_answer(actor, idea), TEAM_ROUTES)
    department = find_department(department_id)
    if department is None or department.closed_at is not None:
        raise InvalidError({"department": "Choose one of the departments."})
    refuse_strangers(department_id, owner_id)
    known = {one.department_id: one for one in routings_of(idea.id)}.get(department_id)
    if known and (known.owner_id, known.due_on) == (owner_id, due_on):
        return
    said = {"owner_id": owner_id, "due_on": due_on}
    db.session.execute(
        insert_into(Routing)
        .values(
            idea_id=idea.id,
            department_id=department_id,
            project_id=idea.project_id,
            by_id=actor.person_id,
            routed_at=now(),
            **said,
        )
        .on_conflict_do_update(index_elements=["idea_id", "department_id"], set_=said)
    )
    if known is None:
        move_departments(idea.id, 1)
    tell_department(actor, idea_id, department_id, owner_id)


def refuse_strangers(department_id: DepartmentId, owner_id: PersonId | None) -> None:
    members = {face.person_id for face in members_of([department_id])}
    if owner_id is not None and owner_id not in members:
        raise InvalidError({"owner": "Choose somebody of that department."})


def tell_department(
    actor: Actor,
    idea_id: IdeaId,
    department_id: DepartmentId,
    owner_id: PersonId | None,
) -> None:
    """Whoever is named hears of it; else everybody in the department."""
    people = (
        [owner_id]
        if owner_id
        else [face.person_id for face in members_of([department_id])]
    )
    record(
        IdeaRouted(
            idea_id=idea_id,
            department_id=department_id,
            by_id=actor.person_id,
            person_ids=tuple(people),
        )
    )


def unroute_idea(actor: Actor, idea_id: IdeaId, *, department_id: DepartmentId) -> None:
    """Let a department look at an idea no more; where it did not, nothing changes."""
    idea = get_idea(actor, idea_id, lock=True)
    require(may_answer(actor, idea), TEAM_ROUTES)
    gone = db.session.execute(
        delete(Routing).where(
            Routing.idea_id == idea.id, Routing.department_id == department_id
        )
    )
    move_departments(idea.id, -changed_rows(gone))
