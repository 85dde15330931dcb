"""Questions at the product managers' desk: what waits, and what to know of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from cocreate.ideas.models import Idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import AnySelect, ask, db, unindexed
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.kernel.text import SafeHtml, trusted
from cocreate.people.faces import Face
from cocreate.people.models import Person
from cocreate.people.queries import FACE, face_from
from cocreate.projects.queries import ProjectHeading
from cocreate.triage.models import Merge, StatusPlan, TriageNote
from cocreate.triage.policy import reads_notes

MANY = 1000
MOST_NOTES = 100


class Queue(StrEnum):
    """The piles on the desk."""

    WAITING = "waiting"
    MINE = "mine"
    LATE = "late"
    ANSWERED = "answered"


class QueuedIdea(NamedTuple):
    """One line of the queue."""

    id: IdeaId
    title: str
    votes: int
    proposed_at: datetime
    answered_at: datetime | None
    author_name: str
    assignee_id: PersonId | None


LINE = (
    Idea.id,
    Idea.title,
    Idea.votes,
    Idea.proposed_at,
    Idea.answered_at,
    Person.name.label("author_name"),
    Idea.assignee_id,
)


def queue_page(
    actor: Actor, project: ProjectHeading, queue: Queue, *, place: str | None = None
) -> Page[QueuedIdea]:
    """One page of a pile: what waits, the oldest first; what is done, the newest."""
    query = (
        select(*LINE)
        .join(Person, Person.id == Idea.author_id)
        .where(*piled(actor, project, queue))
    )
    if queue is Queue.ANSWERED:
        page: Page[Any] = page_of(query, by=Idea.answered_at, key=Idea.id, place=place)
    else:
        page = page_of(
            query, by=Idea.proposed_at, key=Idea.id, place=place, descending=False
        )
    lines = [QueuedIdea(*row) for row in page.rows]
    return Page(lines, page.following, page.preceding)


def piled(
    actor: Actor, project: ProjectHeading, queue: Queue
) -> list[ColumnElement[bool]]:
    """What puts an idea on this pile."""
    here = Idea.project_id == project.id
    # Spelled out: this is how the index of unanswered ideas says it.
    waits = [
        Idea.hidden_at.is_(None),
        Idea.withdrawn_at.is_(None),
        Idea.merged_into_id.is_(None),
        Idea.answered_at.is_(None),
    ]
    match queue:
        case Queue.ANSWERED:
            return [here, Idea.listed.is_(True), Idea.answered_at.is_not(None)]
        case Queue.WAITING:
            return [here, *waits]
        case Queue.MINE:
            # A pile of one's own is small: gathered by the index of the assigned.
            mine = Idea.assignee_id == actor.person_id
            return [unindexed(Idea.project_id) == project.id, *waits, mine]
        case Queue.LATE:
            promised = now() - timedelta(days=project.answer_within_days)
            return [here, *waits, Idea.proposed_at < promised]


def queue_lengths(actor: Actor, project: ProjectHeading) -> dict[Queue, int]:
    """How many wait on each pile, counted up to a thousand; in one query."""
    waiting = (Queue.WAITING, Queue.MINE, Queue.LATE)
    counted = (counting(project_ids(actor, project, queue)) for queue in waiting)
    row = db.session.execute(
        select(*(query.scalar_subquery() for query in counted))
    ).one()
    return dict(zip(waiting, row, strict=True))


def project_ids(actor: Actor, project: ProjectHeading, queue: Queue) -> AnySelect:
    return select(Idea.id).where(*piled(actor, project, queue))


def bounded(query: AnySelect) -> int:
    return db.session.scalar(counting(query)) or 0


def counting(query: AnySelect) -> Select[int]:
    return select(func.count()).select_from(query.limit(MANY).subquery())


def answered_today(project_id: ProjectId) -> int:
    """How many got their first answer in the last day."""
    recent = select(Idea.id).where(
        Idea.project_id == project_id,
        Idea.listed.is_(True),
        Idea.answered_at > now() - timedelta(days=1),
    )
    return bounded(recent)


class Note(NamedTuple):
    """What somebody of the company wrote for the others about an idea."""

    author: Face
    body: str
    noted_at: datetime
    html: SafeHtml | None  # where it calls somebody


NOTES = (
    select(*FACE, TriageNote.body, TriageNote.noted_at, TriageNote.body_html)
    .join(Person, Person.id == TriageNote.author_id)
    .where(TriageNote.idea_id == bindparam("idea_id"))
    .order_by(TriageNote.noted_at, TriageNote.id)
    .limit(MOST_NOTES)
)


def notes_on(actor: Actor, idea_id: IdeaId) -> Sequence[Note]:
    """The notes on an idea that the actor has been let to, the first first.

    Whoever is not of the company is shown none, wherever this is asked.
    """
    if not reads_notes(actor):
        return []
    rows = ask(NOTES, idea_id=idea_id)
    return [
        Note(
            face_from(row),
            row.body,
            row.noted_at,
            trusted(row.body_html) if row.body_html else None,
        )
        for row in rows
    ]


def merges_into(idea_id: IdeaId) -> Sequence[Merge]:
    """What was folded into an idea, the latest first."""
    return db.session.scalars(
        select(Merge)
        .where(Merge.into_id == idea_id, Merge.unmerged_at.is_(None))
        .order_by(Merge.merged_at.desc(), Merge.id.desc())
        .limit(100)
    ).all()


def find_merge(from_id: IdeaId) -> Merge | None:
    """The merge that folded an idea away, and was not taken apart."""
    return db.session.scalar(
        select(Merge)
        .where(Merge.from_id == from_id, Merge.unmerged_at.is_(None))
        .order_by(Merge.id.desc())
        .limit(1)
    )


def due_plans() -> Sequence[IdeaId]:
    """The ideas whose planned status is due, the longest first."""
    return db.session.scalars(
        select(StatusPlan.idea_id)
        .where(StatusPlan.due_at <= now(), StatusPlan.refused.is_(None))
        .order_by(StatusPlan.due_at, StatusPlan.idea_id)
        .limit(MANY)
    ).all()


def find_plan(idea_id: IdeaId) -> StatusPlan | None:
    """What is planned for an idea; only ever asked for the team."""
    return db.session.get(StatusPlan, idea_id)
