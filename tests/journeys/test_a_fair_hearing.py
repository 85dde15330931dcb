"""From a notice by nobody's account to a verdict that somebody else overturns."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from cocreate.notices.models import Notice
from tests.client import ForgetfulClient
from tests.factories import a_comment, a_moderator, a_person
from tests.walking import Walker

SignedIn = Callable[[Any], ForgetfulClient]
WHY = "It tells people how to hide their tips from the tax office."


def test_a_notice_a_statement_an_appeal_and_another_moderator(
    client: ForgetfulClient, signed_in: SignedIn, work: Callable[[], int]
) -> None:
    ewa, ruth, bruno = a_person("Ewa"), a_moderator("Ruth"), a_moderator("Bruno")
    comment = a_comment(by=ewa, body="My tips are mine.")
    stranger = give_notice(client, f"/ideas/{comment.idea_id}#comment-{comment.id}")
    first = decide(signed_in(ruth))
    assert client.get(f"/comments/{comment.id}").status_code == 404
    work()
    assert len(letters()) == 2
    assert "it is no longer shown" in stranger.visit(stranger.address).text
    author = disagree(signed_in(ewa))
    assert "You decided this first" in first.visit("/moderation").text
    other = Walker(signed_in(bruno)).visit("/moderation")
    assert "I spoke of my own till." in other.text
    other.send("Restore", statement="It was a joke about her own till.")
    assert "My tips are mine." in client.get(f"/ideas/{comment.idea_id}").text
    author.visit("/me/statements").follow("Your comment, case")
    assert "overturned the decision" in author.text
    work()
    told = db.session.scalars(select(Notice.kind).where(Notice.person_id == ewa.id))
    assert "appeal_decided" in {*told}


def give_notice(client: ForgetfulClient, place: str) -> Walker:
    stranger = Walker(client).visit("/illegal-content")
    stranger.send("Send the notice", status=422, place="https://elsewhere.example/a")
    for said in ("Paste an address of this site.", "Say who you are."):
        assert said in stranger.text
    stranger.visit("/illegal-content").send(
        "Send the notice",
        place=place,
        why=WHY,
        law="Tax Act",
        name="Heleen Smit",
        email="heleen@example.net",
        is_in_good_faith="1",
    )
    assert "A moderator looks at it" in stranger.text
    assert "heleen@example.net" not in stranger.text
    assert letters() == {f"Your notice {stranger.address.rsplit('/', 1)[1]}"}
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


def disagree(browser: ForgetfulClient) -> Walker:
    author = Walker(browser).visit("/me/statements").follow("Your comment, case")
    for said in ("Tax Act", "It asks for help", "A person:", "free of charge"):
        assert said in author.text
    author.send("Have it looked at again", words="I spoke of my own till.")
    assert "You appealed" in author.text
    return author


def letters() -> set[str]:
    found = db.session.scalars(
        select(Letter.subject).where(Letter.to_address == "heleen@example.net")
    )
    return {*found}
