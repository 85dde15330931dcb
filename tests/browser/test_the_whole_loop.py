"""The whole loop in Chromium, as five people, with scripts and without them."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect
from sqlalchemy import select

from cocreate.cli import cocreate
from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from tests.browser.conftest import Opens
from tests.factories import PASSWORD, a_moderator, a_person, a_product_manager

QUESTION = "What should the app never do without asking you?"
IDEA = "Freeze my card in one tap"
SAID = "Direct debits must go on."
RUDE = "Only an idiot loses a card."
DECISION = "Freezing a card needs no code"
RELEASE = "The one that lets you breathe"
BYTES = b"the bytes of a build" * 1_000
Work = Callable[[], int]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_five_people_go_from_first_words_to_a_release_that_thanks_them(
    opens: Opens, work: Work, tmp_path: Path, *, javascript: bool
) -> None:
    opened = partial(opens, javascript=javascript)
    manager = opened(a_product_manager("Ines Moreau"))
    customer = opened(width=320, dark=True)
    voter = opened(a_person("Amara Diallo"))
    tester = opened(a_person("Lucía Ferrán"), width=320)
    moderator = opened(a_moderator("Henrik Moberg"))
    ask(manager)
    join(customer, work)
    propose(customer)
    talk(voter, tester)
    judge(moderator, voter)
    answer(manager)
    work()
    decide(manager)
    work()
    hear(customer, "Ines Moreau decided, because of you", DECISION)
    open_a_beta(manager)
    apply(tester)
    bring(manager, tmp_path / "bank.bin")
    try_it(tester)
    ship(manager)
    work()
    hear(customer, "Ines Moreau thanks you in 5.0", "You are in this one.")
    take_thanks(customer, tmp_path)
    walk_back(customer)


def at(page: Page, *links: str) -> None:
    """Go wherever these links lead from the project's own page."""
    page.goto("/")
    page.get_by_role("link", name="The next app").first.click()
    for link in links:
        page.get_by_role("link", name=link).first.click()


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).first.click()


def fill(page: Page, words: dict[str, str]) -> None:
    for label, value in words.items():
        page.get_by_role("main").get_by_label(label).first.fill(value)


def shown(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def ask(manager: Page) -> None:
    manager.goto("/")
    manager.get_by_role("link", name="Open a project").click()
    fill(manager, {"Name": "The next app"})
    press(manager, "Open the project")
    manager.get_by_role("link", name="Write the first entry").click()
    fill(manager, {"Title": "We were wrong", "Words": "There are *eleven* things."})
    press(manager, "Keep as a draft")
    fill(manager, {"Question": QUESTION})
    press(manager, "Ask this")
    press(manager, "Publish")
    move(manager, "Ideate")


def move(manager: Page, phase: str) -> None:
    at(manager, "Run this project")
    manager.get_by_role("radio", name=phase).check()
    press(manager, "Go to this phase")
    at(manager)
    shown(manager, "since")


def join(stranger: Page, work: Work) -> None:
    """Written first, signed up last."""
    at(stranger, "Answer")
    fill(stranger, {"What would make it better for you?": IDEA})
    press(stranger, "Share my idea")
    stranger.get_by_role("link", name="Join with a password").click()
    fill(stranger, {"Name": "Margit Lill", "E-mail": "margit@example.org"})
    stranger.get_by_role("main").get_by_role("button", name="Join").click()
    shown(stranger, "Look in your mail")
    work()
    stranger.goto(mailed_link())
    fill(stranger, {"Password": PASSWORD})
    press(stranger, "Yes, it is mine")


def mailed_link() -> str:
    letter = db.session.scalars(select(Letter).order_by(Letter.id.desc())).first()
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", letter.text if letter else "")
    assert found
    return found[1]


def propose(customer: Page) -> None:
    shown(customer, QUESTION)
    press(customer, "Share my idea")
    expect(customer.get_by_role("heading", name=IDEA, level=1)).to_be_visible()


def talk(voter: Page, tester: Page) -> None:
    at(tester, IDEA)
    say(tester, RUDE)
    at(voter, IDEA)
    press(voter, "Vote")
    expect(voter.get_by_role("button", name="Voted").first).to_be_visible()
    press(voter, "Follow")
    expect(voter.get_by_role("button", name="Following").first).to_be_visible()
    say(voter, SAID)
    voter.get_by_role("link", name="Report the comment by Lucía").click()
    voter.get_by_label("Demeans a person").check()
    press(voter, "Report it")
    shown(voter, "A moderator will look at it")


def say(page: Page, words: str) -> None:
    fill(page, {"Add to the discussion": words})
    press(page, "Post comment")
    page.wait_for_url("**/ideas/*#comment-*")


def judge(moderator: Page, voter: Page) -> None:
    moderator.goto("/")
    moderator.get_by_role("link", name="1 case to judge").click()
    subject = moderator.get_by_role("article", name="Subject")
    subject.get_by_text("Demeans a person", exact=True).click()
    press(moderator, "Hide, with this reason")
    shown(moderator, "Nothing waits")
    at(voter, IDEA)
    expect(voter.get_by_text(RUDE)).to_have_count(0)


def answer(manager: Page) -> None:
    at(manager, "Triage")
    fill(manager, {"Where it goes next, and why": "We will look at the codes first."})
    press(manager, "Under review")
    shown(manager, "Nothing waits here")
    at(manager, IDEA, "Answer it at the desk")
    manager.get_by_role("textbox", name="Answer").fill("It will ask for no code.")
    manager.get_by_role("button", name="Answer", exact=True).click()
    shown(manager, "All answered")


def decide(manager: Page) -> None:
    at(manager, "Decisions", "Write a decision")
    fill(manager, {"The decision in one sentence": DECISION})
    manager.get_by_label(IDEA).check()
    fill(manager, {"Search contributions": "debits"})
    manager.get_by_role("button", name="Search", exact=True).click()
    manager.get_by_label(SAID).check()
    fill(manager, {"Why": "Nobody thinks of a code on a train."})
    press(manager, "Save, and see")
    press(manager, "Publish and tell 2 people")
    shown(manager, "Everyone whose words led to it is told")


def hear(page: Page, notice: str, words: str) -> None:
    page.goto("/notices")
    press(page, notice)
    shown(page, words)


def open_a_beta(manager: Page) -> None:
    move(manager, "Beta")
    at(manager, "Beta", "Open the beta")
    fill(manager, {"Name": "Try 5.0", "Seats": "2"})
    fill(manager, {"What testers agree to": "Keep it to yourself."})
    press(manager, "Open the beta")
    shown(manager, "2 of 2 seats are free")


def apply(tester: Page) -> None:
    at(tester, "Beta")
    fill(tester, {"What would you test it on?": "Pixel 8"})
    tester.get_by_label("I accept these terms").check()
    press(tester, "Apply for a seat")
    shown(tester, "You are in.")


def bring(manager: Page, file: Path) -> None:
    file.write_bytes(BYTES)
    at(manager, "Beta", "Bring a build")
    manager.locator("summary", has_text="Version and platform").click()
    fill(manager, {"Version": "5.0 beta 3"})
    manager.get_by_label("Runs on", exact=True).select_option("android")
    manager.locator("summary", has_text="Which decisions it carries").click()
    for label in (DECISION, "Everyone"):
        manager.get_by_label(label).check()
    manager.get_by_label("The file").set_input_files(file)
    press(manager, "Bring it in")
    expect(manager.get_by_role("heading", name="5.0 beta 3", level=1)).to_be_visible()


def try_it(tester: Page) -> None:
    at(tester, "Beta")
    with tester.expect_download() as fetching:
        tester.get_by_role("link", name="Download").click()
    assert Path(fetching.value.path()).read_bytes() == BYTES
    tester.get_by_role("link", name="Report something").click()
    tester.get_by_label("Praise").check()
    fill(tester, {"In one line": "It froze at once"})
    press(tester, "Send report")
    shown(tester, "The team reads every report")


def ship(manager: Page) -> None:
    at(manager, "Releases", "Write a release")
    fill(manager, {"What it is called": RELEASE, "Version": "5.0"})
    fill(manager, {"What is new": "Freeze it from the first screen."})
    for shipped in (DECISION, "5.0 beta 3"):
        manager.get_by_label(shipped).check()
    press(manager, "Save, and see")
    press(manager, "Release it")
    shown(manager, "Released.")


def take_thanks(customer: Page, folder: Path) -> None:
    """Named as they agree, certified, checked without the site, refused if altered."""
    release = customer.url
    customer.get_by_role("link", name="Say how we name you here").click()
    customer.get_by_label("By my name").check()
    press(customer, "Name me so")
    customer.goto(release)
    press(customer, "Make my certificate")
    with customer.expect_download() as download:
        customer.get_by_role("link", name="Download it as a file").click()
    file, issuer = folder / "certificate.json", folder / "issuer.json"
    download.value.save_as(file)
    issuer.write_text(customer.request.get("/.well-known/did.json").text())
    assert verified(file, issuer) == 0
    file.write_text(file.read_text().replace("Margit Lill", "Margit Lil"))
    assert verified(file, issuer) == 1
    customer.goto(release)


def verified(file: Path, issuer: Path) -> int:
    asked = ["verify-credit", str(file), "--issuer", str(issuer)]
    return CliRunner().invoke(cocreate, asked).exit_code


def walk_back(customer: Page) -> None:
    shown(customer, "Thank you for the idea.")
    customer.get_by_role("link", name="The whole thread").click()
    customer.get_by_role("link", name=IDEA).first.click()
    for name in (DECISION, "5.0 beta 3", RELEASE):
        expect(customer.get_by_role("link", name=name).first).to_be_visible()
