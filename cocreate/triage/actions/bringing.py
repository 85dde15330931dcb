"""Take over what lay on a desk elsewhere: what lies here already stays."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from cocreate.ideas.actions import move_departments
from cocreate.kernel.db import changed_rows, db, insert_into
from cocreate.kernel.ids import DepartmentId, IdeaId, PersonId, ProjectId
from cocreate.triage.acts import Act, Awaited
from cocreate.triage.models import (
    Department,
    DepartmentMember,
    Pause,
    Routing,
    Verdict,
)

NOTHING_KNOWN = "{}"  # what a verdict of elsewhere changed has other keys there


class PastRouting(NamedTuple):
    """That a department was to look at an idea."""

    department: str
    owner_id: PersonId | None
    due_on: date | None
    by_id: PersonId
    routed_at: datetime


class PastPause(NamedTuple):
    """That an idea was put off, or its author asked."""

    awaits: Awaited
    until_at: datetime
    why: str
    by_id: PersonId
    since_at: datetime
    answered_at: datetime | None


class PastVerdict(NamedTuple):
    """A line of a log; what it changed cannot be undone here."""

    project_id: ProjectId
    idea_id: IdeaId
    by_id: PersonId
    act: Act
    words: str
    given_at: datetime
    undone_at: datetime | None
    undone_by_id: PersonId | None


def bring_department(
    name: str,
    *,
    made_at: datetime,
    closed_at: datetime | None = None,
    person_ids: Sequence[PersonId] = (),
) -> bool:
    """Let there be a department with these people; whether it is new here."""
    came = db.session.scalar(
        insert_into(Department)
        .values(name=name, made_at=made_at, closed_at=closed_at)
        .on_conflict_do_nothing()
        .returning(Department.id)
    )
    if came is None:
        return False
    for person_id in dict.fromkeys(person_ids):
        db.session.add(DepartmentMember(department_id=came, person_id=person_id))
    db.session.flush()
    return True


def bring_routing(idea_id: IdeaId, project_id: ProjectId, past: PastRouting) -> bool:
    """Let a department look at an idea; one of this name is made where none is."""
    bring_department(past.department, made_at=past.routed_at)
    came = changed_rows(
        db.session.execute(
            insert_into(Routing)
            .values(
                idea_id=idea_id,
                department_id=department_called(past.department),
                project_id=project_id,
                owner_id=past.owner_id,
                due_on=past.due_on,
                by_id=past.by_id,
                routed_at=past.routed_at,
            )
            .on_conflict_do_nothing()
        )
    )
    if came:
        move_departments(idea_id, 1)
    return came > 0


def department_called(name: str) -> DepartmentId:
    found = db.session.execute(select(Department.id).where(Department.name == name))
    return DepartmentId(found.scalar_one())


def bring_pause(idea_id: IdeaId, project_id: ProjectId, past: PastPause) -> bool:
    """Take an idea off the desk as it was; one that is off here stays so."""
    return (
        changed_rows(
            db.session.execute(
                insert_into(Pause)
                .values(idea_id=idea_id, project_id=project_id, **past._asdict())
                .on_conflict_do_nothing()
            )
        )
        > 0
    )


def bring_verdicts(lines: Iterable[PastVerdict]) -> int:
    """Keep the lines of a log that are not here yet; how many they were."""
    fresh = dict.fromkeys(lines)
    about = {line.idea_id for line in fresh}
    columns = (getattr(Verdict, name) for name in PastVerdict._fields)
    known = db.session.execute(select(*columns).where(Verdict.idea_id.in_(about)))
    for row in known:
        fresh.pop(PastVerdict(*row), None)
    db.session.add_all(
        Verdict(**line._asdict(), payload=NOTHING_KNOWN, hold_key=secrets.token_hex(8))
        for line in fresh
    )
    db.session.flush()
    return len(fresh)
