"""From a guest's first word to a published idea, on a phone, counted in taps."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from cocreate.ideas.actions import set_intake
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.models import Project
from tests.browser.conftest import Opens
from tests.browser.looking import PHONE, faults_of
from tests.factories import (
    PASSWORD,
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_account,
    an_idea,
)
from tests.ideas.test_attaching import a_picture
from tests.journeys.test_accounts import link_in, newest_letter

SAID = "Show the shop's name on my statement. I never know its owner's."
SMALL = 360
MOST_TAPS = 6


class Thumb:
    """Taps and counts. Typing is no tap; to reach the field that is typed in is one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def tap(self, target: Locator) -> None:
        self.taps += 1
        target.click()

    def type(self, label: str, words: str) -> None:
        field = self.page.get_by_role("main").get_by_label(label).first
        if not field.evaluate("field => field === document.activeElement"):
            self.tap(field)
        self.page.keyboard.type(words)

    def press(self, name: str) -> None:
        self.tap(self.page.get_by_role("button", name=name).first)


def a_project_for_guests() -> Project:
    project = a_project()
    manager = actor_of(a_product_manager())
    set_intake(manager, project.id, template="", takes_guests=True)
    db.session.commit()
    return project


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_guest_publishes_an_idea_in_six_taps(
    opens: Opens, work: Callable[[], int], *, javascript: bool
) -> None:
    slug = a_project_for_guests().slug
    page = opens(width=SMALL, javascript=javascript)
    page.goto(f"/projects/{slug}")
    thumb = Thumb(page)
    thumb.tap(page.get_by_role("link", name="Share").last)
    thumb.type("What would make it better for you?", SAID)
    thumb.press("Share my idea")
    thumb.type("Name", "Lucía Ferrán")
    page.keyboard.press("Tab")  # the keyboard's own “next”
    page.keyboard.type("lucia@example.org")
    thumb.press("Mail me the link")
    expect(page.get_by_role("heading", name="Look in your mail")).to_be_visible()
    work()
    thumb.taps += 1  # the link in the letter
    page.goto(link_in(newest_letter()))
    thumb.press("Share my idea")
    title = "Show the shop's name on my statement"
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(page.get_by_text("Lucía Ferrán").first).to_be_visible()
    assert thumb.taps <= MOST_TAPS
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_who_has_a_password_needs_no_letter(opens: Opens, *, javascript: bool) -> None:
    person, slug = an_account(), a_project().slug
    page = opens(width=SMALL, javascript=javascript)
    page.goto(f"/projects/{slug}/ideas/new")
    thumb = Thumb(page)
    thumb.type("What would make it better for you?", SAID)
    thumb.press("Share my idea")
    thumb.tap(page.get_by_text("I have an account with a password"))
    known = page.locator("#known-email")
    thumb.tap(known)
    page.keyboard.type(str(person.email))
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    thumb.press("Sign in and share it")
    page.wait_for_url("**/ideas/*")
    assert thumb.taps <= MOST_TAPS


def writing(opens: Opens, person: Person, slug: str) -> Page:
    page = opens(person, width=SMALL)
    page.goto(f"/projects/{slug}/ideas/new")
    return page


def write(page: Page, words: str) -> None:
    page.get_by_label("What would make it better for you?").fill("")
    page.get_by_label("What would make it better for you?").press_sequentially(words)


def arrives(page: Page, words: str) -> AbstractContextManager[object]:
    """Until the server has all of these words: it may be sent some of them before."""
    return page.expect_response(
        lambda answer: (
            answer.url.endswith("/drafts") and words in (answer.request.post_data or "")
        )
    )


def test_words_are_kept_while_they_are_written(opens: Opens) -> None:
    person, slug = a_person(), a_project().slug
    page = writing(opens, person, slug)
    with arrives(page, SAID):
        write(page, SAID)
    expect(page.get_by_label("Title")).to_have_value(
        "Show the shop's name on my statement"
    )
    expect(page.get_by_text("Draft kept")).to_be_visible()
    elsewhere = writing(opens, person, slug)
    expect(elsewhere.get_by_label("What would make it better")).to_have_value(SAID)


def test_a_title_of_ones_own_stays(opens: Opens) -> None:
    page = writing(opens, a_person(), a_project().slug)
    write(page, "Show the shop's name")
    page.get_by_label("Title").fill("Names of shops")
    write(page, "Something else entirely")
    expect(page.get_by_label("Title")).to_have_value("Names of shops")


def test_an_old_tab_is_shown_both_texts(opens: Opens, complaints: list[str]) -> None:
    person, slug = a_person(), a_project().slug
    first = writing(opens, person, slug)
    with arrives(first, "The first words of it"):
        write(first, "The first words of it")
    stale = writing(opens, person, slug)
    with arrives(first, "The newer words of it"):
        write(first, "The newer words of it")
    write(stale, "Older words of it")
    expect(stale.get_by_role("heading", name="You wrote on elsewhere")).to_be_visible()
    expect(stale.get_by_text("The newer words of it")).to_be_visible()
    expect(stale.get_by_label("What would make it better")).to_have_value(
        "Older words of it"
    )
    complaints.clear()  # the browser tells of every 409


def test_people_are_called_by_name_in_an_idea(opens: Opens) -> None:
    a_person("Milan Varga")
    page = writing(opens, a_person("Ada Lovelace"), a_project().slug)
    write(page, "A first sentence. What do you say, @mil")
    page.get_by_role("option", name="Milan Varga").click()
    page.get_by_role("button", name="Share my idea").click()
    page.wait_for_url("**/ideas/*")
    expect(page.locator(".prose a", has_text="@Milan Varga")).to_be_visible()


def test_words_are_looked_at_without_leaving(opens: Opens) -> None:
    page = writing(opens, a_person(), a_project().slug)
    write(page, "A first sentence. And **loud** words.")
    page.get_by_role("button", name="Look at it first").click()
    expect(page.locator("#preview strong")).to_have_text("loud")


ARRIVE = """how => {
  const files = new DataTransfer();
  files.items.add(new File(["Seen at noon."], "note.txt", { type: "text/plain" }));
  const said = { bubbles: true, cancelable: true };
  const event = how === "paste"
    ? new ClipboardEvent("paste", { ...said, clipboardData: files })
    : new DragEvent("drop", { ...said, dataTransfer: files });
  document.querySelector("#body").dispatchEvent(event);
}"""


def test_files_are_chosen_and_pasted_and_taken_off(opens: Opens) -> None:
    page = writing(opens, a_person(), a_project().slug)
    write(page, SAID)
    photo = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=a_picture())
    page.locator("#files").set_input_files([photo])
    page.get_by_label("What does it show?").press_sequentially("My statement")
    page.evaluate(ARRIVE, "paste")
    expect(page.get_by_role("link", name="note.txt")).to_be_visible()
    expect(page.get_by_label("What does it show?")).to_have_value("My statement")
    page.get_by_role("button", name="note.txt").click()
    expect(page.get_by_role("link", name="note.txt")).to_have_count(0)
    page.get_by_role("button", name="Share my idea").click()
    page.wait_for_url("**/ideas/*")
    expect(page.get_by_alt_text("My statement")).to_be_visible()


def test_files_are_dropped_and_pasted_into_a_comment_and_an_edit(opens: Opens) -> None:
    person = a_person()
    idea = an_idea(author=person)
    page = opens(person, width=SMALL)
    page.goto(f"/ideas/{idea.id}")
    page.get_by_label("Add to the discussion").fill("Look at this")
    page.evaluate(ARRIVE, "drop")
    expect(page.locator("#say").get_by_role("link", name="note.txt")).to_be_visible()
    page.get_by_role("button", name="Post comment").click()
    expect(
        page.locator(".comment").get_by_role("link", name="note.txt")
    ).to_be_visible()
    expect(page.get_by_label("Add to the discussion")).to_have_value("")
    page.goto(f"/ideas/{idea.id}/edit")
    page.evaluate(ARRIVE, "paste")
    page.get_by_label("Take it off: note.txt").check()
    photo = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=a_picture())
    page.locator("#files").set_input_files([photo])
    page.get_by_label("What does it show?").fill("My statement")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_alt_text("My statement")).to_be_visible()
    expect(page.get_by_role("link", name="note.txt")).to_have_count(1)  # the comment's


def test_nothing_is_wrong_with_the_last_step(opens: Opens) -> None:
    page = opens(width=SMALL)
    page.goto(f"/projects/{a_project_for_guests().slug}/ideas/new")
    write(page, SAID)
    page.get_by_role("button", name="Share my idea").click()
    page.wait_for_url("**/author")
    address = page.url
    assert faults_of(page, address, widths=(PHONE,)) == []
