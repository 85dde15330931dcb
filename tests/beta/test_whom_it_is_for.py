"""Whom a beta is for: every kind of question, segments, and the groups of a lottery."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from cocreate.beta import actions, lottery, queries
from cocreate.beta.drafts import DeviceDraft, LotteryDraft
from cocreate.beta.kinds import (
    Place,
    Platform,
    QuestionKind,
    SeatRule,
    Shares,
    Strata,
)
from cocreate.beta.models import Programme, ProgrammeSegment
from cocreate.kernel.clock import local, now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.transaction import transaction
from cocreate.people.models import Person
from tests.beta.test_rules_of_seats import applies, ask, changed
from tests.factories import (
    a_person,
    a_product_manager,
    a_programme,
    a_segment,
    actor_of,
    an_attribute,
    know,
)

Relay = Callable[[], int]


def test_every_answer_has_to_pass_and_a_text_always_does(app: Flask) -> None:
    programme = a_programme(seats=9)
    cards = ("Old", "New", "None")
    which = ask(
        programme,
        kind=QuestionKind.CHOICE,
        label="Card?",
        choices=cards,
        passes="Old\nNew",
    )
    both = ask(
        programme,
        kind=QuestionKind.CHOICES,
        label="Phones?",
        choices=("A", "B", "C"),
        passes="A\nB",
    )
    why = ask(programme, kind=QuestionKind.TEXT, label="Why?", passes="because")
    right = {which: "New", both: "A\nB\nC", why: "So."}
    assert applies(programme, a_person(), answers=right) is Place.ACTIVE
    for wrong in ({which: "None"}, {both: "A"}, {which: "None", both: "C"}):
        assert applies(programme, a_person(), answers=right | wrong) is Place.APPLIED
    with pytest.raises(InvalidError, match="Answer this"):
        applies(programme, a_person(), answers=right | {why: ""})
    for kind, more, sentence in (
        (QuestionKind.CHOICE, {"choices": ("One",)}, "two answers"),
        (QuestionKind.CHOICE, {"choices": cards, "passes": "Gold"}, "none of the"),
        (QuestionKind.NUMBER, {"passes": "9 to 2"}, "smaller number"),
    ):
        with pytest.raises(InvalidError, match=sentence):
            ask(programme, kind=kind, label=f"{kind} {sentence}", **more)


def test_a_beta_for_a_segment_is_for_nobody_else(app: Flask, relay_all: Relay) -> None:
    programme = a_programme(seats=9)
    an_attribute("Plan")
    inside, outside = a_person("Inside"), a_person("Outside")
    know(inside, plan="Business")
    segment = a_segment()
    relay_all()
    changed(programme, by_segment=True, segment_ids=[segment.id])
    assert applies(programme, inside) is Place.ACTIVE
    with pytest.raises(ForbiddenError, match="group of customers"):
        applies(programme, outside)
    with transaction():
        manager = actor_of(a_product_manager())
        actions.invite(manager, programme.id, email=str(outside.email))
    assert applies(programme, outside) is Place.ACTIVE, "whoever is invited may"
    for nobody in ([], [segment.id + 1]):
        with pytest.raises(InvalidError, match="Tick at least one"):
            changed(programme, by_segment=True, segment_ids=nobody)
    yesterday = local(now()).date() - timedelta(days=1)
    with pytest.raises(InvalidError, match="sent home at once"):
        changed(programme, ends_on=yesterday)
    db.session.query(ProgrammeSegment).delete()
    db.session.commit()
    with pytest.raises(ForbiddenError):
        applies(programme, a_person())


def drawn(programme: Programme) -> dict[str, object]:
    """The file of the draw, checked; the groups with their seats and sizes."""
    with time_machine.travel(now() + timedelta(days=3)), transaction():
        found = actions.draw_lottery(actor_of(a_product_manager()), programme.id)
    document = json.loads(str(found.document))
    assert lottery.verify(document).selected == document["selected"]
    groups: dict[str, object] = {
        one["name"]: (one["quota"], len(one["entrants"])) for one in document["strata"]
    }
    names = json.dumps(document)
    assert "Entrant" not in names, "the file names nobody"
    return groups


def by_lot(
    programme: Programme, strata: Strata, shares: Shares, **more: object
) -> None:
    changed(
        programme,
        rule=SeatRule.LOTTERY,
        lottery=LotteryDraft(strata=strata, shares=shares),
        entries_until=now().date() + timedelta(days=1),
        **more,
    )


def on(platform: Platform) -> DeviceDraft:
    return DeviceDraft(platform=platform, model="Mine")


def test_seats_are_drawn_within_platforms(app: Flask) -> None:
    programme = a_programme(seats=4)
    by_lot(programme, Strata.PLATFORM, Shares.PROPORTIONAL)
    for number in range(8):
        which = Platform.IOS if number < 2 else Platform.ANDROID
        applies(programme, a_person(f"Entrant {number}"), brought=on(which))
    assert drawn(programme) == {"android": (3, 6), "ios": (1, 2)}
    assert queries.count_places(programme.id) == {Place.ACTIVE: 4, Place.WAITLISTED: 4}


def test_seats_are_drawn_within_segments_that_nobody_learns(
    app: Flask, relay_all: Relay
) -> None:
    programme = a_programme(seats=2)
    an_attribute("Plan")
    people = [a_person(f"Entrant {number}") for number in range(5)]
    know(people[0], plan="Business")
    segment = a_segment()
    relay_all()
    by_lot(programme, Strata.SEGMENT, Shares.EQUAL, segment_ids=[segment.id])
    for person in people:
        applies(programme, person)
    assert drawn(programme) == {"group 1": (1, 1), "others": (1, 4)}
    assert place_in(programme, people[0]) is Place.ACTIVE


def place_in(programme: Programme, person: Person) -> Place | None:
    found = queries.find_enrolment(programme.id, person.id)
    return found.place if found else None
