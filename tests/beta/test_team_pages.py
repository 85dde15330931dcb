"""The team's pages, walked by their links and forms alone."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from cocreate.beta import queries
from cocreate.beta.kinds import Place
from cocreate.beta.models import Programme
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.phase import Phase
from tests.client import ForgetfulClient
from tests.factories import (
    a_build,
    a_person,
    a_product_manager,
    a_programme,
    a_project,
    a_tester,
    actor_of,
)
from tests.walking import Walker

Browsers = Callable[..., ForgetfulClient]


class Desk:
    """The programme of a project, and a product manager at its pages."""

    def __init__(self, browser: Browsers) -> None:
        self.project = a_project(phase=Phase.BETA)
        self.programme = a_programme(self.project, seats=2)
        self.here = f"/projects/{self.project.slug}/beta"
        self.team = Walker(browser(a_product_manager()))
        self.browser = browser

    def place_of(self, person: Person) -> Place | None:
        db.session.rollback()
        db.session.expire_all()  # a test may hold what it read before
        enrolment = queries.find_enrolment(self.programme.id, person.id)
        return enrolment.place if enrolment else None


@pytest.fixture
def desk(app: Flask, signed_in: Browsers) -> Desk:
    return Desk(signed_in)


def test_the_team_opens_a_beta_and_changes_it(signed_in: Browsers) -> None:
    project = a_project(phase=Phase.BETA)
    walker = Walker(signed_in(a_product_manager()))
    walker.visit(f"/projects/{project.slug}/beta").follow("Open the beta")
    fields: dict[str, Any] = {
        "name": "Try it",
        "seats": "12",
        "terms": "Keep it all to yourself.",
    }
    walker.send("Open the beta", status=422, **{**fields, "seats": "none"})
    assert "Write a whole number from 1" in walker.text
    walker.send("Open the beta", **fields)
    assert "12 of 12 seats are free" in walker.text
    walker.follow("Edit").send("Save", seats="13")
    assert "13 of 13 seats are free" in walker.text


def test_fewer_seats_than_are_taken_are_refused_on_the_page(desk: Desk) -> None:
    a_tester(desk.programme)
    a_tester(desk.programme, "Second")
    desk.team.visit(f"{desk.here}/edit").send("Save", status=422, seats="1")
    assert "2 seats are taken" in desk.team.text


def test_the_team_closes_a_beta_and_opens_it_again(desk: Desk) -> None:
    desk.team.visit(f"{desk.here}/edit").send("Close to newcomers")
    assert "This beta does not take testers now." in desk.team.text
    desk.team.follow("Edit").send("Take testers again")
    assert "2 of 2 seats are free" in desk.team.text


def test_the_team_groups_invites_and_removes_testers(desk: Desk) -> None:
    tester, guest = a_tester(desk.programme), a_person("A Guest")
    walker = desk.team.visit(f"{desk.here}/testers")
    walker.send("Add the group", name="First ring")
    walker.send("Keep a seat for them", email=guest.email)
    assert desk.place_of(guest) is Place.INVITED
    ring = queries.cohorts(desk.programme.id)[1]
    walker.send("Move", cohort_id=str(ring.id))
    moved = queries.find_enrolment(desk.programme.id, tester.id)
    assert moved is not None
    assert moved.cohort_id == ring.id
    walker.send("Remove Lucía")
    assert desk.place_of(tester) is Place.REMOVED
    walker.follow("Removed")
    assert "Lucía Ferrán" in walker.text
    assert "A Guest" not in walker.text


@pytest.mark.parametrize(
    ("button", "fields", "sentence"),
    [
        ("Add the group", {"name": "x"}, "Write at least 2 characters"),
        ("Keep a seat for them", {"email": "ghost@example.org"}, "Nobody here has"),
        ("Keep a seat for them", {"email": ""}, "Whom do you invite?"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    desk: Desk, button: str, fields: dict[str, str], sentence: str
) -> None:
    desk.team.visit(f"{desk.here}/testers").send(button, status=422, **fields)
    assert sentence in desk.team.text


def test_a_tester_gives_up_their_seat_on_the_page(desk: Desk) -> None:
    tester = a_tester(desk.programme)
    walker = Walker(desk.browser(tester)).visit(desk.here)
    walker.send("Give up my seat")
    assert "You gave up your place." in walker.text
    assert desk.place_of(tester) is Place.LEFT


def test_a_guest_takes_the_seat_that_is_kept(desk: Desk) -> None:
    guest = a_person("A Guest")
    desk.team.visit(f"{desk.here}/testers")
    desk.team.send("Keep a seat for them", email=guest.email)
    walker = Walker(desk.browser(guest)).visit(desk.here)
    assert "A seat is kept for you." in walker.text
    walker.send("Take my seat", platform="android", device="Pixel 8", terms_version="1")
    assert "You are in." in walker.text


def test_the_queue_is_told_and_moves(desk: Desk) -> None:
    first = a_tester(desk.programme, "First")
    a_tester(desk.programme, "Second")
    third = a_tester(desk.programme, "Third")
    waiting = Walker(desk.browser(third)).visit(desk.here)
    assert "You are number 1 in the queue." in waiting.text
    Walker(desk.browser(first)).visit(desk.here).send("Give up my seat")
    assert "You are in." in waiting.visit(desk.here).text


def test_others_can_ask_who_has_what(desk: Desk) -> None:
    tester = a_tester(desk.programme)
    build = a_build(desk.programme)
    assert list(queries.people_reached(build.id)) == [tester.id]
    [place] = queries.enrolments_of(actor_of(tester))
    assert (place.place, place.project_id) == (Place.ACTIVE, desk.project.id)
    programme = db.session.get_one(Programme, desk.programme.id)
    assert place.programme_id == programme.id


def test_every_version_of_the_terms_can_be_read(
    desk: Desk, client: ForgetfulClient
) -> None:
    desk.team.visit(f"{desk.here}/edit").send("Save", terms="Now you may tell it all.")
    page = client.get(f"{desk.here}/terms").text
    assert "Now you may tell it all." in page
    assert "You keep what you see to yourself" in page
