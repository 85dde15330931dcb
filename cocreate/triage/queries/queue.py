"""The piles on the desk: what waits, on whom, and for how long."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import aliased

from cocreate.ideas.models import Idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import AnySelect, any_of, db, unindexed
from cocreate.kernel.ids import DepartmentId, IdeaId, PersonId, ProjectId, SegmentId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.people.models import Person
from cocreate.projects.queries import ProjectHeading
from cocreate.triage.acts import Awaited
from cocreate.triage.models import DepartmentMember, Pause, Routing
from cocreate.votes.queries import said_by

MANY = 1000
Off = aliased(Pause, name="off")


class Queue(StrEnum):
    """The piles on the desk."""

    WAITING = "waiting"
    MINE = "mine"
    OURS = "ours"
    NOBODYS = "nobodys"
    LATE = "late"
    PUT_OFF = "off"
    ANSWERED = "answered"


COUNTED = (
    Queue.WAITING,
    Queue.MINE,
    Queue.OURS,
    Queue.NOBODYS,
    Queue.LATE,
    Queue.PUT_OFF,
)


class QueuedIdea(NamedTuple):
    """One line of the queue."""

    id: IdeaId
    title: str
    votes: int
    proposed_at: datetime
    answered_at: datetime | None
    author_name: str
    assignee_id: PersonId | None
    departments: int
    awaits: Awaited | None  # why it was put off, or is
    until_at: datetime | None
    back_at: datetime | None  # when its author answered


LINE = (
    Idea.id,
    Idea.title,
    Idea.votes,
    Idea.proposed_at,
    Idea.answered_at,
    Person.name.label("author_name"),
    Idea.assignee_id,
    Idea.departments,
    Pause.awaits,
    Pause.until_at,
    Pause.answered_at.label("back_at"),
)


def queue_page(
    actor: Actor,
    project: ProjectHeading,
    queue: Queue,
    *,
    place: str | None = None,
    segment_id: SegmentId | None = None,
    is_long: bool = False,
) -> Page[QueuedIdea]:
    """One page of a pile: what waits, the oldest first; what is done, the newest.

    Cut by a segment, of what its people voted for or proposed alone. Of a pile that
    `is_long` the order is walked until the page is full; a short one is gathered.
    """
    query = (
        select(*LINE)
        .join(Person, Person.id == Idea.author_id)
        .outerjoin(Pause, Pause.idea_id == Idea.id)
        .where(*lying(actor, project, queue, is_long=is_long), said_by(segment_id))
    )
    match queue:
        case Queue.ANSWERED:
            by, newest_first = Idea.answered_at, True
        case Queue.PUT_OFF:
            by, newest_first = Pause.until_at, False
        case _:
            by, newest_first = Idea.proposed_at, False
    page: Page[Any] = page_of(
        query, by=by, key=Idea.id, place=place, descending=newest_first
    )
    lines = [QueuedIdea(*row) for row in page.rows]
    return Page(lines, page.following, page.preceding)


def lying(
    actor: Actor, project: ProjectHeading, queue: Queue, *, is_long: bool
) -> list[ColumnElement[bool]]:
    """What puts an idea on this pile, said so that its page is found the short way."""
    if queue is Queue.PUT_OFF:  # in the order of the pauses themselves
        here = Pause.project_id == project.id, Pause.until_at > now()
        return [*here, *unanswered()]
    if queue is Queue.OURS and is_long:
        return [*piled(actor, project, Queue.WAITING), is_routed_to(actor)]
    return piled(actor, project, queue)


def is_routed_to(actor: Actor) -> ColumnElement[bool]:
    ours = Routing.department_id.in_(own_departments(actor))
    return any_of(select(Routing.idea_id).where(Routing.idea_id == Idea.id, ours))


def unanswered() -> list[ColumnElement[bool]]:
    # Spelled out: this is how the index of unanswered ideas says it.
    return [
        Idea.hidden_at.is_(None),
        Idea.withdrawn_at.is_(None),
        Idea.merged_into_id.is_(None),
        Idea.answered_at.is_(None),
    ]


def piled(
    actor: Actor, project: ProjectHeading, queue: Queue
) -> list[ColumnElement[bool]]:
    """What puts an idea on this pile."""
    here, anywhere = Idea.project_id == project.id, unindexed(Idea.project_id)
    waits = [*unanswered(), ~is_off()]
    which = [here, *waits]
    match queue:
        case Queue.ANSWERED:
            which = [here, Idea.listed.is_(True), Idea.answered_at.is_not(None)]
        case Queue.MINE:
            # A pile of one's own is small: gathered by the index of the assigned.
            mine = Idea.assignee_id == actor.person_id
            which = [anywhere == project.id, *waits, mine]
        case Queue.OURS:
            ours = Idea.id.in_(routed_to(actor, project.id))
            which = [anywhere == project.id, *waits, ours]
        case Queue.NOBODYS:
            which = [here, *waits, Idea.assignee_id.is_(None), Idea.departments == 0]
        case Queue.LATE:
            promised = now() - timedelta(days=project.answer_within_days)
            which = [here, *waits, Idea.proposed_at < promised]
        case Queue.PUT_OFF:
            off = Idea.id.in_(put_off_in(project.id))
            which = [anywhere == project.id, *unanswered(), off]
        case Queue.WAITING:
            pass
    return which


def put_off_in(project_id: ProjectId) -> Select[IdeaId]:
    return select(Off.idea_id).where(Off.project_id == project_id, is_ahead())


def is_off() -> ColumnElement[bool]:
    """Whether an idea is put off, or its author is asked, and that has not come."""
    return any_of(select(Off.idea_id).where(Off.idea_id == Idea.id, is_ahead()))


def is_ahead() -> ColumnElement[bool]:
    return Off.until_at > now()


def routed_to(actor: Actor, project_id: ProjectId) -> Select[IdeaId]:
    """What the departments of the actor are to look at."""
    return select(Routing.idea_id).where(
        Routing.department_id.in_(own_departments(actor)),
        Routing.project_id == project_id,
    )


def own_departments(actor: Actor) -> Select[DepartmentId]:
    return select(DepartmentMember.department_id).where(
        DepartmentMember.person_id == actor.person_id
    )


class Lengths(NamedTuple):
    """How much lies on each pile, and how long the oldest has waited."""

    of: Mapping[Queue, int]
    oldest_at: datetime | None

    def is_long(self, queue: Queue) -> bool:
        """Whether more lies there than is counted."""
        return self.of.get(queue, 0) >= MANY


def queue_lengths(
    actor: Actor, project: ProjectHeading, *, segment_id: SegmentId | None = None
) -> Lengths:
    """How many wait on each pile, counted up to a thousand; in one query."""
    cut = said_by(segment_id)
    counted = [
        counted_on(actor, project, queue, cut).scalar_subquery() for queue in COUNTED
    ]
    oldest = (
        select(Idea.proposed_at)
        .where(*piled(actor, project, Queue.WAITING), cut)
        .order_by(Idea.proposed_at, Idea.id)
        .limit(1)
    )
    row = db.session.execute(select(*counted, oldest.scalar_subquery())).one()
    found = (min(number, MANY) for number in row[:-1])
    return Lengths(dict(zip(COUNTED, found, strict=True)), row[-1])


def counted_on(
    actor: Actor, project: ProjectHeading, queue: Queue, cut: ColumnElement[bool]
) -> Select[int]:
    """How many lie on a pile: from what makes it short, and no further than told."""
    match queue:
        case Queue.OURS:
            # Several departments may look at one: read twice as far, each once.
            waits = is_still(Routing.idea_id, ~is_off(), cut)
            waiting = routed_to(actor, project.id).where(waits).limit(2 * MANY)
            return select(func.count(waiting.subquery().c.idea_id.distinct()))
        case Queue.PUT_OFF:
            return counting(put_off_in(project.id).where(is_still(Off.idea_id, cut)))
        case _:
            return counting(ids_on(actor, project, queue).where(cut))


def is_still(idea_id: Any, *others: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether an idea is unanswered, and all else that is asked of it."""
    known = Idea.id == idea_id
    return any_of(select(Idea.id).where(known, *unanswered(), *others))


def ids_on(actor: Actor, project: ProjectHeading, queue: Queue) -> AnySelect:
    return select(Idea.id).where(*piled(actor, project, queue))


def bounded(query: AnySelect) -> int:
    return db.session.scalar(counting(query)) or 0


def counting(query: AnySelect) -> Select[int]:
    return select(func.count()).select_from(query.limit(MANY).subquery())


def next_on(
    actor: Actor,
    project: ProjectHeading,
    queue: Queue,
    *,
    idea_id: IdeaId,
    segment_id: SegmentId | None = None,
) -> IdeaId | None:
    """What opens after a verdict: the idea itself while it lies on the pile.

    Else the one after it, in the order of the pile; else the first, if any is left.
    """
    here = ids_on(actor, project, queue).where(said_by(segment_id))
    if queue is Queue.ANSWERED or db.session.scalar(here.where(Idea.id == idea_id)):
        return idea_id
    ordered = here.order_by(Idea.proposed_at, Idea.id).limit(1)
    proposed_at = db.session.scalar(select(Idea.proposed_at).where(Idea.id == idea_id))
    place = tuple_(Idea.proposed_at, Idea.id) > tuple_(proposed_at, idea_id)
    beyond = ordered.where(Idea.proposed_at >= proposed_at, place)
    return db.session.scalar(beyond) or db.session.scalar(ordered)


def answered_today(
    project_id: ProjectId, *, segment_id: SegmentId | None = None
) -> int:
    """How many got their first answer in the last day."""
    recent = select(Idea.id).where(
        Idea.project_id == project_id,
        Idea.listed.is_(True),
        Idea.answered_at > now() - timedelta(days=1),
        said_by(segment_id),
    )
    return bounded(recent)
