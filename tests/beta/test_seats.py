"""Seats: exactly as many as there are, and who waited longest comes first."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from cocreate.beta import actions, queries
from cocreate.beta.drafts import Application, LinkDraft
from cocreate.beta.kinds import Place
from cocreate.beta.models import Enrolment, Programme
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.outbox import OutboxMessage
from cocreate.kernel.policy import Actor
from cocreate.kernel.transaction import transaction
from cocreate.people.actions import leave as leave_the_site
from cocreate.projects.phase import Phase
from tests.beta.applying import apply, place_of, with_seats
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_programme,
    a_project,
    a_tester,
    actor_of,
    an_enrolment,
)
from tests.figures import drifted
from tests.racing import at_once

Browsers = Callable[..., ForgetfulClient]


def events_named(kind: str) -> int:
    rows = select(func.count()).where(OutboxMessage.kind == kind)
    return db.session.scalar(rows) or 0


def test_seats_are_given_while_they_last_then_people_wait(app: Flask) -> None:
    programme = a_programme(seats=2)
    places = [an_enrolment(programme).place for _ in range(4)]
    assert places == [Place.ACTIVE, Place.ACTIVE, Place.WAITLISTED, Place.WAITLISTED]
    db.session.refresh(programme)
    assert programme.taken == 2


def test_of_two_hundred_at_once_exactly_ten_get_the_last_seats(app: Flask) -> None:
    programme = a_programme(seats=10)
    actors = [actor_of(a_person(f"Applicant {n}")) for n in range(200)]
    presses = [press(programme, actor) for actor in actors]
    crowds = [together(presses[start::20]) for start in range(20)]
    answers = at_once(app, *crowds)
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    counted = queries.count_places(programme.id)
    assert counted == {Place.ACTIVE: 10, Place.WAITLISTED: 190}
    assert drifted("programme: seats taken") == []
    assert events_named("PlaceChanged") == 200
    assert queries.queue_place(last_waiting_in(programme)) == 190


def together(presses: Sequence[Callable[[], object]]) -> Callable[[], list[object]]:
    """One thread's part of a crowd: each press in a transaction of its own."""

    def act() -> list[object]:
        answers = []
        for one in presses:
            with transaction():
                answers.append(one())
        return answers

    return act


def last_waiting_in(programme: Programme) -> Enrolment:
    waiting = db.session.query(Enrolment).filter_by(
        programme_id=programme.id, place=Place.WAITLISTED
    )
    last = waiting.order_by(Enrolment.applied_at.desc(), Enrolment.id.desc()).first()
    assert last is not None
    return last


def press(programme: Programme, actor: Actor) -> Callable[[], object]:
    application = Application(device="Pixel 8", terms_version=1)
    programme_id = programme.id
    return lambda: actions.apply_for_seat(actor, programme_id, application).place


@pytest.mark.usefixtures("every_event")
def test_one_person_pressing_many_times_at_once_takes_one_seat(app: Flask) -> None:
    programme = a_programme(seats=10)
    actor = actor_of(a_person())
    answers = at_once(app, *[press(programme, actor)] * 8)
    assert answers == [Place.ACTIVE] * 8
    assert queries.count_places(programme.id) == {Place.ACTIVE: 1}
    assert events_named("TesterApplied") == 1


def test_seats_given_up_all_at_once_go_to_as_many_who_wait(app: Flask) -> None:
    programme = a_programme(seats=5)
    testers = [a_tester(programme, f"Tester {n}") for n in range(12)]
    programme_id = programme.id

    def give_up(actor: Actor) -> Callable[[], None]:
        return lambda: actions.leave(actor, programme_id)

    at_once(app, *[give_up(actor_of(person)) for person in testers[:4]])
    counted = queries.count_places(programme_id)
    assert counted == {Place.LEFT: 4, Place.ACTIVE: 5, Place.WAITLISTED: 3}
    assert drifted("programme: seats taken") == []


def test_seats_freed_while_people_apply_are_all_given_and_none_twice(
    app: Flask,
) -> None:
    programme = a_programme(seats=5)
    testers = [actor_of(a_tester(programme, f"Tester {n}")) for n in range(5)]
    comers = [press(programme, actor_of(a_person())) for _ in range(10)]
    programme_id = programme.id
    leaving = [partial(actions.leave, actor, programme_id) for actor in testers]
    crowd = [together(comers[at::5]) for at in range(5)]
    answers = at_once(app, *leaving, *crowd)
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    counted = queries.count_places(programme_id)
    assert counted == {Place.LEFT: 5, Place.ACTIVE: 5, Place.WAITLISTED: 5}
    assert drifted("programme: seats taken") == []


def test_a_link_for_five_lets_in_five_of_twenty_at_once(app: Flask) -> None:
    programme = a_programme(seats=50)
    with transaction():
        manager = actor_of(a_product_manager())
        link = actions.make_link(manager, programme.id, LinkDraft(most_uses=5))
    programme_id, link_code = programme.id, link.code
    application = Application(device="Pixel 8", terms_version=1, code=link_code)

    def come(actor: Actor) -> Callable[[], object]:
        return lambda: actions.apply_for_seat(actor, programme_id, application).place

    answers = at_once(app, *[come(actor_of(a_person())) for _ in range(20)])
    assert answers.count(Place.ACTIVE) == 5
    assert sum(isinstance(answer, ForbiddenError) for answer in answers) == 15
    found = queries.find_link(programme_id, link_code)
    assert found is not None
    assert found.uses == 5
    assert drifted("programme: seats taken") == []


def test_a_seat_that_is_given_up_goes_to_who_waited_longest(app: Flask) -> None:
    programme = a_programme(seats=1)
    first, second, third = (a_tester(programme, name) for name in "ABC")
    with transaction():
        actions.leave(actor_of(first), programme.id)
    assert place_of(programme, first) is Place.LEFT
    assert place_of(programme, second) is Place.ACTIVE
    assert place_of(programme, third) is Place.WAITLISTED
    assert drifted("programme: seats taken") == []


def test_leaving_twice_frees_one_seat(app: Flask) -> None:
    programme = a_programme(seats=1)
    people = [a_tester(programme, name) for name in "ABC"]
    for _ in range(2):
        with transaction():
            actions.leave(actor_of(people[0]), programme.id)
    assert place_of(programme, people[2]) is Place.WAITLISTED
    assert drifted("programme: seats taken") == []


def test_who_comes_back_stands_at_the_end_of_the_queue(app: Flask) -> None:
    programme = a_programme(seats=1)
    first, second = a_tester(programme, "A"), a_tester(programme, "B")
    with transaction():
        actions.leave(actor_of(first), programme.id)
    third = a_tester(programme, "C")
    enrolment = apply(programme, first)
    assert enrolment.place is Place.WAITLISTED
    assert queries.queue_place(enrolment) == 2
    assert place_of(programme, second) is Place.ACTIVE
    assert place_of(programme, third) is Place.WAITLISTED


def test_more_seats_go_to_the_queue_at_once(app: Flask) -> None:
    programme = a_programme(seats=1)
    people = [a_tester(programme, name) for name in "ABCD"]
    manager = actor_of(a_product_manager())
    with transaction():
        actions.edit_programme(manager, programme.id, with_seats(programme, 3))
    places = [place_of(programme, person) for person in people]
    assert places == [*[Place.ACTIVE] * 3, Place.WAITLISTED]
    assert drifted("programme: seats taken") == []


def test_there_cannot_be_fewer_seats_than_are_taken(app: Flask) -> None:
    programme = a_programme(seats=3)
    for name in "AB":
        a_tester(programme, name)
    manager = actor_of(a_product_manager())
    with pytest.raises(InvalidError, match="2 seats are taken"), transaction():
        actions.edit_programme(manager, programme.id, with_seats(programme, 1))


def test_nobody_applies_before_the_project_is_in_beta(app: Flask) -> None:
    programme = a_programme(a_project(phase=Phase.DECIDE))
    with pytest.raises(ForbiddenError, match="does not take testers"):
        apply(programme, a_person())


def test_a_closed_beta_takes_nobody_and_keeps_who_is_in(app: Flask) -> None:
    programme = a_programme(seats=2)
    inside = a_tester(programme)
    manager = actor_of(a_product_manager())
    with transaction():
        actions.close_programme(manager, programme.id)
    with pytest.raises(ForbiddenError):
        apply(programme, a_person())
    assert place_of(programme, inside) is Place.ACTIVE
    with transaction():
        actions.reopen_programme(manager, programme.id)
    assert apply(programme, a_person()).place is Place.ACTIVE


def test_only_the_terms_as_they_stand_can_be_accepted(app: Flask) -> None:
    with pytest.raises(InvalidError, match="terms have changed"):
        apply(a_programme(), a_person(), version=2)


def test_a_suspended_member_takes_no_seat(app: Flask) -> None:
    with pytest.raises(ForbiddenError, match="suspended"):
        apply(a_programme(), a_person(suspended=True))


def test_the_page_says_where_a_person_stands_in_the_queue(signed_in: Browsers) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project, seats=1)
    a_tester(programme, "First")
    a_tester(programme, "Second")
    third = a_tester(programme, "Third")
    page = signed_in(third).get(f"/projects/{project.slug}/beta").text
    assert "You are number 2 in the queue." in page


def test_an_application_without_consent_keeps_what_was_typed(
    signed_in: Browsers,
) -> None:
    project = a_project(phase=Phase.BETA)
    a_programme(project)
    browser = signed_in(a_person())
    sent = {"device": "A phone of mine", "why": "I shall break it."}
    answer = browser.post(f"/projects/{project.slug}/beta/enrolment", data=sent)
    assert answer.status_code == 422
    assert "A phone of mine" in answer.text
    assert "I shall break it." in answer.text
    assert "Read the terms and accept them" in answer.text


def test_whoever_leaves_the_site_keeps_no_seat(
    app: Flask, relay_all: Callable[[], int]
) -> None:
    programme = a_programme(seats=1)
    gone, waiting = (a_tester(programme, name) for name in "AB")
    with transaction():
        leave_the_site(actor_of(gone))
    relay_all()
    assert place_of(programme, gone) is Place.LEFT
    assert place_of(programme, waiting) is Place.ACTIVE
    assert drifted("programme: seats taken") == []


def test_the_first_tester_is_told_so_and_the_second_has_company(
    signed_in: Browsers,
) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project, seats=3)
    page = f"/projects/{project.slug}/beta"
    first = signed_in(a_tester(programme, "First"))
    assert "You are the first to test it." in first.get(page).text
    a_tester(programme, "Second")
    assert "You test it with 1 other person." in first.get(page).text
