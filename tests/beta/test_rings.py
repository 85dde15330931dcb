"""A build goes from a few testers to all, waits at its gate, and comes back."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from cocreate.beta import actions, jobs, queries
from cocreate.beta.drafts import RolloutDraft
from cocreate.beta.gauges import Gauge
from cocreate.beta.kinds import Pace, RollState
from cocreate.beta.models import BuildRating, Enrolment, Rollout
from cocreate.beta.policy.rings import (
    Step,
    Verdict,
    next_share,
    ring_of,
    step_due,
    verdict_of,
)
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.transaction import transaction
from tests.beta.given import CONTENT, Given
from tests.client import ForgetfulClient
from tests.factories import a_build, a_product_manager, a_tester, actor_of

Browsers = Callable[..., ForgetfulClient]
AT = datetime.fromisoformat("2026-11-22T20:00+00:00")


def a_plan(pace: Pace = Pace.GATE) -> Rollout:
    return Rollout(
        steps="10 30 100",
        pace=pace,
        hours=24,
        least_satisfied=60,
        most_stopped=10,
        state=RollState.RUNNING,
        stepped_at=AT,
    )


def test_a_gate_opens_and_shuts_only_when_it_is_sure() -> None:
    plan = a_plan()
    assert verdict_of(plan, Gauge(0, 0), Gauge(0, 0)) is Verdict.UNSURE
    assert verdict_of(plan, Gauge(5, 5), Gauge(0, 5)) is Verdict.UNSURE
    assert verdict_of(plan, Gauge(40, 45), Gauge(0, 45)) is Verdict.OPEN
    assert verdict_of(plan, Gauge(2, 20), Gauge(0, 45)) is Verdict.SHUT
    assert verdict_of(plan, Gauge(40, 45), Gauge(20, 45)) is Verdict.SHUT


@pytest.mark.parametrize(
    ("pace", "hours", "good", "of", "expected"),
    [
        (Pace.GATE, 25, 40, 45, Step(share=30)),
        (Pace.GATE, 23, 40, 45, None),
        (Pace.GATE, 25, 4, 4, None),
        (Pace.SCHEDULE, 25, 0, 0, Step(share=30)),
        (Pace.SCHEDULE, 23, 0, 0, None),
    ],
)
def test_a_step_is_taken_when_its_hours_and_its_gate_allow(
    pace: Pace, hours: int, good: int, of: int, expected: Step | None
) -> None:
    at = AT + timedelta(hours=hours)
    found = step_due(a_plan(pace), 10, Gauge(good, of), Gauge(0, of), at)
    assert found == expected
    shut = step_due(a_plan(pace), 10, Gauge(1, 30), Gauge(0, 30), AT)
    assert shut is not None
    assert "Too few are satisfied" in shut.pause


def test_rings_are_even_and_nobody_changes_theirs() -> None:
    for programme in (1, 2, 77):
        early = sum(ring_of(programme, person) < 10 for person in range(1, 1001))
        assert 90 <= early <= 110
    assert next_share([10, 30, 100], 10) == 30
    assert next_share([10, 30, 100], 100) == 100


def test_a_database_counts_rings_as_we_do(given: Given) -> None:
    ring = ring_of(Enrolment.programme_id, Enrolment.person_id)
    rows = select(Enrolment.programme_id, Enrolment.person_id, ring)
    found = db.session.execute(rows).all()
    assert found
    assert all(told == ring_of(int(one), int(two)) for one, two, told in found)


@pytest.fixture
def crowd(given: Given) -> Given:
    for number in range(9):
        a_tester(given.programme, f"Tester {number}")
    return given


def reached(given: Given) -> set[int]:
    return {int(key) for key in queries.people_reached(given.build.id)}


def test_a_roll_out_reaches_more_and_more_and_takes_nothing_back(
    crowd: Given, client: ForgetfulClient, work: Callable[[], int]
) -> None:
    manager = actor_of(a_product_manager())
    fresh = a_build(crowd.programme, assigned=False, content=CONTENT)
    crowd.build = fresh
    with transaction():
        actions.plan_rollout(manager, fresh.id, RolloutDraft(pace=Pace.SCHEDULE))
        cohorts = [one.id for one in queries.cohorts(crowd.programme.id)]
        actions.assign_build(manager, fresh.id, cohort_ids=cohorts)
    rings = {
        row.person_id: ring_of(int(row.programme_id), int(row.person_id))
        for row in db.session.scalars(select(Enrolment))
    }
    for share, hours in ((10, 0), (30, 25), (100, 50)):
        with time_machine.travel(now() + timedelta(hours=hours), tick=False):
            jobs.take_steps()
            assert reached(crowd) == {
                key for key, ring in rings.items() if ring < share
            }
            for person in (crowd.tester,):
                answer = client.get(crowd.link_of(person))
                may = rings[person.id] < share
                assert answer.status_code == (200 if may else 403)
                assert (answer.data == CONTENT) is may
    rollout = queries.find_rollout(fresh.id)
    assert rollout is not None
    assert rollout.state is RollState.DONE
    work()


def test_a_roll_out_stops_by_itself_and_a_person_releases_it(
    crowd: Given, signed_in: Browsers, work: Callable[[], int]
) -> None:
    person = a_product_manager()
    manager = signed_in(person)
    here = f"/builds/{crowd.build.id}"
    crowd.build.share = 10
    plan = {
        "steps": "10, 30, 100 %",
        "pace": "gate",
        "hours": "24",
        "least_satisfied": "60",
        "most_stopped": "10",
    }
    assert manager.post(f"{here}/rollout", data=plan).status_code == 303
    assert "at least 60 % are satisfied" in manager.get(here).text
    for row in db.session.scalars(select(Enrolment)).all():
        said = {"build_id": crowd.build.id, "person_id": row.person_id}
        db.session.add(BuildRating(**said, score=1, why=""))
    db.session.commit()
    jobs.take_steps()
    jobs.take_steps()
    page = manager.get(here).text
    assert "It waits for a person." in page
    assert "Too few are satisfied with it" in page
    work()
    assert "waits for you to let a build" in manager.get("/notices").text
    assert manager.post(f"{here}/rollout/pause/withdraw").status_code == 303
    assert "30 % of them" in manager.get(here).text
    for wrong in ("0 100", "30 10 100", "10 30", "x"):
        sent = manager.post(f"{here}/rollout", data={**plan, "steps": wrong})
        assert sent.status_code == 422, wrong
        assert wrong in sent.text


def test_a_build_is_held_back_and_given_out_again(
    given: Given, client: ForgetfulClient, signed_in: Browsers
) -> None:
    manager = signed_in(a_product_manager())
    here = f"/builds/{given.build.id}"
    assert client.get(given.link, headers={"Range": "bytes=0-9"}).status_code == 206
    assert manager.post(f"{here}/halt", data={"halt_reason": ""}).status_code == 422
    manager.post(f"{here}/halt", data={"halt_reason": "We look at a crash."})
    answer = client.get(given.link, headers={"Range": "bytes=10-"})
    assert (answer.status_code, CONTENT[10:20] in answer.data) == (403, False)
    assert "We look at a crash." in signed_in(given.tester).get(here).text
    assert manager.post(f"{here}/halt/withdraw").status_code == 303
    assert client.get(given.link).data == CONTENT


def test_testers_go_back_to_a_former_build(
    given: Given, client: ForgetfulClient, signed_in: Browsers
) -> None:
    former = given.build
    newer = a_build(given.programme, content=b"newer" * 99)
    manager = signed_in(a_product_manager())
    told = {"to_id": str(former.id), "return_reason": "It loses money."}
    same = manager.post(
        f"/builds/{newer.id}/return", data={**told, "to_id": str(newer.id)}
    )
    assert same.status_code == 422
    assert manager.post(f"/builds/{newer.id}/return", data=told).status_code == 303
    assert client.get(given.link).data == CONTENT
    given.build = newer
    gone = client.get(given.link_of(given.tester))
    assert (gone.status_code, "It loses money." in gone.text) == (410, True)


def test_testers_hear_of_the_end_of_a_build_three_times(
    app: Flask, given: Given, signed_in: Browsers, work: Callable[[], int]
) -> None:
    given.build.expires_at = now() + timedelta(days=20)
    db.session.commit()
    heard = []
    for days in (1, 7, 8, 17, 18, 19.5):
        with time_machine.travel(now() + timedelta(days=days), tick=False):
            jobs.tell_of_expiry()
            jobs.tell_of_expiry()
            work()
        db.session.rollback()
        heard.append(given.build.expiry_told)
    assert heard == [None, 14, 14, 3, 3, 1]
    assert signed_in(given.tester).get("/notices").text.count("ends soon") == 3
