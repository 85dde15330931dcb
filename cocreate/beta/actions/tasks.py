"""Ask for something to be tried; keep how it went, and how satisfied people are."""

from cocreate.beta.drafts import Evidence, TaskDraft
from cocreate.beta.events import ShippedBuildTried
from cocreate.beta.models import Build, BuildRating, Task, TaskAnswer
from cocreate.beta.policy import may_report, may_run
from cocreate.beta.queries.builds import get_build
from cocreate.beta.queries.enrolments import find_enrolment
from cocreate.beta.queries.tasks import count_tasks, find_answer, get_task, task_called
from cocreate.ideas.actions import hang
from cocreate.ideas.models import Attachment
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import BuildId, TaskId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import render_markdown

TEAM_ONLY = "The product team says what there is to try."
TESTERS_ONLY = "Testers with a seat in this beta say how it went."
MOST_TASKS = 50


def add_task(actor: Actor, build_id: BuildId, draft: TaskDraft) -> Task:
    """Ask for something to be tried; one of that name is the one that was asked for."""
    require(may_run(actor), TEAM_ONLY)
    build = get_build(actor, build_id, lock=True)
    if found := task_called(build.id, draft.title):
        found.dropped_at = None
        return found
    if count_tasks(build.id) >= MOST_TASKS:
        raise InvalidError({"title": f"A build has {MOST_TASKS} tasks at most."})
    task = Task(
        build_id=build.id,
        title=draft.title,
        minutes=draft.minutes,
        how=draft.how,
        how_html=render_markdown(draft.how),
        by_id=actor.person_id,
    )
    db.session.add(task)
    db.session.flush()  # the caller may name it by its key
    return task


def drop_task(actor: Actor, task_id: TaskId) -> Task:
    """Ask nobody any more; what was answered stays."""
    require(may_run(actor), TEAM_ONLY)
    task = get_task(actor, task_id)
    task.dropped_at = task.dropped_at or now()
    return task


def answer_task(actor: Actor, task_id: TaskId, evidence: Evidence) -> TaskAnswer:
    """Keep how a task went for a tester; said again, the newest word stands."""
    task = get_task(actor, task_id)
    build = get_build(actor, task.build_id)
    require_tester(actor, build)
    answer = find_answer(actor, task.id) or TaskAnswer(
        task_id=task.id, person_id=actor.person_id
    )
    answer.went, answer.note = evidence.went, evidence.note
    answer.note_html = render_markdown(evidence.note)
    answer.answered_at = now()
    db.session.add(answer)
    db.session.flush()  # its files hang on its key
    tell_if_shipped(actor, build)
    if evidence.hanging and (evidence.hanging.chosen or answer.files):
        where = Attachment.task_answer_id == answer.id
        answer.files = hang(actor, evidence.hanging, where, task_answer_id=answer.id)
    return answer


def tell_if_shipped(actor: Actor, build: Build) -> None:
    """What was thanked for already is thanked for anew."""
    if build.released_at is not None:
        record(ShippedBuildTried(build_id=build.id, person_id=actor.person_id))


def require_tester(actor: Actor, build: Build) -> None:
    """Only a tester with a seat; locked, so that two presses stand in one order."""
    enrolment = find_enrolment(build.programme_id, actor.person_id, lock=True)
    require(may_report(enrolment), TESTERS_ONLY)


def rate_build(actor: Actor, build_id: BuildId, *, score: int, why: str = "") -> None:
    """Keep how satisfied a tester is with a build; the newest word counts."""
    build = get_build(actor, build_id)
    require_tester(actor, build)
    said = {"score": score, "why": why, "rated_at": now()}
    db.session.execute(
        insert_into(BuildRating)
        .values(build_id=build.id, person_id=actor.person_id, **said)
        .on_conflict_do_update(index_elements=["build_id", "person_id"], set_=said)
    )
