"""From a notice by nobody's account to a verdict overturned, on four screens."""

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.kernel.languages import Language
from cocreate.kernel.mail import Letter
from tests.browser.conftest import Opens
from tests.factories import a_comment, a_moderator, a_person

Work = Callable[[], int]
STRANGER = "heleen@example.net"
SAID = "My tips are mine."
WHY = "It tells people how to hide their tips from the tax office."
FACTS = "It asks for help with evasion."
PLEA = "I spoke of my own till."


class Words(NamedTuple):
    """What whoever gives notice, and whoever wrote it, press and read."""

    language: Language
    fields: tuple[str, str, str, str, str]
    in_good_faith: str
    send: str
    looked_at: str
    gone: str
    told: str
    reasons: tuple[str, ...]
    disagree: str
    again: str
    appealed: str
    overturned: str
    restored: str


ENGLISH = Words(
    Language.EN,
    (
        "Where is it?",
        "Why is it illegal?",
        "Which law does it break?",
        "Your name",
        "Your e-mail address",
    ),
    "I believe in good faith",
    "Send the notice",
    "A moderator looks at it",
    "It is no longer shown.",
    "hid what you wrote:",
    ("It may break the law.", "Tax Act", FACTS, "A person: Ruth", "free of charge"),
    "Why do you disagree?",
    "Have it looked at again",
    "You appealed on",
    "overturned the decision",
    "decided an appeal about",
)
GERMAN = Words(
    Language.DE,
    (
        "Wo befindet sich der Inhalt?",
        "Warum ist der Inhalt rechtswidrig?",
        "Gegen welches Gesetz wird verstoßen?",
        "Ihr Name",
        "Ihre E-Mail-Adresse",
    ),
    "Ich bin nach Treu und Glauben überzeugt",
    "Meldung absenden",
    "von der Moderation geprüft",
    "Der Inhalt wird nicht mehr angezeigt.",
    "hat Ihren Beitrag ausgeblendet:",
    (
        "Es verstößt möglicherweise gegen das Gesetz.",
        "Tax Act",
        FACTS,
        "Ein Mensch: Ruth",
        "kostenlos Beschwerde",
    ),
    "Warum sind Sie nicht einverstanden?",
    "Erneut prüfen lassen",
    "Beschwerde eingelegt",
    "hat diese am",
    "hat über eine Beschwerde entschieden:",
)


@pytest.mark.parametrize("words", [ENGLISH, GERMAN], ids=["en", "de"])
def test_a_stranger_an_author_and_two_moderators(
    opens: Opens, work: Work, words: Words
) -> None:
    ewa, ruth, bruno = a_person("Ewa"), a_moderator("Ruth"), a_moderator("Bruno")
    ewa.language = words.language
    comment = a_comment(by=ewa, body=SAID)
    db.session.commit()
    place = f"/ideas/{comment.idea_id}"
    stranger = opens(width=320, locale=f"{words.language}-AT")
    author, first, other = opens(ewa, width=320, dark=True), opens(ruth), opens(bruno)
    give_notice(stranger, f"{place}#comment-{comment.id}", words)
    hide(first)
    gone_from(author, stranger, place)
    work()
    follow_the_letter(stranger, words)
    disagree(author, words)
    restore(other, first)
    work()
    read_the_end(author, words)
    stranger.goto(place)
    shown(stranger, SAID)


def shown(page: Page, *sentences: str) -> None:
    for words in sentences:
        expect(page.get_by_text(words).first).to_be_visible()


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).first.click()


def give_notice(stranger: Page, place: str, words: Words) -> None:
    stranger.goto("/illegal-content")
    typed = (place, WHY, "Tax Act", "Heleen Smit", STRANGER)
    for label, value in zip(words.fields, typed, strict=True):
        stranger.get_by_label(label).fill(value)
    stranger.get_by_label(words.in_good_faith).check()
    press(stranger, words.send)
    shown(stranger, words.looked_at)


def hide(first: Page) -> None:
    first.goto("/moderation")
    shown(first, WHY)
    subject = first.get_by_role("article", name="Subject")
    subject.get_by_text("Against the law", exact=True).click()
    subject.get_by_label("Which law does it break?").fill("Tax Act")
    subject.get_by_label("In your own words, for its author").fill(FACTS)
    press(first, "Hide, with this reason")
    shown(first, "Nothing waits")


def gone_from(author: Page, stranger: Page, place: str) -> None:
    """Its author goes on seeing it, and nobody else does."""
    author.goto(place)
    shown(author, SAID)
    reading = stranger.context.new_page()
    reading.goto(place)
    expect(reading.get_by_text(SAID)).to_have_count(0)
    reading.close()


def follow_the_letter(stranger: Page, words: Words) -> None:
    """The last of two letters leads to what was decided."""
    found = db.session.scalars(select(Letter).where(Letter.to_address == STRANGER))
    received, decided = found.all()
    assert received.subject != decided.subject
    link = re.search(r"(/illegal-content/\S+)", decided.text)
    assert link
    stranger.goto(link[1])
    shown(stranger, words.gone)
    speaks(stranger, words)


def speaks(page: Page, words: Words) -> None:
    """It is in a language, and says so, to voices that read it aloud."""
    if words.language is not Language.EN:
        expect(page.locator("html")).to_have_attribute("lang", words.language)


def disagree(author: Page, words: Words) -> None:
    author.goto("/notices")
    press(author, words.told)
    shown(author, *words.reasons)
    author.get_by_label(words.disagree).fill(PLEA)
    speaks(author, words)
    press(author, words.again)
    shown(author, words.appealed)


def restore(other: Page, first: Page) -> None:
    """Whoever decided first is kept from it."""
    first.goto("/moderation")
    shown(first, "You decided this first")
    expect(first.get_by_role("button", name="Restore")).to_have_count(0)
    other.goto("/moderation")
    shown(other, PLEA)
    other.get_by_label("In your own words, for its author").fill("It was a joke.")
    press(other, "Restore")
    shown(other, "Nothing waits")


def read_the_end(author: Page, words: Words) -> None:
    author.goto("/notices")
    press(author, words.restored)
    shown(author, words.overturned, "It was a joke.")
