from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.outbox import OutboxMessage
from cocreate.kernel.policy import Role
from cocreate.people import actions, queries
from cocreate.people.actions import AddressTakenError, Newcomer
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import a_moderator, a_person, actor_of

SignedIn = Callable[[Any], ForgetfulClient]

pytestmark = pytest.mark.usefixtures("app")


def kinds() -> list[str]:
    return list(db.session.scalars(select(OutboxMessage.kind)))


# ── Suspension ────────────────────────────────────────────────────────────────


def test_who_is_suspended_reads_but_does_not_write(signed_in: SignedIn) -> None:
    person = a_person()
    browser = signed_in(person)
    actions.suspend(actor_of(a_moderator()), person.id, reason="Spam in every thread")
    assert "Spam in every thread" in browser.get("/me").text
    refused = browser.post("/me/profile", data={"name": "Eve"})
    assert refused.status_code == 403
    assert "suspended" in refused.text


def test_who_is_suspended_still_owns_their_account(signed_in: SignedIn) -> None:
    browser = signed_in(a_person(suspended=True))
    assert browser.post("/me/sessions/others/end").status_code == 303
    assert browser.post("/sign-out").status_code == 303


def test_a_suspension_ends_on_its_day(signed_in: SignedIn) -> None:
    person = a_person()
    until = now() + timedelta(days=3)
    actions.suspend(actor_of(a_moderator()), person.id, reason="Spam", until=until)
    db.session.commit()
    assert queries.actor_for(person.id).is_suspended
    with time_machine.travel(until + timedelta(seconds=1), tick=False):
        assert not queries.actor_for(person.id).is_suspended


@pytest.mark.usefixtures("every_event")
def test_suspending_and_lifting_twice_is_once() -> None:
    person, moderator = a_person(), actor_of(a_moderator())
    for _ in range(2):
        actions.suspend(moderator, person.id, reason="Spam")
    for _ in range(2):
        actions.lift_suspension(moderator, person.id)
    assert kinds() == ["PersonSuspended", "SuspensionLifted"]
    assert not queries.actor_for(person.id).is_suspended


def test_nobody_suspends_themselves_and_moderators_not_each_other() -> None:
    one, two = a_moderator("One"), a_moderator("Two")
    boss = a_person(role=Role.ADMINISTRATOR)
    for target in (one, two, boss):
        with pytest.raises(ForbiddenError):
            actions.suspend(actor_of(one), target.id, reason="x")
    with pytest.raises(ForbiddenError):
        actions.suspend(actor_of(a_person()), two.id, reason="x")
    actions.suspend(actor_of(boss), two.id, reason="x")


# ── Unread ────────────────────────────────────────────────────────────────────


def test_unread_notices_are_counted_in_the_database(
    at_once: Callable[..., list[Any]],
) -> None:
    person = a_person()
    more = partial(actions.count_unread, person.id, 1)
    at_once(*[more] * 4)
    db.session.refresh(person)
    assert person.unread == 4
    actions.count_unread(person.id, -9)
    db.session.refresh(person)
    assert person.unread == 0
    actions.set_unread(person.id, 7)
    db.session.refresh(person)
    assert person.unread == 7


# ── Arrivals ──────────────────────────────────────────────────────────────────


def test_a_person_is_made_with_whatever_is_known() -> None:
    person = actions.create_person(
        name="Grace Hopper",
        email=" Grace@Example.org ",
        password="a lamp beside the sea",
        role=Role.PRODUCT_MANAGER,
        title="Head of cards",
    )
    assert person.email == "grace@example.org"
    assert queries.actor_for(person.id).is_team
    with pytest.raises(AddressTakenError):
        actions.create_person(name="Eve", email="grace@example.org")


def test_an_origin_is_taken_over_once() -> None:
    first = actions.create_person(name="Ada", origin="madrid:7")
    second = actions.create_person(name="Ada again", origin="madrid:7")
    assert first.id == second.id
    assert first.email is None


def test_authors_are_imported_in_bulk_and_a_second_run_adds_nobody() -> None:
    rows = [Newcomer(origin=f"madrid:{n}", name=f"Author {n}") for n in range(1200)]
    first = actions.import_people(rows)
    second = actions.import_people([*rows, Newcomer(origin="madrid:x", name="New")])
    assert first == {origin: second[origin] for origin in first}
    assert len(second) == 1201
    assert db.session.scalar(select(func.count()).select_from(Person)) == 1201


def test_an_author_without_a_name_still_has_one() -> None:
    found = actions.import_people([Newcomer(origin="x:1", name=" \x00 ")])
    assert queries.face_of(found["x:1"]).name


def test_many_are_imported_in_a_few_statements(queries: Callable[..., Any]) -> None:
    rows = [Newcomer(origin=f"madrid:{n}", name=f"Author {n}") for n in range(1000)]
    with queries(at_most=8):
        actions.import_people(rows)
