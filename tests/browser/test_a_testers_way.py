"""From an application to thanks, in Chromium, as the tester and the product manager."""

import http.client
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from cocreate.people.models import Person
from cocreate.projects.phase import Phase
from tests.browser.conftest import Opens
from tests.factories import (
    a_decision,
    a_person,
    a_product_manager,
    a_programme,
    a_project,
    a_tester,
    an_idea,
)

IDEA, DECISION = "Tell me at six what leaves", "The notice comes at six"
BUILD, TASK, FOUND = "5.0 beta 3", "Read the notice at six", "It comes at seven"
FIXED, RELEASE = "Six it is since this morning.", "The evening before"
BYTES = bytes(range(256)) * 2_000
CUT = 100_000
HTTP_REFUSED = 22  # what curl says of it
Work = Callable[[], int]


def test_a_tester_comes_from_the_queue_to_the_thanks_of_a_release(
    opens: Opens, work: Work, tmp_path: Path
) -> None:
    person, lead = a_person("Amara Diallo"), a_product_manager("Ines Moreau")
    here = a_full_beta(person, lead)
    tester, manager = opens(person, width=320, dark=True), opens(lead)
    wait_in_the_queue(tester, here)
    free_a_seat_and_change_the_terms(manager, here)
    bring_and_ask(manager, here, tmp_path / "bank.bin")
    accept(tester, here)
    got, link = tmp_path / "got", link_of(tester)
    cut(link, got)
    assert gone_on(link, got) == 0
    assert got.read_bytes() == BYTES
    try_and_report(tester)
    say_no(tester)
    refuse_then_ship(manager, here)
    work()
    thanked(tester)
    cut(link, got)
    withdraw(manager, here)
    assert gone_on(link, got) == HTTP_REFUSED
    assert got.read_bytes() == BYTES[:CUT]


def a_full_beta(person: Person, lead: Person) -> str:
    """Its one seat is somebody else's; a decision cites an idea of the person."""
    project = a_project("The next app", phase=Phase.BETA)
    a_tester(a_programme(project, seats=1), "Somebody else")
    idea = an_idea(IDEA, author=person, project=project)
    a_decision(title=DECISION, ideas=[idea], author=lead)
    return f"/projects/{project.slug}/beta"


def cut(link: str, into: Path) -> None:
    """What has arrived when a connection breaks."""
    place = urlsplit(link)
    connection = http.client.HTTPConnection(str(place.netloc), timeout=10)
    connection.request("GET", f"{place.path}?{place.query}")
    into.write_bytes(connection.getresponse().read(CUT))
    connection.close()


def gone_on(link: str, into: Path) -> int:
    """How it ends when a program that nobody here wrote fetches the rest."""
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("no curl on this machine")
    command = [curl, "-sS", "--fail", "-C", "-", "-o", str(into), link]
    return subprocess.run(command, check=False, timeout=30).returncode  # noqa: S603 - of the system


def fill(page: Page, **words: str) -> None:
    for name, value in words.items():
        page.get_by_role("main").locator(f"[name={name}]").fill(value)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).first.click()


def shown(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def follow(page: Page, link: str) -> None:
    page.get_by_role("link", name=link).first.click()


def wait_in_the_queue(tester: Page, here: str) -> None:
    tester.goto(here)
    fill(tester, device="Pixel 8")
    tester.get_by_label("I accept these terms").check()
    press(tester, "Join the queue")
    shown(tester, "You are number 1 in the queue.")


def free_a_seat_and_change_the_terms(manager: Page, here: str) -> None:
    manager.goto(f"{here}/testers")
    press(manager, "Remove Somebody else")
    manager.goto(f"{here}/edit")
    fill(manager, terms="Keep it to yourself, and tell us what hurts.")
    press(manager, "Save")
    shown(manager, "Saved.")


def bring_and_ask(manager: Page, here: str, file: Path) -> None:
    """A build with its decision, for everyone, and something to try in it."""
    file.write_bytes(BYTES)
    manager.goto(f"{here}/builds/new")
    manager.get_by_label("The file").set_input_files(file)
    manager.get_by_text("Its version and its platform you say yourself").wait_for()
    fill(manager, version=BUILD)
    manager.get_by_label("Runs on", exact=True).select_option("android")
    manager.locator("summary", has_text="Which decisions it carries").click()
    for label in (DECISION, "Everyone"):
        manager.get_by_label(label).check()
    press(manager, "Bring it in")
    shown(manager, "It is here, and checked.")
    follow(manager, "What to try")
    fill(manager, title=TASK, minutes="3")
    press(manager, "Ask testers")
    shown(manager, "About 3 minutes")


def accept(tester: Page, here: str) -> None:
    """The seat is theirs; the terms that changed meanwhile come first."""
    tester.goto(here)
    shown(tester, "The terms have changed")
    expect(tester.get_by_role("link", name="Download")).to_have_count(0)
    press(tester, "I accept version 2")
    shown(tester, "You are in.")


def link_of(tester: Page) -> str:
    follow(tester, BUILD)
    press(tester, "A link for my phone or another device")
    tester.get_by_text("The file itself").click()
    link = tester.get_by_role("link", name="/file?tester=")
    return str(link.get_attribute("href"))


def try_and_report(tester: Page) -> None:
    follow(tester, "What to try")
    follow(tester, TASK)
    tester.get_by_label("Blocked").check()
    fill(tester, note="Nothing came until seven.")
    press(tester, "Say how it went")
    shown(tester, "you: blocked")
    follow(tester, TASK)
    follow(tester, "Report what stopped you")
    fill(tester, title=FOUND, body="I waited for an hour.", steps="Wait until six.")
    tester.get_by_label("It is in my way").check()
    press(tester, "Send report")
    shown(tester, "The team reads every report")


def say_no(tester: Page) -> None:
    follow(tester, BUILD)
    follow(tester, "What to try")
    tester.get_by_role("main").get_by_role("link", name="Answer").click()
    tester.locator("[name=honours][value=no]").check()
    fill(tester, note="It was decided that it comes at six.")
    press(tester, "Answer")
    shown(tester, "The team reads it before anything ships.")


def refuse_then_ship(manager: Page, here: str) -> None:
    """Nothing ships over a no, until it is resolved or somebody says why."""
    manager.goto(f"{here}/reports")
    follow(manager, FOUND)
    manager.get_by_label("Fixed", exact=True).check()
    fill(manager, answer=FIXED)
    press(manager, "Keep it")
    manager.goto(f"{here.removesuffix('/beta')}/releases/new")
    fill(manager, title=RELEASE, version="5.0", notes="At six, and never later.")
    for shipped in (DECISION, BUILD):
        manager.get_by_label(shipped).check()
    press(manager, "Save, and see")
    shown(manager, "0 yes, 0 partly, 1 no, of 1 cited")
    draft = manager.url
    press(manager, "Release it")
    expect(manager.locator("#despite-error")).to_be_visible()
    manager.get_by_role("link", name="No", exact=True).click()
    fill(manager, resolution=FIXED)
    press(manager, "Resolve it")
    manager.goto(draft)
    press(manager, "Release it")
    shown(manager, "Released.")
    shown(manager, "Amara Diallo")


def thanked(tester: Page) -> None:
    tester.goto("/notices")
    press(tester, "Ines Moreau thanks you in 5.0")
    shown(tester, "You are in this one.")
    shown(tester, "a test report")


def withdraw(manager: Page, here: str) -> None:
    manager.goto(here)
    follow(manager, BUILD)
    fill(manager, reason="It loses money.")
    press(manager, "Withdraw the build")
    shown(manager, "Links already given out have stopped working.")
