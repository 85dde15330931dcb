"""Merging, splitting and statuses, on a phone, with a script and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.browser.looking import PHONE, faults_of
from tests.factories import (
    a_comment,
    a_product_manager,
    a_project,
    a_vote,
    an_idea,
)

SMALL = 360  # pixels wide


@pytest.mark.parametrize("javascript", [True, False])
def test_two_ideas_become_one_and_two_again_on_a_phone(
    opens: Opens, *, javascript: bool
) -> None:
    project = a_project()
    kept = an_idea("Show what is left this month", project=project)
    folded = an_idea("How much can I still spend?", project=project)
    a_vote(folded, a_vote(kept))
    a_vote(folded)
    a_comment(folded, body="Six in the evening, please.")
    page = opens(a_product_manager(), width=SMALL, javascript=javascript)
    page.goto(f"/projects/{project.slug}/triage?idea={folded.id}")
    page.locator("#do-merge summary").click()
    page.get_by_label("Merge into").fill(str(kept.id))
    page.get_by_role("button", name="Look at both").click()
    expect(page.get_by_text("1 person voted for both")).to_be_visible()
    page.get_by_role("button", name="Merge them").click()
    page.goto(f"/ideas/{folded.id}")
    expect(page).to_have_url(f"/ideas/{kept.id}")
    expect(page.get_by_text("from: How much can I still spend?")).to_be_visible()
    page.goto(f"/ideas/{folded.id}/merge")
    page.get_by_role("button", name="Take it apart").click()
    expect(page).to_have_url(re.compile(rf"/triage\?idea={folded.id}$"))
    page.goto(f"/ideas/{folded.id}")
    expect(page).to_have_url(f"/ideas/{folded.id}")
    expect(page.get_by_text("Six in the evening, please.")).to_be_visible()


def test_nothing_is_wrong_with_the_pages_of_merging(opens: Opens) -> None:
    project = a_project()
    ideas = [an_idea(project=project, votes=1) for _ in range(2)]
    comment = a_comment(ideas[0])
    assert comment.idea_id
    page = opens(a_product_manager())
    for address in (
        f"/ideas/{ideas[0].id}/merge?into={ideas[1].id}",
        f"/ideas/{ideas[0].id}/split",
        f"/ideas/{ideas[0].id}/status",
        f"/projects/{project.slug}/statuses",
    ):
        assert faults_of(page, address, widths=(PHONE,)) == []
