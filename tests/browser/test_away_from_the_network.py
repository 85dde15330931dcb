"""What is written where nothing can be sent: the browser keeps it until it arrives."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens
from tests.browser.test_composing import arrives, writing
from tests.factories import a_person, a_project

QUESTION = "What would make it better"
KEPT_HERE = """words => Object.entries(localStorage).some(
  ([name, copy]) => name.startsWith("draft:") && copy.includes(words))"""
ARRIVED = "() => !Object.keys(localStorage).some(name => name.startsWith('draft:'))"


def write_on(page: Page, words: str) -> None:
    """Write where nothing is sent, until this browser has it."""
    page.context.set_offline(True)
    page.get_by_label(QUESTION).press("End")
    page.get_by_label(QUESTION).press_sequentially(words)
    page.wait_for_function(KEPT_HERE, arg=words)


def reload(page: Page) -> None:
    """There is a network again; what only this browser had arrives."""
    page.context.set_offline(False)
    page.reload()
    page.wait_for_function(ARRIVED)


def test_what_was_typed_last_is_there_after_a_reload(
    opens: Opens, complaints: list[str]
) -> None:
    page = writing(opens, a_person(), a_project().slug)
    write_on(page, "Nothing of it has arrived")
    reload(page)
    expect(page.get_by_label(QUESTION)).to_have_value("Nothing of it has arrived")
    write_on(page, " and this neither")
    reload(page)
    whole = "Nothing of it has arrived and this neither"
    expect(page.get_by_label(QUESTION)).to_have_value(whole)
    expect(page.get_by_role("heading", name="You wrote on elsewhere")).to_have_count(0)
    complaints.clear()  # the browser may tell that it was without a network


def on_a_train(page: Page, words: str, onward: str) -> Page:
    """Write where nothing is sent, close it, and open it once there is a network."""
    write_on(page, words)
    page.close()
    page.context.set_offline(False)
    home = page.context.new_page()
    with home.expect_response("**/drafts"):
        home.goto(onward)
    return home


def test_what_never_arrived_takes_nobodys_place(
    opens: Opens, complaints: list[str]
) -> None:
    person, slug = a_person(), a_project().slug
    new = f"/projects/{slug}/ideas/new"
    page = on_a_train(writing(opens, person, slug), "On a train", new)
    expect(page.get_by_label(QUESTION)).to_have_value("On a train")
    newer = writing(opens, person, slug)
    with arrives(newer, "On a train, and home again"):
        newer.get_by_label(QUESTION).press("End")
        newer.get_by_label(QUESTION).press_sequentially(", and home again")
    page = on_a_train(page, " for ever", new)
    expect(page.get_by_role("heading", name="You wrote on elsewhere")).to_be_visible()
    expect(page.get_by_role("blockquote")).to_contain_text("On a train, and home again")
    expect(page.get_by_label(QUESTION)).to_have_value("On a train for ever")
    page.get_by_role("link", name="Take the other one instead").click()
    expect(page.get_by_label(QUESTION)).to_have_value("On a train, and home again")
    complaints.clear()  # the browser tells of the train
