"""What lies on the desk: departments, who looks at what until when, and the log."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from cocreate.cli.exporting.selection import (
    Row,
    Selection,
    batches,
    named,
    present,
    streamed,
    written,
)
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import DepartmentId, IdeaId
from cocreate.people.models import Person
from cocreate.triage.models import (
    Department,
    DepartmentMember,
    Pause,
    Routing,
    Verdict,
)

Owner = aliased(Person, name="owner")
Router = aliased(Person, name="router")
Undoer = aliased(Person, name="undoer")


def departments(_: Selection) -> Iterator[Row]:
    """Each, with who is in it."""
    for one in db.session.scalars(select(Department).order_by(Department.id)):
        yield {
            "name": one.name,
            "made": written(one.made_at),
            "members": [*members_of(one.id)],
            "internal": True,
        } | present(closed=written(one.closed_at))


def members_of(department_id: DepartmentId) -> Iterator[Row]:
    query = (
        select(Person.id, Person.name)
        .join(DepartmentMember, DepartmentMember.person_id == Person.id)
        .where(DepartmentMember.department_id == department_id)
        .order_by(Person.name, Person.id)
    )
    for person_id, name in db.session.execute(query):
        yield named("person", person_id, name)


def desk(chosen: Selection) -> Iterator[Row]:
    """Of each idea that somebody looks after, is routed, or put off: all of that."""
    query = chosen.of_ideas(
        select(Idea.id, Idea.assignee_id, Person.name, Pause, Router.name)
        .outerjoin(Person, Person.id == Idea.assignee_id)
        .outerjoin(Pause, Pause.idea_id == Idea.id)
        .outerjoin(Router, Router.id == Pause.by_id)
        .where(
            or_(
                Idea.assignee_id.is_not(None),
                Pause.idea_id.is_not(None),
                exists().where(Routing.idea_id == Idea.id),
            )
        )
        .order_by(Idea.id)
    )
    for some in batches(query):
        routed = routings_of([row[0] for row in some])
        for idea_id, assignee_id, assignee, pause, by in some:
            yield {
                "idea": str(idea_id),
                **named("assignee", assignee_id, assignee),
                "internal": True,
            } | present(
                routed=routed.get(idea_id),
                put_off=pause and row_of_pause(pause, by),
            )


def routings_of(idea_ids: Sequence[IdeaId]) -> dict[IdeaId, list[Row]]:
    found: dict[IdeaId, list[Row]] = {}
    rows: Any = db.session.execute(
        select(Routing, Department.name, Owner.name, Router.name)
        .join(Department, Department.id == Routing.department_id)
        .join(Router, Router.id == Routing.by_id)
        .outerjoin(Owner, Owner.id == Routing.owner_id)
        .where(Routing.idea_id.in_(idea_ids))
        .order_by(Routing.idea_id, Department.name)
    )
    for routing, department, owner, router in rows:
        found.setdefault(routing.idea_id, []).append(
            {
                "department": department,
                **named("owner", routing.owner_id, owner),
                **named("by", routing.by_id, router),
                "at": written(routing.routed_at),
            }
            | present(due=routing.due_on and routing.due_on.isoformat())
        )
    return found


def row_of_pause(pause: Pause, by: str) -> Row:
    return {
        "awaits": str(pause.awaits),
        "until": written(pause.until_at),
        "since": written(pause.since_at),
        **named("by", pause.by_id, by),
    } | present(why=pause.why or None, answered=written(pause.answered_at))


def verdicts(chosen: Selection) -> Iterator[Row]:
    """The log: who did what to which idea, and whether it was undone."""
    query = chosen.of_ideas(
        select(Verdict, Person.name, Undoer.name)
        .join(Idea, Idea.id == Verdict.idea_id)
        .join(Person, Person.id == Verdict.by_id)
        .outerjoin(Undoer, Undoer.id == Verdict.undone_by_id)
        .order_by(Verdict.id)
    )
    for verdict, by, undoer in streamed(query):
        yield {
            "idea": str(verdict.idea_id),
            **named("by", verdict.by_id, by),
            "act": str(verdict.act),
            "words": verdict.words,
            "at": written(verdict.given_at),
            "internal": True,
        } | present(
            undone=verdict.undone_at
            and named("by", verdict.undone_by_id, undoer)
            | {"at": written(verdict.undone_at)}
        )
