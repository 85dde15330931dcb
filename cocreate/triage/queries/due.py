"""Whose answer is due soon, and who should hear of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import exists, select

from cocreate.ideas.models import Idea
from cocreate.kernel.clock import from_local, now
from cocreate.kernel.db import db
from cocreate.kernel.ids import DepartmentId, IdeaId, PersonId
from cocreate.kernel.policy import WORKER
from cocreate.projects.models import Project
from cocreate.projects.queries import leads_of, list_projects
from cocreate.triage.models import Reminder, Routing
from cocreate.triage.queries.departments import members_of

BEFORE = timedelta(hours=24)
AT_ONCE = 500
PROMISE = DepartmentId(0)


class Due(NamedTuple):
    """An idea whose time runs out, and who looks after it."""

    idea_id: IdeaId
    department_id: DepartmentId  # PROMISE: the answer its author was promised
    due_at: datetime
    person_ids: tuple[PersonId, ...]


def due_soon() -> list[Due]:
    """What is due within a day, or has been since then, and nobody was reminded of."""
    return [*promises_due(), *days_due()]


def promises_due() -> Iterator[Due]:
    for project in list_projects(WORKER):
        within = timedelta(days=project.answer_within_days)
        # What was late for more than a day already has been seen to be late.
        first, last = now() - within - BEFORE, now() - within + BEFORE
        rows = db.session.execute(
            select(Idea.id, Idea.proposed_at, Idea.assignee_id)
            .where(
                Idea.project_id == project.id,
                Idea.hidden_at.is_(None),
                Idea.withdrawn_at.is_(None),
                Idea.merged_into_id.is_(None),
                Idea.answered_at.is_(None),
                Idea.proposed_at > first,
                Idea.proposed_at <= last,
                ~exists().where(
                    Reminder.idea_id == Idea.id, Reminder.department_id == PROMISE
                ),
            )
            .order_by(Idea.proposed_at, Idea.id)
            .limit(AT_ONCE)
        ).all()
        for row in rows:
            people = who_looks_after(row.id, row.assignee_id, project)
            yield Due(row.id, PROMISE, row.proposed_at + within, people)


def who_looks_after(
    idea_id: IdeaId, assignee_id: PersonId | None, project: Project
) -> tuple[PersonId, ...]:
    """Its owner; else whoever its departments chose; else who leads the project."""
    if assignee_id is not None:
        return (assignee_id,)
    routed = db.session.execute(
        select(Routing.department_id, Routing.owner_id).where(
            Routing.idea_id == idea_id
        )
    ).all()
    found = {row.owner_id for row in routed if row.owner_id}
    found |= members([row.department_id for row in routed if not row.owner_id])
    return tuple(sorted(found)) or tuple(
        sorted(lead.person_id for lead in leads_of(project))
    )


def members(department_ids: Sequence[DepartmentId]) -> set[PersonId]:
    return {face.person_id for face in members_of(department_ids)}


def days_due() -> Iterator[Due]:
    """What departments are to have looked at by a day that begins soon."""
    rows = db.session.execute(
        select(Routing.idea_id, Routing.department_id, Routing.due_on, Routing.owner_id)
        .join(Idea, Idea.id == Routing.idea_id)
        .where(
            Idea.listed.is_(True),
            Idea.answered_at.is_(None),
            Routing.due_on <= (now() + BEFORE).date(),
            Routing.due_on >= (now() - BEFORE).date(),
            ~exists().where(
                Reminder.idea_id == Routing.idea_id,
                Reminder.department_id == Routing.department_id,
            ),
        )
        .order_by(Routing.due_on, Routing.idea_id, Routing.department_id)
        .limit(AT_ONCE)
    ).all()
    for row in rows:
        due_at = from_local(datetime.combine(row.due_on, time()))
        people = [row.owner_id] if row.owner_id else members([row.department_id])
        yield Due(row.idea_id, row.department_id, due_at, tuple(sorted(people)))
