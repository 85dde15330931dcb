"""Questions about what there is to try, how it went, and how satisfied people are."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, case, func, select

from cocreate.beta.kinds import Went
from cocreate.beta.models import Build, BuildRating, HonourAnswer, Task, TaskAnswer
from cocreate.beta.queries.builds import is_visible_to as knows_of_build
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import BuildId, PersonId, TaskAnswerId, TaskId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor

MOST_TASKS = 50


def get_task(actor: Actor, task_id: TaskId) -> Task:
    """A task of a build that the actor may know of."""
    task = db.session.scalar(
        select(Task)
        .join(Build, Build.id == Task.build_id)
        .where(Task.id == task_id, knows_of_build(actor))
    )
    if task is None:
        raise NotFoundError
    return task


def task_called(build_id: BuildId, title: str) -> Task | None:
    return db.session.scalar(
        select(Task).where(Task.build_id == build_id, Task.title == title)
    )


def find_trial(
    build_id: BuildId, person_id: PersonId, title: str
) -> TaskAnswerId | None:
    """Somebody's answer to the task of this name, if it is here."""
    task = task_called(build_id, title)
    if task is None:
        return None
    return db.session.scalar(
        select(TaskAnswer.id).where(
            TaskAnswer.task_id == task.id, TaskAnswer.person_id == person_id
        )
    )


def count_tasks(build_id: BuildId) -> int:
    counted = select(func.count()).select_from(Task)
    return db.session.scalar(counted.where(Task.build_id == build_id)) or 0


def find_answer(actor: Actor, task_id: TaskId) -> TaskAnswer | None:
    return db.session.scalar(
        select(TaskAnswer).where(
            TaskAnswer.task_id == task_id, TaskAnswer.person_id == actor.person_id
        )
    )


class TaskLine(NamedTuple):
    """Something to try, how it went for the reader, and for all."""

    id: TaskId
    title: str
    how_html: str
    minutes: int
    dropped_at: datetime | None
    answer_id: TaskAnswerId | None
    went: Went | None
    note: str | None
    files: int | None
    done: int
    blocked: int


def tasks_of(actor: Actor, build_id: BuildId) -> list[TaskLine]:
    """What there is to try in a build that the actor was let to, in one query."""
    own = and_(TaskAnswer.task_id == Task.id, TaskAnswer.person_id == actor.person_id)
    rows = db.session.execute(
        select(
            Task.id,
            Task.title,
            Task.how_html,
            Task.minutes,
            Task.dropped_at,
            TaskAnswer.id.label("answer_id"),
            TaskAnswer.went,
            TaskAnswer.note,
            TaskAnswer.files,
            how_many(Went.DONE),
            how_many(Went.BLOCKED),
        )
        .outerjoin(TaskAnswer, own)
        .where(Task.build_id == build_id)
        .order_by(Task.id)
        .limit(MOST_TASKS)
    )
    return [TaskLine._make(row) for row in rows]


def how_many(went: Went) -> Any:
    other = TaskAnswer.__table__.alias()
    return (
        select(func.count())
        .select_from(other)
        .where(other.c.task_id == Task.id, other.c.went == went)
        .correlate(Task)
        .scalar_subquery()
        .label(str(went))
    )


def answers_on(build_id: BuildId, start: str | None = None) -> Page[Any]:
    """How tasks of a build went, the newest first. The team may ask."""
    rows = (
        select(
            TaskAnswer.id,
            TaskAnswer.person_id,
            TaskAnswer.went,
            TaskAnswer.note_html,
            TaskAnswer.files,
            TaskAnswer.answered_at,
            Task.title,
        )
        .join(Task, Task.id == TaskAnswer.task_id)
        .where(Task.build_id == build_id)
    )
    return page_of(rows, by=TaskAnswer.answered_at, key=TaskAnswer.id, place=start)


class OwnRating(NamedTuple):
    score: int
    why: str


def own_rating(actor: Actor, build_id: BuildId) -> OwnRating | None:
    row = db.session.execute(
        select(BuildRating.score, BuildRating.why).where(
            BuildRating.build_id == build_id, BuildRating.person_id == actor.person_id
        )
    ).one_or_none()
    return OwnRating._make(row) if row else None


class Said(NamedTuple):
    """Why somebody is as satisfied as they are."""

    person_id: PersonId
    score: int
    why: str
    rated_at: datetime


MOST_WHYS = 20
LOWEST_FIRST = case((BuildRating.score <= 2, 0), else_=1)  # noqa: PLR2004 - of five


def whys_of(build_id: BuildId) -> Sequence[Said]:
    """Why people are satisfied or not, whoever is not first. The team may ask."""
    rows = db.session.execute(
        select(
            BuildRating.person_id,
            BuildRating.score,
            BuildRating.why,
            BuildRating.rated_at,
        )
        .where(BuildRating.build_id == build_id, BuildRating.why != "")
        .order_by(LOWEST_FIRST, BuildRating.rated_at.desc(), BuildRating.person_id)
        .limit(MOST_WHYS)
    )
    return [Said._make(row) for row in rows]


def task_counts_for_builds(build_ids: Iterable[BuildId]) -> dict[PersonId, int]:
    """How many tasks of these builds each person tried, done or blocked: credits."""
    answered = select(TaskAnswer.person_id, func.count()).join(
        Task, Task.id == TaskAnswer.task_id
    )
    return counted(answered.where(Task.build_id.in_([*build_ids])), TaskAnswer)


def counted(statement: Any, table: type[TaskAnswer | HonourAnswer]) -> dict[Any, int]:
    """How many rows each person has in a table, by a statement that asks so."""
    rows = statement.group_by(table.person_id).order_by(table.person_id)
    return {row[0]: row[1] for row in db.session.execute(rows)}


def verdict_counts_for_builds(build_ids: Iterable[BuildId]) -> dict[PersonId, int]:
    """How many decisions each person judged in these builds: credits."""
    said = select(HonourAnswer.person_id, func.count())
    return counted(said.where(HonourAnswer.build_id.in_([*build_ids])), HonourAnswer)
