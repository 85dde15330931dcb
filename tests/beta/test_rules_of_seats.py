"""How seats are given: by citation, by invitation, to whom they fit, and given on."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from cocreate.beta import actions, jobs, queries
from cocreate.beta.drafts import (
    Application,
    DeviceDraft,
    LinkDraft,
    ProgrammeDraft,
    QuestionDraft,
)
from cocreate.beta.kinds import Place, Platform, QuestionKind, SeatRule, Why
from cocreate.beta.models import EnrolmentStep, Programme
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.transaction import transaction
from cocreate.people.models import Person
from cocreate.projects.phase import Phase
from tests.beta.applying import place_of
from tests.factories import (
    a_build,
    a_decision,
    a_person,
    a_product_manager,
    a_programme,
    a_project,
    a_tester,
    actor_of,
    an_idea,
)


def changed(programme: Programme, **said: Any) -> None:
    draft = ProgrammeDraft(
        **{
            "name": programme.name,
            "terms": programme.terms,
            "seats": programme.seats,
            **said,
        }
    )
    with transaction():
        actions.edit_programme(actor_of(a_product_manager()), programme.id, draft)


def ask(programme: Programme, **said: Any) -> Any:
    with transaction():
        return actions.ask_question(
            actor_of(a_product_manager()), programme.id, QuestionDraft(**said)
        )


def applies(programme: Programme, person: Person, **said: Any) -> Place:
    application = Application(**{"device": "Pixel 8", "terms_version": 1, **said})
    with transaction():
        return actions.apply_for_seat(actor_of(person), programme.id, application).place


def test_the_cited_come_first_and_the_rest_when_entries_close(app: Flask) -> None:
    project = a_project(phase=Phase.IDEATE)
    cited = a_person("Cited")
    a_decision(project=project, ideas=[an_idea(project=project, author=cited)])
    project.phase = Phase.BETA
    db.session.commit()
    programme = a_programme(project, seats=2)
    until = now().date() + timedelta(days=3)
    changed(programme, rule=SeatRule.CITED_FIRST, entries_until=until)
    early, later = a_person("Early"), a_person("Later")
    assert applies(programme, early) is Place.WAITLISTED
    assert applies(programme, later) is Place.WAITLISTED
    assert applies(programme, cited) is Place.ACTIVE
    jobs.give_seats_due()
    assert place_of(programme, early) is Place.WAITLISTED
    with time_machine.travel(now() + timedelta(days=4)):
        jobs.give_seats_due()
        assert place_of(programme, early) is Place.ACTIVE
        assert place_of(programme, later) is Place.WAITLISTED
        with pytest.raises(ForbiddenError, match="Applications closed"):
            applies(programme, a_person())


def test_by_invitation_a_link_lets_in_as_often_as_it_says(app: Flask) -> None:
    programme = a_programme(seats=5)
    manager = actor_of(a_product_manager())
    changed(programme, rule=SeatRule.INVITATION)
    with pytest.raises(ForbiddenError, match="those who are invited"):
        applies(programme, a_person())
    with transaction():
        ring = actions.add_cohort(manager, programme.id, name="First ring")
        link = actions.make_link(
            manager,
            programme.id,
            LinkDraft(
                cohort_id=ring.id, most_uses=1, expires_at=now() + timedelta(days=2)
            ),
        )
        other = actions.make_link(
            manager, programme.id, LinkDraft(expires_at=now() + timedelta(days=2))
        )
    guest = a_person("Guest")
    for _ in range(2):
        assert applies(programme, guest, code=link.code) is Place.ACTIVE
    enrolment = queries.find_enrolment(programme.id, guest.id)
    assert enrolment is not None
    assert enrolment.cohort_id == ring.id
    with pytest.raises(ForbiddenError, match="as often as it may"):
        applies(programme, a_person(), code=link.code)
    with pytest.raises(ForbiddenError, match="no such invitation"):
        applies(programme, a_person(), code="made-up")
    late = time_machine.travel(now() + timedelta(days=3))
    with late, pytest.raises(ForbiddenError, match="ended on"):
        applies(programme, a_person(), code=other.code)
    with transaction():
        actions.revoke_link(manager, other.id)
    with pytest.raises(ForbiddenError, match="taken back"):
        applies(programme, a_person(), code=other.code)


def test_a_list_of_people_is_invited_once_each(app: Flask) -> None:
    programme = a_programme(seats=2)
    manager = actor_of(a_product_manager())
    known = a_person("Known")
    wanted = [
        actions.Wanted(1, str(known.email)),
        actions.Wanted(2, "somebody.new@example.org"),
        actions.Wanted(3, "no address"),
        actions.Wanted(4, str(a_person().email), "No such group"),
    ]
    with transaction():
        first = actions.invite_many(manager, programme.id, wanted)
    with transaction():
        again = actions.invite_many(manager, programme.id, wanted)
    assert (first.kept, first.mailed, first.known) == (1, 1, 0)
    assert (again.kept, again.mailed, again.known) == (0, 0, 2)
    assert [line for line, _ in first.refused] == [3, 4]
    assert place_of(programme, known) is Place.INVITED
    [link] = queries.links_of(programme.id)
    with pytest.raises(ForbiddenError, match="another address"):
        applies(programme, a_person(), code=link.code)
    arrived = a_person()
    arrived.email = "somebody.new@example.org"
    db.session.commit()
    assert applies(programme, arrived, code=link.code) is Place.ACTIVE


def test_an_answer_that_does_not_pass_waits_for_a_person(app: Flask) -> None:
    programme = a_programme(seats=3)
    daily = ask(programme, kind=QuestionKind.YES_NO, label="Daily?", passes="yes")
    often = ask(
        programme, kind=QuestionKind.NUMBER, label="How often?", passes="2 to 9"
    )
    good, bad = {daily: "yes", often: "3"}, {daily: "yes", often: "1"}
    with pytest.raises(InvalidError, match="Answer this"):
        applies(programme, a_person())
    assert applies(programme, a_person(), answers=good) is Place.ACTIVE
    held = a_person("Held")
    assert applies(programme, held, answers=bad) is Place.APPLIED
    with transaction():
        actions.leave(actor_of(held), programme.id)
    assert applies(programme, held, answers=good) is Place.APPLIED
    enrolment = queries.find_enrolment(programme.id, held.id)
    assert enrolment is not None
    with pytest.raises(ForbiddenError):
        actions.admit(actor_of(held), enrolment.id)
    with transaction():
        actions.admit(actor_of(a_product_manager()), enrolment.id)
    assert place_of(programme, held) is Place.ACTIVE


def test_a_device_that_will_not_do_is_told_beside_its_field(app: Flask) -> None:
    programme = a_programme(seats=3)
    changed(programme, platforms={Platform.ANDROID: "12"})
    person = a_person()
    with pytest.raises(InvalidError, match="what you would test"):
        applies(programme, person)
    for platform, version, sentence in (
        (Platform.IOS, "18", "is for Android"),
        (Platform.ANDROID, "9.1", "needs version 12"),
        (Platform.ANDROID, "", "needs version 12"),
    ):
        wrong = DeviceDraft(platform=platform, model="Mine", os_version=version)
        with pytest.raises(InvalidError, match=sentence):
            applies(programme, person, brought=wrong)
    right = DeviceDraft(platform=Platform.ANDROID, model="Pixel 8", os_version="12.0")
    assert applies(programme, person, brought=right) is Place.ACTIVE
    [device] = queries.own_devices(actor_of(person))
    assert device.model == "Pixel 8"
    elsewhere = a_programme(seats=1)
    assert applies(elsewhere, person, device_id=device.id) is Place.ACTIVE


def test_an_idle_seat_is_given_on_after_a_reminder(app: Flask) -> None:
    programme = a_programme(seats=2)
    changed(programme, idle_days=7)
    idle, busy, waiting = (a_tester(programme, name) for name in "ABC")
    a_build(programme)
    start = now()
    with time_machine.travel(start + timedelta(days=6)):
        jobs.give_on_idle_seats()
        with transaction():
            actions.keep_my_seat(actor_of(busy), programme.id)
    with time_machine.travel(start + timedelta(days=8)):
        jobs.give_on_idle_seats()
        assert reminded(programme, idle)
        assert not reminded(programme, busy)
    with time_machine.travel(start + timedelta(days=9)):
        jobs.give_on_idle_seats()
        assert place_of(programme, idle) is Place.ACTIVE
    with time_machine.travel(start + timedelta(days=11, hours=1)):
        jobs.give_on_idle_seats()
        assert place_of(programme, idle) is Place.LEFT
        assert place_of(programme, waiting) is Place.ACTIVE
        assert place_of(programme, busy) is Place.ACTIVE
    why = db.session.query(EnrolmentStep.why).filter_by(place=Place.LEFT).scalar()
    assert why is Why.IDLE


def reminded(programme: Programme, person: Person) -> bool:
    db.session.rollback()
    enrolment = queries.find_enrolment(programme.id, person.id)
    return enrolment is not None and enrolment.reminded_at is not None


def test_a_programme_begins_and_ends_on_its_days(app: Flask) -> None:
    programme = a_programme(seats=1)
    today = now().date()
    changed(programme, starts_on=today + timedelta(days=2))
    with pytest.raises(ForbiddenError, match="You can apply from"):
        applies(programme, a_person())
    changed(programme, ends_on=today + timedelta(days=1))
    tester, waiting = a_tester(programme, "A"), a_tester(programme, "B")
    jobs.complete_what_ended()
    assert queries.may_test(actor_of(tester), programme.id)
    with time_machine.travel(now() + timedelta(days=3)):
        assert not queries.may_test(actor_of(tester), programme.id)
        jobs.complete_what_ended()
    assert place_of(programme, tester) is Place.COMPLETED
    assert place_of(programme, waiting) is Place.LEFT


def test_whoever_waits_under_old_terms_has_the_seat_kept(app: Flask) -> None:
    programme = a_programme(seats=1)
    first, second = a_tester(programme, "A"), a_tester(programme, "B")
    changed(programme, terms="Now you may tell everybody about it.")
    assert not queries.may_test(actor_of(first), programme.id)
    with transaction():
        actions.leave(actor_of(first), programme.id)
    assert place_of(programme, second) is Place.INVITED
    assert applies(programme, second, terms_version=2) is Place.ACTIVE
    assert queries.may_test(actor_of(second), programme.id)
