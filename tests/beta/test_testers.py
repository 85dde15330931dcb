"""What the team does about testers: invite, move, remove; and about the terms."""

import pytest
from flask import Flask

from cocreate.beta import actions, queries
from cocreate.beta.drafts import ProgrammeDraft
from cocreate.beta.kinds import Place
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.transaction import transaction
from cocreate.projects.phase import Phase
from tests.beta.applying import apply, place_of, with_seats
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


def test_who_was_removed_does_not_come_back_by_themselves(app: Flask) -> None:
    programme = a_programme(seats=1)
    person = a_tester(programme)
    waiting = a_tester(programme, "Second")
    enrolment = queries.find_enrolment(programme.id, person.id)
    assert enrolment is not None
    for _ in range(2):
        with transaction():
            actions.remove(actor_of(a_product_manager()), enrolment.id)
    assert place_of(programme, waiting) is Place.ACTIVE
    assert drifted("programme: seats taken") == []
    with pytest.raises(ForbiddenError, match="ended your part"):
        apply(programme, person)


def test_an_invitation_keeps_a_seat_until_it_is_answered(app: Flask) -> None:
    programme = a_programme(seats=1)
    guest = a_person("Guest")
    manager = actor_of(a_product_manager())
    for _ in range(2):
        with transaction():
            actions.invite(manager, programme.id, email=str(guest.email))
    assert place_of(programme, guest) is Place.INVITED
    assert apply(programme, a_person()).place is Place.WAITLISTED
    assert apply(programme, guest).place is Place.ACTIVE
    assert drifted("programme: seats taken") == []


def test_nobody_is_invited_to_a_seat_that_is_taken(app: Flask) -> None:
    programme = a_programme(seats=1)
    a_tester(programme)
    manager = actor_of(a_product_manager())
    with pytest.raises(actions.NoSeatError), transaction():
        actions.invite(manager, programme.id, email=str(a_person("Late").email))


def test_the_team_alone_runs_a_programme(app: Flask) -> None:
    programme = a_programme()
    customer = actor_of(a_person())
    enrolment = an_enrolment(programme)
    with pytest.raises(ForbiddenError):
        actions.edit_programme(customer, programme.id, with_seats(programme, 99))
    with pytest.raises(ForbiddenError):
        actions.remove(customer, enrolment.id)
    with pytest.raises(ForbiddenError):
        actions.invite(customer, programme.id, email="anyone@example.org")
    with pytest.raises(ForbiddenError):
        actions.add_cohort(customer, programme.id, name="Mine")


def test_new_words_in_the_terms_are_a_new_version_that_is_kept(app: Flask) -> None:
    programme = a_programme()
    manager = actor_of(a_product_manager())
    changed = ProgrammeDraft(
        name=programme.name, terms="You may tell everybody about it now.", seats=10
    )
    for _ in range(2):
        with transaction():
            actions.edit_programme(manager, programme.id, changed)
    versions = [kept.version for kept in queries.terms_versions(programme.id)]
    assert versions == [2, 1]


def test_a_project_has_one_beta_however_often_it_is_opened(app: Flask) -> None:
    project = a_project(phase=Phase.BETA)
    assert a_programme(project).id == a_programme(project).id


def test_a_tester_is_moved_between_cohorts_of_the_programme_alone(app: Flask) -> None:
    programme, other = a_programme(), a_programme()
    enrolment = an_enrolment(programme)
    manager = actor_of(a_product_manager())
    with transaction():
        ring = actions.add_cohort(manager, programme.id, name="First ring")
        again = actions.add_cohort(manager, programme.id, name="First ring")
        stray = actions.add_cohort(manager, other.id, name="Elsewhere")
    assert again.id == ring.id
    with transaction():
        actions.move_to_cohort(manager, enrolment.id, cohort_id=ring.id)
    with pytest.raises(InvalidError), transaction():
        actions.move_to_cohort(manager, enrolment.id, cohort_id=stray.id)
