"""The pages of projects and the journal, as people with different eyes see them."""

from cocreate.kernel.db import db
from cocreate.projects.actions import GoalDraft, add_goal, measure_goal
from tests.browser.conftest import Opens
from tests.browser.looking import PHONE, faults_of
from tests.factories import (
    a_product_manager,
    a_project,
    a_prompt,
    actor_of,
    an_entry,
    an_idea,
)

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


def test_nothing_is_wrong_with_any_page(opens: Opens) -> None:
    places = a_world()
    for person, addresses in ((None, FOR_ALL), (a_product_manager(), FOR_TEAM)):
        page = opens(person)
        for address in addresses:
            assert faults_of(page, address.format(**places), widths=(PHONE,)) == []
