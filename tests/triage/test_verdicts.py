"""What is done at the desk is in the log, and can be undone."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from cocreate.config import Settings, use
from cocreate.ideas.actions import assign_idea, change_status, respond, tag_idea
from cocreate.ideas.models import Idea, StatusChange
from cocreate.ideas.queries import find_response
from cocreate.ideas.status import Status
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.ids import VerdictId
from cocreate.kernel.policy import Actor
from cocreate.kernel.transaction import transaction
from cocreate.notices.kind import Kind
from cocreate.notices.models import Notice
from cocreate.projects.queries import get_heading_by_id
from cocreate.triage.actions import (
    OvertakenError,
    ask_author,
    decline_idea,
    judging,
    make_department,
    merge_ideas,
    note_idea,
    route_idea,
    snooze_idea,
    staff_department,
    undo_verdict,
    wake_idea,
)
from cocreate.triage.acts import Act
from cocreate.triage.jobs import remind_owners
from cocreate.triage.models import Pause, Verdict
from cocreate.triage.queries import (
    Queue,
    notes_on,
    queue_lengths,
    queue_page,
    routings_of,
)
from tests.factories import (
    a_comment,
    a_person,
    a_product_manager,
    a_project,
    a_vote,
    actor_of,
    an_idea,
)
from tests.racing import PATIENCE

Work = Callable[[], int]
HALF_A_MINUTE = timedelta(seconds=31)


@pytest.fixture
def held(app: Flask, settings: Settings) -> Iterator[None]:
    """As it is unless an operator says otherwise: half a minute to undo."""
    use(settings.model_copy(update={"undo_seconds": 30}))
    yield
    use(settings)


def latest() -> VerdictId:
    return db.session.scalars(select(Verdict.id).order_by(Verdict.id.desc())).all()[0]


def kinds_told(person_id: int) -> list[str]:
    db.session.rollback()
    query = select(Notice.kind).where(Notice.person_id == person_id)
    return sorted(db.session.scalars(query))


def on_pile(team: Actor, idea: Idea, queue: Queue) -> bool:
    project = get_heading_by_id(team, idea.project_id)
    found = idea.id in [line.id for line in queue_page(team, project, queue).rows]
    assert queue is Queue.ANSWERED or found == bool(
        queue_lengths(team, project).of[queue]
    )
    return found


def test_a_verdict_undone_in_time_is_told_to_nobody_and_leaves_no_trace(
    held: None, work: Work
) -> None:
    team, author = actor_of(a_product_manager()), a_person()
    idea = an_idea(author=author)
    decline_idea(team, idea.id, reason="It cannot be done safely.")
    db.session.commit()
    work()
    assert kinds_told(author.id) == []
    assert not on_pile(team, idea, Queue.WAITING)
    for _ in range(2):
        undo_verdict(team, latest())
        db.session.commit()
    with time_machine.travel(now() + HALF_A_MINUTE):
        work()
    db.session.refresh(idea)
    assert kinds_told(author.id) == []
    assert (idea.status, idea.answered_at) == (Status.NEW, None)
    assert find_response(idea.id) is None
    assert db.session.scalars(select(StatusChange)).all() == []
    assert on_pile(team, idea, Queue.WAITING)


def test_what_was_told_is_taken_back_openly_and_can_be_told_anew(
    held: None, work: Work
) -> None:
    team, author = actor_of(a_product_manager()), a_person()
    idea = an_idea(author=author)
    with judging(team, idea.id, Act.RESPOND):
        respond(team, idea.id, body="We will.")
    with judging(team, idea.id, Act.STATUS):
        change_status(team, idea.id, to=Status.PLANNED)
    db.session.commit()
    with time_machine.travel(now() + HALF_A_MINUTE, tick=True):
        work()
        assert kinds_told(author.id) == [Kind.ANSWER, Kind.STATUS]
        status, answer = latest(), VerdictId(latest() - 1)
        undo_verdict(team, answer)  # another part than the status: it may go first
        undo_verdict(team, status)
        db.session.commit()
        work()
        told = [Kind.STATUS, Kind.TAKEN_BACK, Kind.TAKEN_BACK]
        assert kinds_told(author.id) == told
        steps = db.session.scalars(select(StatusChange.became).order_by("id")).all()
        assert steps == [Status.PLANNED, Status.NEW]
        db.session.refresh(idea)
        assert idea.answered_at is None
        respond(team, idea.id, body="We will after all.")
        db.session.commit()
        work()
    assert Kind.ANSWER in kinds_told(author.id)


def test_every_kind_of_verdict_is_undone(held: None) -> None:
    team, project = actor_of(a_product_manager()), a_project()
    idea, into = an_idea(project=project), an_idea(project=project)
    a_vote(idea)
    judge_in_every_way(team, idea, into)
    verdicts = db.session.scalars(select(Verdict).order_by(Verdict.id.desc())).all()
    assert [one.act for one in verdicts] == [
        *(Act.MERGE, Act.NOTE, Act.WAKE, Act.ASK, Act.SNOOZE),
        *(Act.ROUTE, Act.ASSIGN, Act.TAG),
    ]
    assert "Legal" in verdicts[5].words
    for verdict in verdicts:
        undo_verdict(team, verdict.id)
    db.session.commit()
    db.session.refresh(idea)
    assert (idea.merged_into_id, idea.votes, idea.departments) == (None, 1, 0)
    assert (idea.tag_names, idea.assignee_id, idea.comments) == ("", None, 0)
    assert [*notes_on(team, idea.id)] == []
    assert routings_of(idea.id) == []
    assert db.session.scalars(select(Pause)).all() == []


def judge_in_every_way(team: Actor, idea: Idea, into: Idea) -> None:
    legal = make_department(team, name="Legal")
    until = now() + timedelta(days=5)
    with judging(team, idea.id, Act.TAG):
        tag_idea(team, idea.id, names=("cards",))
    with judging(team, idea.id, Act.ASSIGN):
        assign_idea(team, idea.id, assignee_id=team.person_id)
    with judging(team, idea.id, Act.ROUTE):
        route_idea(team, idea.id, department_id=legal)
    with judging(team, idea.id, Act.SNOOZE):
        snooze_idea(team, idea.id, until_at=until, why="After the release.")
    with judging(team, idea.id, Act.ASK):
        ask_author(team, idea.id, question="On which phone?", days=7)
    with judging(team, idea.id, Act.WAKE):
        wake_idea(team, idea.id)
    with judging(team, idea.id, Act.NOTE):
        note_idea(team, idea.id, body="Legal must look.")
    with judging(team, idea.id, Act.MERGE, into_id=into.id):
        merge_ideas(team, idea.id, into_id=into.id)
    db.session.commit()


def test_what_somebody_did_since_is_not_undone_with_it(app: Flask) -> None:
    team, other = actor_of(a_product_manager()), actor_of(a_product_manager())
    idea = an_idea()
    with judging(team, idea.id, Act.TAG):
        tag_idea(team, idea.id, names=("cards",))
    first = latest()
    with judging(other, idea.id, Act.TAG):
        tag_idea(other, idea.id, names=("cards", "safety"))
    with judging(other, idea.id, Act.TAG):
        tag_idea(other, idea.id, names=("safety", "cards"))
    assert db.session.query(Verdict).count() == 2, "nothing changed the third time"
    with pytest.raises(OvertakenError, match="its tags since"):
        undo_verdict(team, first)
    undo_verdict(team, latest())
    undo_verdict(team, first)
    assert idea.tag_names == ""
    with pytest.raises(ForbiddenError):
        undo_verdict(actor_of(a_person()), first)


def test_two_who_undo_at_once_undo_it_once(app: Flask) -> None:
    team, project = actor_of(a_product_manager()), a_project()
    idea, into = an_idea(project=project), an_idea(project=project)
    a_vote(idea)
    with judging(team, idea.id, Act.MERGE, into_id=into.id):
        merge_ideas(team, idea.id, into_id=into.id)
    key, barrier = latest(), Barrier(2)
    db.session.commit()

    def undo(_: int) -> None:
        with app.app_context():
            barrier.wait(PATIENCE)
            with transaction():
                undo_verdict(team, key)

    with ThreadPoolExecutor(2) as pool:
        assert [*pool.map(undo, range(2), timeout=PATIENCE)] == [None, None]
    db.session.rollback()
    db.session.refresh(idea)
    db.session.refresh(into)
    assert (idea.votes, into.votes, idea.merged_into_id) == (1, 0, None)


def test_what_is_put_off_comes_back_by_itself_and_when_its_author_speaks(
    app: Flask, work: Work
) -> None:
    team, author = actor_of(a_product_manager()), a_person()
    later, asked = an_idea(), an_idea(author=author)
    snooze_idea(team, later.id, until_at=now() + timedelta(days=2))
    ask_author(team, asked.id, question="On which phone?", days=7)
    db.session.commit()
    for idea in (later, asked):
        assert not on_pile(team, idea, Queue.WAITING)
        assert on_pile(team, idea, Queue.PUT_OFF)
    a_comment(asked, by=a_person())
    work()
    assert not on_pile(team, asked, Queue.WAITING)
    a_comment(asked, by=author)
    work()
    assert on_pile(team, asked, Queue.WAITING)
    with time_machine.travel(now() + timedelta(days=3)):
        assert on_pile(team, later, Queue.WAITING)


def test_whoever_looks_after_an_idea_is_reminded_once_before_its_time_runs_out(
    app: Flask, work: Work
) -> None:
    project, owner, member = a_project(), a_product_manager(), a_product_manager()
    team = actor_of(owner)
    legal = make_department(team, name="Legal")
    staff_department(team, legal, person_ids=[member.id])
    within = timedelta(days=project.answer_within_days)
    with time_machine.travel(now() - within + timedelta(hours=20), tick=True):
        owned, routed = an_idea(project=project), an_idea(project=project)
    fresh = an_idea(project=project)
    assign_idea(team, owned.id, assignee_id=owner.id)
    assign_idea(team, fresh.id, assignee_id=owner.id)
    route_idea(team, routed.id, department_id=legal)
    db.session.commit()
    for _ in range(2):
        remind_owners()
        work()
    assert kinds_told(owner.id) == [Kind.DUE]
    assert kinds_told(member.id) == [Kind.DUE, Kind.ROUTED]
