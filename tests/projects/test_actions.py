from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from cocreate.discussion.actions import follow_project
from cocreate.discussion.queries import is_following_project
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.policy import Actor, Role
from cocreate.kernel.transaction import transaction
from cocreate.notices.kind import Kind
from cocreate.notices.models import Notice
from cocreate.projects import actions, queries
from cocreate.projects.actions import GoalDraft, ProjectDraft
from cocreate.projects.models import Project
from cocreate.projects.phase import Phase
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, a_project, actor_of

pytestmark = pytest.mark.usefixtures("app")
Relay = Callable[[], int]


def told(person_id: int) -> list[Kind]:
    kinds = select(Notice.kind).where(Notice.person_id == person_id)
    return list(db.session.scalars(kinds.order_by(Notice.id)))


def test_two_who_open_one_project_at_once_open_it_once(app: Flask) -> None:
    manager = actor_of(a_product_manager())
    db.session.commit()

    def open_it(_: int) -> int:
        with app.app_context(), transaction():
            return int(actions.open_project(manager, name="The next app").id)

    with ThreadPoolExecutor(4) as threads:
        opened = set(threads.map(open_it, range(4)))
    assert len(opened) == 1
    assert db.session.query(Project).count() == 1


def test_an_import_finds_its_project_or_opens_it() -> None:
    importing = Actor(role=Role.ADMINISTRATOR)
    first = actions.ensure_project(importing, slug="pol.is", name="A conversation")
    again = actions.ensure_project(importing, slug="pol.is", name="Another name")
    assert first.id == again.id
    assert queries.leads_of(first) == []


def test_whoever_opens_a_project_follows_it(relay_all: Relay) -> None:
    manager = actor_of(a_product_manager())
    project = actions.open_project(manager, name="The next app")
    db.session.commit()
    relay_all()
    assert is_following_project(manager, project.id)


def test_a_project_called_new_would_hide_a_page() -> None:
    with pytest.raises(InvalidError):
        actions.open_project(actor_of(a_product_manager()), name="New")


def test_followers_hear_of_a_phase_once(relay_all: Relay) -> None:
    project, follower = a_project(), a_person()
    follow_project(actor_of(follower), project.slug)
    manager = actor_of(a_product_manager())
    for _ in range(2):
        actions.change_phase(manager, project.id, to=Phase.DECIDE)
    db.session.commit()
    relay_all()
    assert told(follower.id) == [Kind.PHASE]


def test_a_promise_is_not_moved_in_silence(
    client: ForgetfulClient, relay_all: Relay
) -> None:
    project, follower = a_project(), a_person()
    follow_project(actor_of(follower), project.slug)
    manager = actor_of(a_product_manager())
    later = ProjectDraft(project.name, "", "", 30, date(2030, 6, 7))
    for _ in range(2):
        actions.edit_project(manager, project.id, draft=later)
    db.session.commit()
    relay_all()
    assert told(follower.id) == [Kind.PROMISE]
    page = client.get(f"/projects/{project.slug}").text
    assert "within 30 days, and we decide by 7 June 2030" in page
    assert "The promise was changed" in page
    assert "We answer every idea within 7 days." in page


def test_a_new_brief_is_no_new_promise() -> None:
    project = a_project()
    said = ProjectDraft("Another name", "", "Other **words**", 7, None)
    edited = actions.edit_project(actor_of(a_product_manager()), project.id, draft=said)
    assert "<strong>words</strong>" in edited.brief_html
    assert queries.promise_history(project) == []


def test_customers_run_no_project() -> None:
    project, customer = a_project(), actor_of(a_person())
    for attempt in (
        lambda: actions.change_phase(customer, project.id, to=Phase.CLOSED),
        lambda: actions.make_private(customer, project.id),
        lambda: actions.add_member(customer, project.id, email="a@example.org"),
        lambda: actions.withdraw_goal(customer, project.id, 1),
    ):
        with pytest.raises(ForbiddenError):
            attempt()


def test_a_goal_keeps_the_newest_measure_whenever_it_was_written() -> None:
    project, manager = a_project(), actor_of(a_product_manager())
    draft = GoalDraft("Would recommend", "%", 8, 40, None)
    goal = actions.add_goal(manager, project.id, draft=draft)
    for value, on in ((30.0, date(2026, 5, 1)), (20.0, date(2026, 3, 1))):
        actions.measure_goal(manager, project.id, goal.id, value=value, on=on)
    assert goal.measured == 30
    actions.measure_goal(manager, project.id, goal.id, value=31, on=date(2026, 5, 1))
    assert [m.value for m in queries.measures_of(project)[goal.id]] == [20, 31]


def test_two_goals_of_one_name_would_be_one_too_many() -> None:
    project, manager = a_project(), actor_of(a_product_manager())
    first = GoalDraft("Would recommend", "%", 8, 40, None)
    other = GoalDraft("Would recommend", "%", 9, 40, None)
    second = GoalDraft("Calls", "", 100, 40, None)
    actions.add_goal(manager, project.id, draft=first)
    goal = actions.add_goal(manager, project.id, draft=second)
    db.session.flush()
    with pytest.raises(InvalidError):
        actions.add_goal(manager, project.id, draft=other)
    with pytest.raises(InvalidError):
        actions.edit_goal(manager, project.id, goal.id, draft=other)
