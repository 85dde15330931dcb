"""A queue of twenty cases is decided from the keyboard, and one verdict taken back."""

from datetime import timedelta

import time_machine
from playwright.sync_api import Page, expect
from sqlalchemy import select

from cocreate.config import Settings, use
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.languages import Language
from cocreate.moderation.actions import flag_idea
from cocreate.moderation.models import Review
from cocreate.moderation.reason import Reason, Verdict
from tests.browser.conftest import Opens
from tests.browser.looking import axe_faults
from tests.factories import a_moderator, a_person, a_project, actor_of, an_idea

TWENTY = 20
KEYS = {
    Verdict.KEEP: "l",
    Verdict.HIDE: "2h",
    Verdict.CHANGE: "3c",
}
ENDS = [*KEYS] * 7


def test_twenty_cases_are_decided_without_a_mouse(
    opens: Opens, settings: Settings
) -> None:
    use(settings.model_copy(update={"undo_seconds": 30}))
    author, project = a_person("Ewa"), a_project()
    author.language = Language.DE
    for number in range(TWENTY):
        with time_machine.travel(now() - timedelta(hours=TWENTY - number), tick=True):
            idea = an_idea(f"Wish number {number}", author=author, project=project)
            flag_idea(actor_of(a_person()), idea.id, reason=Reason.ABUSE)
    db.session.commit()
    page = opens(a_moderator())
    page.goto("/moderation")
    page.evaluate("() => { window.marked = true; }")
    finds_all_keys(page)
    for number in range(TWENTY):
        lies(page, number, is_focused=number > 0)
        if number == 1:
            page.keyboard.press("z")  # the verdict before is taken back
            lies(page, 0)
            page.keyboard.press("l")
            lies(page, 1)
        page.keyboard.type(KEYS[ENDS[number]])
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    assert page.evaluate("() => window.marked"), "a page was loaded anew"
    db.session.expire_all()
    ended = db.session.scalars(select(Review.verdict).order_by(Review.id))
    assert list(ended) == ENDS[:TWENTY]
    read_in_german(opens, author)


def read_in_german(opens: Opens, author: object) -> None:
    """What its author reads of it, on a phone in the dark, says that it is German."""
    phone = opens(author, width=320, dark=True)  # type: ignore[arg-type]  # a person
    phone.goto("/me/statements")
    phone.get_by_role("link", name="Fall").first.click()
    expect(phone.locator("html")).to_have_attribute("lang", "de")
    expect(phone.get_by_role("button", name="Erneut prüfen lassen")).to_be_visible()
    assert axe_faults(phone) == []


def finds_all_keys(page: Page) -> None:
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def lies(page: Page, number: int, *, is_focused: bool = True) -> None:
    """This idea lies on the desk, its keys are there, and the focus is on its title."""
    title = page.locator(".subject__title")
    expect(title).to_contain_text(f"Wish number {number}")
    if is_focused:
        expect(title).to_be_focused()
    page.wait_for_load_state()
