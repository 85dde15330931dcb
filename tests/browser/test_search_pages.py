"""Search in a browser: narrowed by a press, kept by a name, without a script."""

from playwright.sync_api import expect

from cocreate.ideas.actions import change_status
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.projects.models import Project
from cocreate.search.actions import Searched, keep_searched, rebuild
from tests.browser.conftest import Opens
from tests.browser.looking import DESK, faults_of
from tests.factories import a_person, a_product_manager, a_project, actor_of, an_idea


def test_what_was_found_is_narrowed_and_the_search_is_kept(opens: Opens) -> None:
    project = a_searched_project()
    page = opens(a_person("Reader"), width=DESK, javascript=False)
    page.goto("/search?q=debit+colour:red")
    assert page.get_by_text("asks for nothing here").is_visible()
    page.goto("/search?q=debit")
    page.get_by_role("link", name="Planned").click(force=True)
    expect(page.locator("main mark")).to_have_text(["Debit"])
    page.get_by_role("button", name="Follow", exact=True).click()
    page.get_by_role("button", name="Following", exact=True).wait_for()
    page.goto("/notices/following")
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Name").fill("Alarms")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Alarms").first).to_be_visible()
    team = opens(a_product_manager(), width=DESK)
    found = "/search?q=debit+status:planned,new+tag:cards&sort=votes"
    told = f"/projects/{project.slug}/searched"
    assert [*faults_of(team, found), *faults_of(team, told)] == []


def a_searched_project() -> Project:
    project, team = a_project(), a_product_manager()
    idea = an_idea("Debit alarm", project=project, tags=("cards",))
    an_idea("Debit calendar", project=project)
    change_status(actor_of(team), idea.id, to=Status.PLANNED)
    keep_searched([Searched(project.id, "wombat", 3, 3)])
    db.session.commit()
    rebuild()
    db.session.commit()
    return project
