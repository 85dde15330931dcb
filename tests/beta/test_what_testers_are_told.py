"""Each step of an enrolment is told to whoever takes it, in words they can act on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import select

from cocreate.beta import actions, jobs, queries
from cocreate.beta.drafts import LotteryDraft
from cocreate.beta.kinds import QuestionKind, SeatRule
from cocreate.kernel.clock import local, now
from cocreate.kernel.db import db
from cocreate.kernel.transaction import transaction
from cocreate.notices.models import Notice
from cocreate.people.models import Person
from tests.beta.test_rules_of_seats import applies, ask, changed
from tests.factories import (
    a_build,
    a_person,
    a_product_manager,
    a_programme,
    a_tester,
    actor_of,
)

Relay = Callable[[], int]


class Told:
    """What somebody was told since they were last asked."""

    def __init__(self, relay_all: Relay) -> None:
        self.relay_all = relay_all
        self.known: set[int] = set()

    def __call__(self, person: Person) -> list[str]:
        self.relay_all()
        query = select(Notice).where(Notice.person_id == person.id).order_by(Notice.id)
        fresh = [one for one in db.session.scalars(query) if one.id not in self.known]
        self.known |= {one.id for one in fresh}
        return [one.detail or "" for one in fresh]


def do(act: Callable[..., Any], *said: Any, **more: Any) -> Any:
    with transaction():
        return act(*said, **more)


def test_who_waits_is_told_their_place_and_when_they_are_next(
    app: Flask, relay_all: Relay
) -> None:
    told, programme = Told(relay_all), a_programme(seats=1)
    first, second, third = (a_tester(programme, name) for name in "ABC")
    assert told(first) == ["You are in."]
    assert told(second) == ["You are number 1 in the queue."]
    assert told(third) == ["You are number 2 in the queue."]
    do(actions.leave, actor_of(first), programme.id)
    assert told(first) == ["You gave up your place. You may apply again."]
    assert told(second) == ["You are in."]
    assert told(third) == ["You are next: number 1 in the queue."]
    changed(programme, terms="Now you may tell everybody about it.")
    accept = "Read and accept them; then your downloads open again."
    assert (told(second), told(third), told(first)) == ([accept], [accept], [])
    seat = queries.find_enrolment(programme.id, second.id)
    assert seat is not None
    do(actions.remove, actor_of(a_product_manager()), seat.id)
    assert told(second) == ["The team ended your part in it."]
    assert told(third) == ["Accept the terms, and it is yours."]
    applies(programme, third, terms_version=2)
    assert told(third) == ["You are in."]
    do(actions.complete_testing, actor_of(a_product_manager()), programme.id)
    assert told(third) == ["It is complete. Thank you for testing."]


def test_a_seat_nobody_uses_is_told_of_before_it_is_given_on(
    app: Flask, relay_all: Relay
) -> None:
    told, programme, start = Told(relay_all), a_programme(seats=1), now()
    changed(programme, idle_days=7)
    idle = a_tester(programme, "Idle")
    a_build(programme)
    told(idle)
    with time_machine.travel(start + timedelta(days=8), tick=False):
        jobs.give_on_idle_seats()
        until = local(now() + timedelta(days=3))
        [said] = told(idle)
    assert f"by {until:%-d %B %Y}; else it goes to the next who waits." in said
    with time_machine.travel(start + timedelta(days=12)):
        jobs.give_on_idle_seats()
        [said] = told(idle)
    assert said.startswith("You did not use your seat, so it was given on.")


def test_who_is_read_by_a_person_or_drawn_by_lot_is_told_so(
    app: Flask, relay_all: Relay
) -> None:
    told, programme = Told(relay_all), a_programme(seats=1)
    changed(programme, rule=SeatRule.LOTTERY, lottery=LotteryDraft())
    key = ask(
        programme,
        kind=QuestionKind.CHOICE,
        label="Which?",
        choices=("A", "B"),
        passes="A",
    )
    entered, held = a_person("Entered"), a_person("Held")
    applies(programme, entered, answers={key: "A"})
    applies(programme, held, answers={key: "B"})
    assert told(entered) == ["You are in the lottery. When it is drawn, you are told."]
    [said] = told(held)
    assert said == "Somebody of the team reads your answers before it goes on."
    do(actions.complete_testing, actor_of(a_product_manager()), programme.id)
    [said] = told(held)
    assert said.startswith("It ended while you waited.")
