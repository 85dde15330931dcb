"""What is close to an idea being written, on a phone: quick, and nothing is lost."""

import pytest
from playwright.sync_api import Page, expect

from cocreate.kernel.ids import IdeaId
from cocreate.votes.queries import count_votes
from tests.browser.conftest import Opens
from tests.factories import a_person, a_project, an_idea
from tests.spending import spent

FINGERPRINT = "Let me log in with my fingerprint"
WRITTEN = "Log in by fingerprint. I am on the tram."
PAUSE = 150  # milliseconds after the last key in which the page waits for another
QUICK = 0.1  # seconds of the processor, for all that comes then
PHONE = 360


def composer(opens: Opens, *, javascript: bool = True) -> tuple[Page, IdeaId]:
    project = a_project()
    idea = an_idea(FINGERPRINT, project=project)
    an_idea("Round up every purchase and save the rest", project=project)
    page = opens(a_person(), width=PHONE, javascript=javascript)
    page.goto(f"/projects/{project.slug}/ideas/new")
    return page, idea.id


def test_what_is_close_is_there_a_moment_after_the_last_key(opens: Opens) -> None:
    """By the page's own clock, which stands still but for the pause: see PAUSE."""
    page, _ = composer(opens)
    page.clock.install(time=0)
    page.reload()
    page.clock.pause_at(60_000)
    close = page.locator("#similar li")

    def wait() -> None:
        page.clock.run_for(PAUSE)
        close.first.wait_for()

    took = []
    for words in ("Log in by finger", "print", " on the tram", " in the morning"):
        page.evaluate("document.querySelector('#similar').replaceChildren()")
        page.locator("#body").press_sequentially(words)
        assert close.count() == 0, "it waits until nobody types"
        took.append(spent(wait))
    assert FINGERPRINT in page.locator("#similar").inner_text()
    assert min(took) <= QUICK, took  # of several, one that nothing else disturbed


def test_vote_join_and_differ_without_leaving_what_is_written(opens: Opens) -> None:
    page, idea_id = composer(opens)
    with page.expect_response(lambda answer: answer.url.endswith("/drafts")):
        page.locator("#body").press_sequentially(WRITTEN)
        page.locator(f"#vote-{idea_id}").click()
        voted = f'#vote-{idea_id}[aria-pressed="true"]:not([aria-busy])'
        page.locator(voted).wait_for()
        assert count_votes(idea_id) == 1
        page.get_by_text("Mine differs because").first.click()
        page.locator(f"#differs_{idea_id}").fill("I mean the desktop.")
        page.locator(f"#case-{idea_id}").click()
        page.get_by_text("Your case stands there now").wait_for()
        assert page.locator("#body").input_value() == WRITTEN
    page.reload()
    assert page.locator("#body").input_value() == WRITTEN


@pytest.mark.parametrize("how", ["vote", "case"])
def test_all_of_it_works_without_a_script(opens: Opens, how: str) -> None:
    page, idea_id = composer(opens, javascript=False)
    page.locator("#body").fill(WRITTEN)
    page.get_by_role("button", name="Look for similar ideas").click()
    page.locator(f"#{how}-{idea_id}").click()
    said = {"vote": "Voted", "case": "Your case stands there now"}[how]
    expect(page.locator("#similar")).to_contain_text(said)
    expect(page.locator("#body")).to_have_value(WRITTEN)


def test_a_vote_that_did_not_arrive_moves_nothing(
    opens: Opens, complaints: list[str]
) -> None:
    idea = an_idea(votes=2)
    page = opens(a_person(), width=PHONE)
    page.goto(f"/ideas/{idea.id}")
    button = page.locator(".vote-button:visible").first
    before = button.bounding_box()
    page.context.set_offline(offline=True)
    button.click()
    page.get_by_text("Your vote did not arrive").wait_for(state="attached")
    assert button.get_attribute("aria-pressed") == "false"
    assert "2" in button.inner_text()
    assert button.bounding_box() == before
    page.context.set_offline(offline=False)
    button.click()
    page.locator(
        '.vote-button[aria-pressed="true"]:not([aria-busy]):visible'
    ).first.wait_for()
    assert count_votes(idea.id) == 3
    complaints.clear()  # that the first one did not arrive
