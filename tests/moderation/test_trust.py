"""How far people are trusted: earned by what they did, lost slowly, told to them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, insert, select

from cocreate.discussion.models import Visit
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, ForbiddenError, InvalidError
from cocreate.kernel.policy import Role, Trust
from cocreate.kernel.transaction import transaction
from cocreate.moderation.actions import reckon_some
from cocreate.moderation.jobs import reckon_trust
from cocreate.moderation.queries import figures_of
from cocreate.moderation.trust import (
    ASKED,
    AT_MOST,
    LOST_AFTER,
    Figures,
    Judged,
    Measure,
    Standing,
    judged,
    steps_to,
)
from cocreate.notices.kind import Kind
from cocreate.notices.models import Notice
from cocreate.people.actions import leave, note_seen, set_trust
from cocreate.people.models import Person, SignIn, TrustChange, VisitDay
from cocreate.people.queries import levels_not_as_told, trust_changes_of
from tests.cli.running import run
from tests.factories import a_person, actor_of, an_idea

AT = datetime.fromisoformat("2026-03-01T03:00:00+00:00")
ENOUGH = Figures(
    age=60, days=20, read=50, kept=10, votes=10, flags_right=3, flags_wrong=2
)


def test_a_level_asks_for_all_it_names_and_for_all_before_it() -> None:
    assert judged(Standing(Trust.NEWCOMER), ENOUGH, AT).level is Trust.REGULAR
    for lines in ASKED.values():
        for line in lines:
            most = line.measure in AT_MOST
            assert line.kept >= line.gained if most else line.kept <= line.gained
    for missing, level in (
        ({"age": 0}, Trust.NEWCOMER),
        ({"read": 4}, Trust.NEWCOMER),
        ({"against": 2}, Trust.NEWCOMER),
        ({"votes": 2}, Trust.FAMILIAR),
        ({"flags_right": 2, "flags_wrong": 3}, Trust.FAMILIAR),
        ({"flags_right": 5, "flags_wrong": 5}, Trust.ESTABLISHED),
        ({"flags_right": 0, "flags_wrong": 2}, Trust.REGULAR),  # too few to tell
        ({"against": 1}, Trust.ESTABLISHED),
    ):
        figures = ENOUGH._replace(**missing)
        assert judged(Standing(Trust.NEWCOMER), figures, AT).level is level, missing


def test_a_level_is_lost_when_it_is_clearly_not_earned_for_weeks() -> None:
    regular = Standing(Trust.REGULAR)
    between = ENOUGH._replace(days=10, read=25, kept=5, votes=5)
    assert judged(regular, between, AT) == Judged(Trust.REGULAR, None)
    below = between._replace(read=24)
    assert judged(regular, below, AT) == Judged(Trust.REGULAR, AT)
    since = Standing(Trust.REGULAR, below_at=AT)
    early = AT + LOST_AFTER - timedelta(seconds=1)
    assert judged(since, below, early) == Judged(Trust.REGULAR, AT)
    lost = judged(since, below, AT + LOST_AFTER)
    assert (lost.level, lost.below_at) == (Trust.ESTABLISHED, None)
    assert "Discussions read" in lost.why
    assert judged(since, between, early).below_at is None  # begins anew
    away = Figures(age=900)
    after = judged(Standing(Trust.ESTABLISHED, AT), away, AT + 9 * LOST_AFTER)
    assert after.level is Trust.ESTABLISHED  # being away costs no more than this


def test_what_a_person_gave_or_locked_no_night_takes() -> None:
    nothing, later = Figures(sanctions=9), AT + 9 * LOST_AFTER
    for standing in (
        Standing(Trust.STEWARD, AT),
        Standing(Trust.REGULAR, AT, is_locked=True),
    ):
        assert judged(standing, nothing, later).level is standing.level
    locked = Standing(Trust.NEWCOMER, is_locked=True)
    assert judged(locked, ENOUGH, AT).level is Trust.NEWCOMER
    assert judged(Standing(Trust.REGULAR), ENOUGH, AT).level is not Trust.STEWARD


def test_what_is_missing_is_said() -> None:
    steps = {step.words: step for step in steps_to(Trust.REGULAR, Figures(votes=4))}
    votes = steps["Votes cast"]
    assert (votes.found, votes.asked, votes.missing) == (4, 10, 6)
    assert steps["Sanctions"].is_there


def familiar(*people: Person) -> None:
    """All that the first level asks: two days here, five discussions read."""
    ideas = [an_idea() for _ in range(5)]
    for person in people:
        person.joined_at = now() - timedelta(days=3)
        for day in range(2):
            here_on = (now() - timedelta(days=day)).date()
            db.session.add(VisitDay(person_id=person.id, here_on=here_on))
        for idea in ideas:
            db.session.add(Visit(person_id=person.id, idea_id=idea.id))
    db.session.commit()


def test_nights_move_levels_and_people_are_told_once(
    app: Flask, work: Callable[[], int]
) -> None:
    reader, newcomer = a_person(), a_person()
    manager = a_person(role=Role.PRODUCT_MANAGER)
    familiar(reader, manager)
    for _ in range(2):
        reckon_trust()
        work()
    db.session.expire_all()
    levels = [Trust(one.trust) for one in (reader, newcomer, manager)]
    assert levels == [Trust.FAMILIAR, Trust.NEWCOMER, Trust.NEWCOMER]
    [change] = trust_changes_of(actor_of(reader), reader.id)
    assert (change.was, change.became, change.by) == (0, 1, None)
    told = db.session.scalars(select(Notice).where(Notice.path == "/me/trust")).all()
    assert [(one.person_id, one.kind) for one in told] == [
        (reader.id, Kind.TRUSTED_MORE)
    ]
    with pytest.raises(ForbiddenError):
        trust_changes_of(actor_of(newcomer), reader.id)


def test_a_round_cut_short_goes_on_where_it_was_and_ends_for_the_night(
    app: Flask,
) -> None:
    familiar(a_person(), a_person(), a_person())
    with transaction():
        assert reckon_some(2) == 2
    with pytest.raises(RuntimeError):
        reckon_and_fail()
    assert db.session.scalar(select(func.count()).select_from(TrustChange)) == 2
    with transaction():
        assert reckon_some(50)
    with transaction():
        assert reckon_some(50) is None
    assert db.session.scalar(select(func.count()).select_from(TrustChange)) == 3
    with time_machine.travel(now() + timedelta(days=1)), transaction():
        assert reckon_some(2) == 2


def reckon_and_fail() -> None:
    with transaction():
        reckon_some(2)
        raise RuntimeError


def test_two_workers_and_an_administrator_at_once_leave_one_true_history(
    app: Flask, at_once: Callable[..., list[Any]]
) -> None:
    person, admin = a_person(), actor_of(a_person(role=Role.ADMINISTRATOR))
    familiar(person, a_person())
    give = partial(set_trust, admin, to=Trust.STEWARD, why="Kind.", locks=False)
    key = person.id
    told = at_once(reckon_some, reckon_some, lambda: give(key))
    assert not [one for one in told if isinstance(one, Exception)]
    db.session.expire_all()
    changes = trust_changes_of(admin, key)
    assert changes[0].became is Trust.STEWARD
    assert db.session.get_one(Person, key).trust == Trust.STEWARD
    assert len(changes) == len({change.became for change in changes})
    assert levels_not_as_told() == {}


def test_thousands_are_reckoned_in_a_few_statements_a_batch(
    app: Flask,
    queries: Callable[..., Any],
) -> None:
    ideas = [an_idea().id for _ in range(5)]
    joined_at = now() - timedelta(days=30)
    some = [
        {"name": "Ada", "email": f"many{n}@example.org", "joined_at": joined_at}
        for n in range(2_000)
    ]
    keys = list(db.session.scalars(insert(Person).returning(Person.id), some))
    days = [now().date() - timedelta(days=one) for one in range(2)]
    visits = [{"person_id": key, "idea_id": idea} for key in keys for idea in ideas]
    here = [{"person_id": key, "here_on": day} for key in keys for day in days]
    db.session.execute(insert(Visit), visits)
    db.session.execute(insert(VisitDay), here)
    db.session.commit()
    reckoned = 0
    while True:
        with queries(at_most=8), transaction():
            done = reckon_some()
        if done is None:
            break
        reckoned += done
    assert reckoned >= 2_000
    levels = select(func.count()).where(Person.id.in_(keys), Person.trust == 1)
    assert db.session.scalar(levels) == 2_000


def test_administrators_set_a_level_once_and_say_why(app: Flask) -> None:
    person, admin = a_person(), actor_of(a_person(role=Role.ADMINISTRATOR))
    why = "She answers everybody."
    give = partial(
        set_trust, person_id=person.id, to=Trust.STEWARD, why=why, locks=True
    )
    for _ in range(2):
        give(admin)
    [change] = trust_changes_of(admin, person.id)
    assert (change.became, change.why) == (Trust.STEWARD, why)
    assert person.trust_locked_at is not None
    with pytest.raises(InvalidError):
        set_trust(admin, person.id, to=Trust.FAMILIAR, why="", locks=False)
    with pytest.raises(ForbiddenError):
        give(actor_of(person))
    with pytest.raises(ConflictError):
        give(admin, person_id=admin.person_id)


def test_a_day_here_counts_once_and_whoever_leaves_has_none(app: Flask) -> None:
    person = a_person()
    browser = SignIn(
        person_id=person.id,
        token_hash="x",
        expires_at=now() + timedelta(days=1),
        user_agent="",
    )
    db.session.add(browser)
    db.session.flush()
    for hours in (0, 1, 24):
        with time_machine.travel(AT + timedelta(hours=hours), tick=False):
            note_seen(browser.id)
    later = AT + timedelta(days=2)
    figures = figures_of([(person.id, AT)], later)[person.id]
    assert (figures.days, figures.age) == (2, 2)
    assert figures.of(Measure.FLAGS) is None
    leave(actor_of(person))
    assert figures_of([(person.id, AT)], later)[person.id].days == 0


def test_an_operator_reckons_now_and_reads_how_many_stand_where(app: Flask) -> None:
    familiar(a_person(), a_person())
    assert "1 Familiar" in run(app, "trust").output
    for _ in range(2):
        result = run(app, "trust", "--recompute")
        assert result.exit_code == 0
        lines = dict(line.rsplit(maxsplit=1) for line in result.stdout.splitlines())
        assert lines["1 Familiar"] == "2"
