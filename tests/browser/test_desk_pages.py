"""Ten ideas are triaged from the keyboard, and the desk looks right."""

from datetime import timedelta

import time_machine
from playwright.sync_api import Page, expect

from cocreate.config import Settings, use
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.triage.actions import make_department, staff_department
from cocreate.triage.models import Pause, Routing
from tests.browser.conftest import Opens
from tests.factories import a_product_manager, a_project, actor_of, an_idea

TEN = 10
NAMED = {"Enter", "Escape", "Space", "Tab"}


def test_ten_ideas_are_triaged_without_a_mouse(
    opens: Opens, settings: Settings
) -> None:
    use(settings.model_copy(update={"undo_seconds": 30}))
    manager, project = a_product_manager(), a_project()
    legal = make_department(actor_of(manager), name="Legal")
    staff_department(actor_of(manager), legal, person_ids=[manager.id])
    ideas = []
    for number in range(TEN):
        with time_machine.travel(now() - timedelta(hours=TEN - number), tick=True):
            ideas.append(an_idea(f"Wish number {number}", project=project))
    kept = an_idea("Kept", project=project)
    page = opens(manager)
    page.goto(f"/projects/{project.slug}/triage")
    answer_some(page)
    hand_on_some(page, into=kept)
    tag_and_answer_the_rest(page)
    expect(page.locator(".subject__title")).to_have_text("Kept")
    assert_never_loaded(page)
    go_back(page)
    db.session.expire_all()
    assert [db.session.get_one(Idea, idea.id).status for idea in ideas] == [
        *(Status.PLANNED, Status.NEW, Status.NEW, Status.NEW, Status.UNDER_REVIEW),
        *(Status.MERGED, Status.DECLINED, *[Status.PLANNED] * 3),
    ]
    assert db.session.get_one(Idea, ideas[9].id).tag_names == "soon"
    paused = {one.idea_id for one in db.session.query(Pause)}
    assert paused == {ideas[2].id, ideas[3].id}
    assert [one.idea_id for one in db.session.query(Routing)] == [ideas[4].id]


def answer_some(page: Page) -> None:
    mark(page)
    press(page, "p")  # in one press
    lies(page, 1)
    press(page, "x", "It cannot be done safely.", "Control+Enter")
    lies(page, 2)
    expect(page.locator(".subject__title")).to_be_focused()
    expect(page.locator("[data-voice]")).to_contain_text("Wish number 2")
    press(page, "z")  # the last verdict is undone, and its idea lies here again
    lies(page, 1)
    press(page, "a", "  ", "Control+Enter")  # refused, where one is
    expect(page.locator(".error-summary")).to_be_focused()
    lies(page, 1)
    keep_what_was_typed(page)
    press(page, "a", "We will, in spring.", "Control+Enter")
    lies(page, 2)


def keep_what_was_typed(page: Page) -> None:
    """Refused, the idea stays with all that was typed, in other forms as well."""
    press(page, "n", "Legal has seen it", "Escape", "l")
    page.locator("#until").fill("2020-01-01")
    page.locator("#why").fill("When they are back")
    press(page, "Control+Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    lies(page, 1)
    press(page, "Tab", "Enter")  # to the first that is to be mended
    expect(page.locator("#until")).to_be_focused()
    for field, words in (
        ("#until", "2020-01-01"),
        ("#why", "When they are back"),
        ("#remark", "Legal has seen it"),
    ):
        expect(page.locator(field)).to_have_value(words)
    press(page, "Escape")


def hand_on_some(page: Page, *, into: Idea) -> None:
    press(page, "l", "Control+Enter")
    lies(page, 3)
    press(page, "q", "On which phone?", "Control+Enter")
    lies(page, 4)
    press(page, "d", "L", "Control+Enter")  # it goes on waiting: it is not answered
    expect(page.get_by_role("link", name="Legal", exact=True)).to_be_visible()
    page.wait_for_load_state()
    press(page, "r")
    lies(page, 5)
    assert_never_loaded(page)
    press(page, "m", str(into.id), "Enter")
    page.get_by_role("button", name="Merge them").focus()
    press(page, "Enter")
    lies(page, 6)
    mark(page)


def tag_and_answer_the_rest(page: Page) -> None:
    address = page.url
    press(page, "?")
    expect(page.get_by_role("dialog")).to_be_visible()
    press(page, "Escape", "Control+k", "decl", "Enter")
    press(page, "Not ours to decide.", "Control+Enter")
    lies(page, 7)
    expect(page).not_to_have_url(address)
    assert_never_loaded(page)
    press(page, "j", "k", *["Space", "j"] * 3)  # this one, and the two after it
    press(page, "v", "soon", "Control+Enter")
    page.get_by_role("link", name="Back to the queue").focus()
    press(page, "Enter")
    lies(page, 7)
    mark(page)
    for number in (7, 8, 9):
        lies(page, number)
        press(page, "y", "It is next.", "Escape", "p")


def go_back(page: Page) -> None:
    page.go_back()
    lies(page, 9)
    assert_never_loaded(page)


def mark(page: Page) -> None:
    page.evaluate("() => { window.marked = true; }")


def assert_never_loaded(page: Page) -> None:
    assert page.evaluate("() => window.marked"), "the next item came in its place"


def lies(page: Page, number: int) -> None:
    """This idea lies on the desk."""
    expect(page.locator(".subject__title")).to_have_text(f"Wish number {number}")
    page.wait_for_load_state()  # nobody presses faster than its script is there


def press(page: Page, *keys: str) -> None:
    """Keys by their names; anything else is typed."""
    for key in keys:
        named = len(key) == 1 or "+" in key or key in NAMED
        if named:
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)
