"""The pages of projects and the journal, as people with different eyes see them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from cocreate.kernel.db import db
from cocreate.projects.actions import GoalDraft, add_goal, measure_goal
from tests.browser.conftest import Opens
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    a_prompt,
    actor_of,
    an_entry,
    an_idea,
)

TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
FOR_ALL = ("/", "{project}", "{project}/goals", "{project}/journal", "{entry}")
FOR_TEAM = (
    *FOR_ALL,
    "/projects/new",
    "{project}/edit",
    "{project}/members",
    "{project}/goals/{goal}",
    "{project}/journal/new",
    "{entry}/edit",
)


def a_world() -> dict[str, str]:
    project = a_project("The next app, with a rather long name to carry")
    manager = actor_of(a_product_manager())
    draft = GoalDraft("Would recommend the app", "customers a month", 8, 40, None)
    goal = add_goal(manager, project.id, draft=draft)
    db.session.flush()
    measure_goal(manager, project.id, goal.id, value=23.5, on=project.opened_at.date())
    body = "# A heading\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    entry = an_entry(project=project, body=body)
    a_prompt(entry=entry)
    an_entry("Not yet", project=project, published=False)
    an_idea("Freeze my card in one tap", project=project, votes=1)
    places = {"project": f"/projects/{project.slug}", "entry": f"/journal/{entry.id}"}
    return {**places, "goal": str(goal.id)}


@pytest.mark.parametrize(
    ("width", "dark"), [(320, True), (1280, False)], ids=["phone", "desk"]
)
def test_axe_finds_nothing_and_nothing_runs_over(
    opens: Opens, axe: Callable[[Page], list[str]], width: int, *, dark: bool
) -> None:
    places = a_world()
    for person, addresses in (
        (None, FOR_ALL),
        (a_person(), FOR_ALL),
        (a_product_manager(), FOR_TEAM),
    ):
        page = opens(person, width=width, dark=dark)
        for address in addresses:
            page.goto(address.format(**places))
            assert (address, axe(page)) == (address, [])
            assert (address, page.evaluate(TOO_WIDE)) == (address, 0)
