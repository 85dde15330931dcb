"""A change of status: who is told, and at which moment."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from cocreate.ideas.actions import change_status, shape_workflow
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import USUAL
from cocreate.kernel.clock import local, now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, ForbiddenError, InvalidError
from cocreate.kernel.policy import Role
from cocreate.notices.actions import stop_mail, wish_all
from cocreate.notices.kind import Kind, Wish
from cocreate.notices.pace import Pace
from cocreate.people.models import Person
from cocreate.projects.models import Project
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
from tests.notices.test_notices import letters_to, told

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


def framed(page: str) -> tuple[str, str]:
    """The letter that a page shows: in its frame, and as text."""
    html = re.search(r'srcdoc="(.*?)"', page, re.DOTALL)
    text = re.search(r'aria-label="The letter as text".*?>(.*?)</pre>', page, re.DOTALL)
    assert html, page
    assert text, page
    return unescape(html[1]), unescape(text[1])


def without_its_own(letter: str) -> list[str]:
    """A letter's lines, but for what is one reader's: their name, their own links."""
    letter = letter.replace('<base target="_blank">', "")
    letter = re.sub(r"/notices/unsubscribe/[^\s\"]*", "/notices/unsubscribe/…", letter)
    hello = re.compile(r"Hello (<span[^>]*>)?[^<,]*(</span>)?,")
    return [line.strip() for line in hello.sub("Hello,", letter).splitlines()]


@pytest.mark.parametrize("what", ["status", "response", "merge"])
def test_the_letter_that_is_shown_is_the_one_that_is_sent(
    signed_in: SignIn, work: Callable[[], int], what: str
) -> None:
    manager, idea = a_product_manager("Grace Hopper"), an_idea("Read <b>it</b> aloud")
    other = an_idea(project=db.session.get_one(Project, idea.project_id))
    desk = signed_in(manager)
    at = f"/ideas/{idea.id}/{what}"
    typed = {
        "status": {"status": "planned", "note": "By <i>summer</i>."},
        "response": {"response": "We **will**, by summer."},
        "merge": {"into": str(other.id)},
    }[what]
    page = (
        desk.get(f"{at}?into={other.id}")
        if what == "merge"
        else desk.post(at, data=typed | {"look": "1"})
    )
    policy = page.headers["Content-Security-Policy"]
    assert "style-src 'self' 'sha256-" in policy
    html, text = framed(page.text)
    assert desk.post(at, data=typed).status_code == 303
    work()
    with time_machine.travel(now() + SOON):
        work()
    (letter,) = letters_to(db.session.get_one(Person, idea.author_id))
    assert letter.subject in page.text.replace("&lt;", "<").replace("&gt;", ">")
    assert without_its_own(text) == without_its_own(letter.text)
    assert without_its_own(html) == without_its_own(letter.html or "")


def test_it_is_said_when_nobody_is_told(signed_in: SignIn) -> None:
    manager, idea = a_product_manager(), an_idea()
    project = db.session.get_one(Project, idea.project_id)
    steps = [
        step._replace(
            is_public=step.status is not Status.UNDER_REVIEW,
            tells=step.status is not Status.PLANNED,
        )
        for step in USUAL.steps
    ]
    shape_workflow(actor_of(manager), project.slug, steps=steps)
    db.session.commit()
    desk, at = signed_in(manager), f"/ideas/{idea.id}/status"
    for status, said in (
        ("under_review", "Customers do not see this status: nobody is told."),
        ("planned", "Nobody is told when an idea comes to this status."),
        ("declined", "The letter"),
    ):
        assert said in desk.post(at, data={"status": status, "look": "1"}).text


def test_an_answer_is_told_once_and_looked_at_on_its_page(
    signed_in: SignIn, work: Callable[[], int]
) -> None:
    manager, idea = a_product_manager(), an_idea()
    desk, at = signed_in(manager), f"/ideas/{idea.id}/response"
    assert "1 person is told" in desk.get(at).text
    assert desk.post(at, data={"response": "We will."}).status_code == 303
    work()
    page = desk.get(at).text
    assert ("0 people are told" in page, "We will." in page) == (True, True)
    assert "1 who were told of one before" in page
    refused = desk.post(at, data={"response": ""})
    assert (refused.status_code, "Write an answer." in refused.text) == (422, True)


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
    page = desk.get(f"/ideas/{idea.id}/status")
    assert "It will be “<span data-user-content>Planned</span>” from" in page.text
