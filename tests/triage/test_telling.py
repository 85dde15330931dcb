"""A change of status: who is told, and at which moment."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from cocreate.ideas.actions import change_status
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel.clock import local, now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, ForbiddenError, InvalidError
from cocreate.kernel.policy import Role
from cocreate.notices.actions import stop_mail, wish_all
from cocreate.notices.kind import Kind, Wish
from cocreate.notices.pace import Pace
from cocreate.people.models import Person
from cocreate.triage.actions import cancel_plan, plan_status
from cocreate.triage.jobs import carry_out_plans
from cocreate.triage.queries import find_plan
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_vote,
    actor_of,
    an_idea,
)
from tests.notices.test_notices import told

pytestmark = pytest.mark.usefixtures("app")
SignIn = Callable[[Person], ForgetfulClient]
SOON = timedelta(hours=1)


def test_a_status_that_comes_back_is_told_again(work: Callable[[], int]) -> None:
    idea, team = an_idea(), actor_of(a_product_manager())
    voter = a_vote(idea)
    for status in (Status.UNDER_REVIEW, Status.NEW, Status.UNDER_REVIEW):
        change_status(team, idea.id, to=status)
        work()
    assert told(voter) == [Kind.STATUS] * 3


def test_a_status_set_twice_is_told_once(work: Callable[[], int]) -> None:
    idea, team = an_idea(), actor_of(a_product_manager())
    voter = a_vote(idea)
    for _ in range(2):
        change_status(team, idea.id, to=Status.PLANNED)
    work()
    assert told(voter) == [Kind.STATUS]


def test_it_is_said_who_is_told_and_who_is_left_out(signed_in: SignIn) -> None:
    manager, idea = a_product_manager(), an_idea()
    a_vote(idea)
    no_mail, nothing = a_vote(idea), a_vote(idea)
    a_vote(idea, manager)
    a_vote(idea, gone := a_person())
    gone.verified_at = None
    stop_mail(no_mail.id, [Kind.STATUS])
    wish_all(
        actor_of(nothing),
        {Kind.STATUS: Wish(in_app=False, mail=Pace.NEVER, push=Pace.NEVER)},
    )
    db.session.commit()
    page = signed_in(manager).get(f"/ideas/{idea.id}/status").text
    for words in (
        "3 people are told",
        "2 by mail at once",
        "1 in the application alone",
        "1 you, who do it",
        "1 without a confirmed address",
        "1 who chose not to hear",
    ):
        assert words in page


def test_the_letter_is_read_before_it_is_sent(
    signed_in: SignIn, work: Callable[[], int]
) -> None:
    manager, idea = a_product_manager("Grace Hopper"), an_idea("Read it aloud")
    typed = {"status": "planned", "note": "By summer.", "look": "1"}
    page = signed_in(manager).post(f"/ideas/{idea.id}/status", data=typed)
    assert page.status_code == 200
    assert "Grace Hopper moved on Read it aloud" in page.text
    assert "Planned. By summer." in page.text
    work()
    db.session.refresh(idea)
    assert idea.status is Status.NEW


def planned(idea: Idea, manager: Person, *, to: Status = Status.PLANNED) -> None:
    due_at = now() + SOON
    plan_status(actor_of(manager), idea.id, to=to, note="By summer.", due_at=due_at)
    db.session.commit()


def later(idea: Idea) -> Status:
    with time_machine.travel(now() + 2 * SOON, tick=True):
        for _ in range(2):
            carry_out_plans()
    db.session.refresh(idea)
    return idea.status


def test_a_planned_status_comes_at_its_moment_once() -> None:
    idea, manager = an_idea(), a_product_manager()
    planned(idea, manager)
    carry_out_plans()
    db.session.refresh(idea)
    assert idea.status is Status.NEW
    assert later(idea) is Status.PLANNED
    assert find_plan(idea.id) is None


def test_what_is_called_off_never_comes() -> None:
    idea, manager = an_idea(), a_product_manager()
    planned(idea, manager)
    for _ in range(2):
        cancel_plan(actor_of(manager), idea.id)
    db.session.commit()
    assert later(idea) is Status.NEW


def test_a_plan_that_has_become_impossible_says_so(signed_in: SignIn) -> None:
    idea, manager = an_idea(), a_product_manager()
    planned(idea, manager, to=Status.UNDER_REVIEW)
    for status in (Status.PLANNED, Status.SHIPPED):
        change_status(actor_of(manager), idea.id, to=status)
    db.session.commit()
    assert later(idea) is Status.SHIPPED
    desk = signed_in(manager)
    assert (
        "could not be: An idea cannot go" in desk.get(f"/ideas/{idea.id}/status").text
    )
    desk.post(f"/ideas/{idea.id}/status/withdraw")
    assert find_plan(idea.id) is None


def test_who_left_the_team_changes_nothing_any_more() -> None:
    idea, manager = an_idea(), a_product_manager()
    planned(idea, manager)
    manager.role = Role.CUSTOMER
    db.session.commit()
    assert later(idea) is Status.NEW


def test_only_the_team_plans_and_only_what_can_be() -> None:
    idea, team = an_idea(), actor_of(a_product_manager())
    due_at = now() + SOON
    with pytest.raises(ForbiddenError):
        plan_status(
            actor_of(a_person()), idea.id, to=Status.PLANNED, note="", due_at=due_at
        )
    with pytest.raises(ConflictError):
        plan_status(team, idea.id, to=Status.SHIPPED, note="", due_at=due_at)
    with pytest.raises(InvalidError):
        plan_status(team, idea.id, to=Status.PLANNED, note="", due_at=now())


def test_a_moment_is_typed_by_the_sites_clock(signed_in: SignIn) -> None:
    idea, desk = an_idea(), signed_in(a_product_manager())
    typed = {"status": "planned", "note": "", "at": "yesterday"}
    page = desk.post(f"/ideas/{idea.id}/status", data=typed)
    assert page.status_code == 422
    assert "Write the moment as year-month-day" in page.text
    at = local(now() + SOON).strftime("%Y-%m-%dT%H:%M")
    desk.post(f"/ideas/{idea.id}/status", data=typed | {"at": at})
    plan = find_plan(idea.id)
    assert plan is not None
    assert local(plan.due_at).strftime("%Y-%m-%dT%H:%M") == at
    assert "It will be “Planned” from" in desk.get(f"/ideas/{idea.id}/status").text
