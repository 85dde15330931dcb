"""Decisions, the roadmap, releases and threads, as different eyes see them."""

import pytest
from playwright.sync_api import expect

from cocreate.decisions.actions import amend_decision
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.phase import Phase
from tests.browser.conftest import Opens
from tests.browser.looking import PHONE, faults_of
from tests.factories import (
    a_build,
    a_comment,
    a_decision,
    a_person,
    a_product_manager,
    a_programme,
    a_project,
    a_release,
    actor_of,
    an_idea,
    thanked_for,
)

FOR_ALL = (
    "{project}/decisions",
    "{decision}",
    "{decision}/versions",
    "{decision}/versions/1",
    "{certificate}",
    "{embedded}",
    "{project}/roadmap",
    "{project}/releases",
    "{release}",
    "{release}/thread",
    "{idea}",
    "{idea}/thread",
)
FOR_TEAM = (
    "{project}/decisions",
    "{project}/decisions/new",
    "{draft}",
    "{draft}/edit",
    "{decision}",
    "{decision}/amendments/new",
    "{project}/embedding",
    "{project}/releases/new",
    "{next}",
)


def a_world() -> dict[str, str]:
    project = a_project("The next app, with a long name to carry", phase=Phase.LAUNCHED)
    manager = a_product_manager("Ines Moreau")
    idea = an_idea("Freeze my card in one tap", project=project, votes=1)
    comments = [a_comment(idea, by=a_person(name)) for name in ("Amara", "Henrik")]
    decision = a_decision(author=manager, ideas=[idea], comments=comments)
    other = a_decision(project=project, title="Statements come in my language")
    draft = a_decision(project=project, ideas=[idea], published=False)
    amend_decision(actor_of(manager), decision.id, body="Calls fell by a *third*.")
    build = a_build(a_programme(project), decisions=[decision])
    release = a_release(decisions=[decision, other], builds=[build], version="4.8")
    after = a_release(project=project, version="5.0", published=False)
    project.embedded_in = "*"
    voter = db.session.get_one(Person, comments[0].author_id)
    there = thanked_for(decision, release, by=manager, person=voter)
    return {
        "project": f"/projects/{project.slug}",
        "idea": f"/ideas/{idea.id}",
        "decision": f"/decisions/{decision.id}",
        "draft": f"/decisions/{draft.id}",
        "release": f"/releases/{release.id}",
        "next": f"/releases/{after.id}",
        "certificate": f"/credits/{there['code']}",
        "embedded": f"/embed/{project.slug}/roadmap",
    }


def test_nothing_is_wrong_with_any_page(opens: Opens) -> None:
    places = a_world()
    for person, addresses in ((None, FOR_ALL), (a_product_manager(), FOR_TEAM)):
        page = opens(person)
        for address in addresses:
            assert faults_of(page, address.format(**places), widths=(PHONE,)) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_voices_are_found_and_picked_while_the_words_stay(
    opens: Opens, *, javascript: bool
) -> None:
    project = a_project()
    an_idea("Freeze my card in one tap", project=project)
    page = opens(a_product_manager(), javascript=javascript)
    page.goto(f"/projects/{project.slug}/decisions/new")
    page.get_by_label("The decision in one sentence").fill("Freezing needs no code")
    page.get_by_label("Search contributions").fill("freeze")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("heading", name="Found")).to_be_visible()
    page.get_by_label("Freeze my card in one tap").check()
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_text("1 picked")).to_be_visible()
    expect(page.get_by_role("complementary").get_by_text("for an idea")).to_be_visible()
    said = page.get_by_label("The decision in one sentence")
    assert said.input_value() == "Freezing needs no code"
    page.get_by_label("Why").fill("Nobody thinks of a code on a train.")
    page.get_by_role("button", name="Save, and see").click()
    page.get_by_role("button", name="Publish and tell 1 person").click()
    expect(page.get_by_text("signed it").first).to_be_visible()
