"""Whoever was given nothing is neither idle nor silent."""

from datetime import timedelta

import time_machine

from cocreate.beta import actions, jobs, queries
from cocreate.beta.kinds import Pace, Place, Step
from cocreate.beta.models import Build, Rollout
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.transaction import transaction
from tests.beta.applying import place_of
from tests.beta.given import Given
from tests.beta.test_rules_of_seats import changed, reminded
from tests.factories import a_product_manager, actor_of


def goes_by_steps(build: Build, share: int) -> None:
    """As a roll-out leaves it that has just made a step."""
    rollout = db.session.get(Rollout, build.id) or Rollout(
        build_id=build.id,
        by_id=build.uploader_id,
        steps="1 100",
        pace=Pace.SCHEDULE,
        hours=1,
        least_satisfied=0,
        most_stopped=100,
    )
    rollout.stepped_at = now()
    db.session.add(rollout)
    build.share = share
    db.session.commit()


def test_a_tester_whom_no_build_has_reached_keeps_the_seat(given: Given) -> None:
    programme, tester, start = given.programme, given.tester, now()
    changed(programme, idle_days=7)
    goes_by_steps(given.build, 0)
    with time_machine.travel(start + timedelta(days=20)):
        jobs.give_on_idle_seats()
        assert not reminded(programme, tester)
        assert queries.count_to_nudge(programme.id, Step.DOWNLOADED) == 0
        goes_by_steps(given.build, 100)
        jobs.give_on_idle_seats()
        assert not reminded(programme, tester), "it has just reached them"
        assert queries.count_to_nudge(programme.id, Step.DOWNLOADED) == 1
    with time_machine.travel(start + timedelta(days=28)):
        jobs.give_on_idle_seats()
        assert reminded(programme, tester)


def test_a_seat_is_not_lost_over_a_build_that_was_taken_back(given: Given) -> None:
    programme, tester, start = given.programme, given.tester, now()
    team = actor_of(a_product_manager())
    changed(programme, idle_days=7)
    with time_machine.travel(start + timedelta(days=8)):
        jobs.give_on_idle_seats()
        assert reminded(programme, tester)
        with transaction():
            actions.halt_build(team, given.build.id, reason="It loses money.")
        assert queries.count_to_nudge(programme.id, Step.DOWNLOADED) == 0
    with time_machine.travel(start + timedelta(days=12)):
        jobs.give_on_idle_seats()
        with transaction():
            actions.resume_build(team, given.build.id)
        jobs.give_on_idle_seats()
        assert place_of(programme, tester) is Place.ACTIVE
        assert reminded(programme, tester), "anew, with all the days there are"
    with time_machine.travel(start + timedelta(days=16)):
        jobs.give_on_idle_seats()
        assert place_of(programme, tester) is Place.LEFT
