"""From a notice by nobody's account to a verdict that somebody else overturns."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.kernel.languages import Language
from cocreate.kernel.mail import Letter
from cocreate.notices.models import Notice
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import a_comment, a_moderator, a_person
from tests.walking import Walker

SignedIn = Callable[[Any], ForgetfulClient]
WHY = "It tells people how to hide their tips from the tax office."


class Words(NamedTuple):
    """What whoever gives notice, and whoever wrote it, read and press."""

    language: Language
    send: str
    notice: str
    refusals: tuple[str, ...]
    looked_at: str
    gone: str
    case: str
    told: tuple[str, ...]
    in_letter: tuple[str, ...]
    again: str
    appealed: str
    overturned: str


ENGLISH = Words(
    Language.EN,
    "Send the notice",
    "Your notice",
    ("Paste an address of this site.", "Say who you are."),
    "A moderator looks at it",
    "It is no longer shown",
    "Case",
    ("Tax Act", "It asks for help", "A person: Ruth", "free of charge"),
    ("It may break the law.", "A person decided.", "own page until"),
    "Have it looked at again",
    "You appealed",
    "overturned the decision",
)
GERMAN = Words(
    Language.DE,
    "Meldung absenden",
    "Ihre Meldung",
    ("Fügen Sie eine Adresse dieser Website ein.", "Sagen Sie uns, wer Sie sind."),
    "von der Moderation geprüft",
    "Der Inhalt wird nicht mehr angezeigt.",
    "Fall",
    ("Tax Act", "It asks for help", "Ein Mensch: Ruth", "kostenlos Beschwerde"),
    ("gegen das Gesetz.", "Entschieden hat ein Mensch.", "kostenlos Beschwerde"),
    "Erneut prüfen lassen",
    "Sie haben am",
    "nicht beteiligt, hat diese am",
)


@pytest.mark.parametrize("words", [ENGLISH, GERMAN], ids=["en", "de"])
def test_a_notice_a_statement_an_appeal_and_another_moderator(
    client: ForgetfulClient,
    signed_in: SignedIn,
    work: Callable[[], int],
    words: Words,
) -> None:
    ewa, ruth, bruno = a_person("Ewa"), a_moderator("Ruth"), a_moderator("Bruno")
    ewa.language = words.language
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = f"{words.language}-AT, en;q=0.3"
    comment = a_comment(by=ewa, body="My tips are mine.")
    place = f"/ideas/{comment.idea_id}#comment-{comment.id}"
    stranger = give_notice(client, place, words)
    first = decide(signed_in(ruth))
    assert client.get(f"/comments/{comment.id}").status_code == 404
    work()
    assert len(letters()) == 2
    for text in letters().values():
        assert re.search(rf"https?://[^/\s]+{place}\s", text), "its whole address"
    holds_the_reasons(ewa, words)
    assert words.gone in stranger.visit(stranger.address).text
    author = disagree(signed_in(ewa), words)
    assert "You decided this first" in first.visit("/moderation").text
    other = Walker(signed_in(bruno)).visit("/moderation")
    assert "I spoke of my own till." in other.text
    other.send("Restore", statement="It was a joke about her own till.")
    assert "My tips are mine." in client.get(f"/ideas/{comment.idea_id}").text
    author.visit("/me/statements").follow(words.case)
    assert words.overturned in author.text
    work()
    told = db.session.scalars(select(Notice.kind).where(Notice.person_id == ewa.id))
    assert "appeal_decided" in {*told}
    assert f'lang="{words.language}"' in (author.page.text if author.page else "")


def holds_the_reasons(author: Person, words: Words) -> None:
    """What the author is told says why, of what, and how to appeal; not by whom."""
    told = select(Notice.detail).where(Notice.person_id == author.id)
    (reasons,) = db.session.scalars(told.where(Notice.kind == "hidden"))
    for said in ("My tips are mine.", "Tax Act", "It asks for help", *words.in_letter):
        assert said in reasons
    assert "Ruth" not in reasons


def give_notice(client: ForgetfulClient, place: str, words: Words) -> Walker:
    stranger = Walker(client).visit("/illegal-content")
    stranger.send(words.send, status=422, place="https://elsewhere.example/a")
    for said in words.refusals:
        assert said in stranger.text
    stranger.visit("/illegal-content").send(
        words.send,
        place=place,
        why=WHY,
        law="Tax Act",
        name="Heleen Smit",
        email="heleen@example.net",
        is_in_good_faith="1",
    )
    assert words.looked_at in stranger.text
    assert "heleen@example.net" not in stranger.text
    reference = stranger.address.rsplit("/", 1)[1].partition("?")[0]
    assert set(letters()) == {f"{words.notice} {reference}"}
    return stranger


def decide(browser: ForgetfulClient) -> Walker:
    moderator = Walker(browser).visit("/moderation")
    assert WHY in moderator.text
    moderator.send("Hide, with this reason", status=422, reason="illegal")
    assert "Name the law that it breaks." in moderator.text
    return moderator.send(
        "Hide, with this reason",
        reason="illegal",
        law="Tax Act",
        statement="It asks for help with evasion.",
    )


def disagree(browser: ForgetfulClient, words: Words) -> Walker:
    author = Walker(browser).visit("/me/statements").follow(words.case)
    for said in words.told:
        assert said in author.text
    author.send(words.again, words="I spoke of my own till.")
    assert words.appealed in author.text
    return author


def letters() -> dict[str, str]:
    """What was written to whoever gave notice, by its subject."""
    to_her = Letter.to_address == "heleen@example.net"
    found = db.session.execute(select(Letter.subject, Letter.text).where(to_her))
    return {letter.subject: letter.text for letter in found}
