"""From the first journal entry to the names on the release, as five people, by hand.

Nothing but links is followed and nothing but forms is sent, so every step can be found.
"""

import io
import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from tests.factories import PASSWORD, a_moderator, a_person, a_product_manager
from tests.walking import Walker

QUESTION = "What should the app never do without asking you?"
IDEA = "Freeze my card in one tap"
TWIN = "One button that freezes the card"
SAID = "Direct debits must go on."
RUDE = "Only an idiot loses a card."
KINDER = "Say what it does to you, not what others are."
ANSWER = "We have tried it: freezing will not ask for a code."
DECISION = "Freezing a card needs no code"
THANKS = "insisted that direct debits go on"
BUILD = "5.0 beta 3"
RELEASE = "The one that lets you breathe"
WEIGHED: dict[str, Any] = {
    "options-0-name": "No code",
    "options-1-name": "A code",
    "chosen": "0",
}
BYTES = b"PK\x03\x04" + bytes(range(256)) * 500


class Loop:
    """Five people with a browser each, and the worker who comes by."""

    def __init__(self, walker: Callable[..., Walker], work: Callable[[], int]) -> None:
        self.manager = walker(a_product_manager("Ines Moreau"))
        self.customer = walker()
        self.voter = walker(a_person("Amara Diallo"))
        self.tester = walker(a_person("Lucía Ferrán"))
        self.moderator = walker(a_moderator("Henrik Moberg"))
        self.work = work


def test_five_people_go_from_a_first_entry_to_a_release_that_thanks_them(
    walker: Callable[..., Walker], work: Callable[[], int]
) -> None:
    loop = Loop(walker, work)
    think_aloud(loop.manager)
    join(loop)
    begin(loop.manager, "Ideate")
    propose(loop)
    talk(loop)
    judge(loop)
    answer(loop)
    decide(loop)
    begin(loop.manager, "Beta")
    invite(loop)
    bring(loop.manager)
    try_it(loop)
    ship(loop)
    thank(loop)
    walk_back(walker())


def at(walker: Walker, *links: str) -> Walker:
    """Wherever these links lead from the project's own page."""
    walker.visit("/").follow("The next app")
    for link in links:
        walker.follow(link)
    return walker


def think_aloud(manager: Walker) -> None:
    manager.visit("/").follow("Open a project")
    manager.send("Open the project", name="The next app", answer_within_days="10")
    manager.follow("Journal").follow("Write an entry")
    manager.send(
        "Keep as a draft",
        title="We were wrong about the first screen",
        body="There are *eleven* things on it.",
    )
    manager.send("Ask this", question=QUESTION).send("Publish")


def begin(manager: Walker, phase: str) -> None:
    at(manager, "Run this project")
    manager.send("Go to this phase", phase=manager.choice(phase))
    assert f"{phase} since" in at(manager).text


def join(loop: Loop) -> None:
    """A stranger answers first, and signs up last: the words wait meanwhile."""
    stranger = at(loop.customer, "Journal", "We were wrong", "Answer")
    stranger.send("Share my idea", title=IDEA, body="Stop first, then think.")
    stranger.follow("Join with a password")
    stranger.send("Join", name="Margit Lill", email="margit@example.org")
    loop.work()
    stranger.visit(mailed_link()).send("Yes, it is mine", password=PASSWORD)
    assert f"Your answer to: {QUESTION}" in stranger.text


def mailed_link() -> str:
    letter = db.session.scalars(select(Letter).order_by(Letter.id.desc())).first()
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", letter.text if letter else "")
    assert found
    return found[1]


def propose(loop: Loop) -> None:
    customer = loop.customer.send("Share my idea")
    assert f"Answers {QUESTION}" in customer.text
    at(loop.tester, "Ideas", "Share an idea").send("Share my idea", body=TWIN)


def talk(loop: Loop) -> None:
    at(loop.tester, "Ideas", IDEA).send("Post comment", body=RUDE)
    voter = at(loop.voter, "Ideas", TWIN).send("Vote")
    at(voter, "Ideas", IDEA).send("Vote").send("Post comment", body=SAID)
    assert "Voted 1" in voter.text
    voter.follow("Report the comment by Lucía Ferrán")
    voter.send("Report it", reason=voter.choice("Demeans a person"))
    assert "Thank you. A moderator will look at it" in voter.text


def judge(loop: Loop) -> None:
    """The moderator hides; the author is told why; nobody else sees it."""
    moderator = loop.moderator.visit("/").follow("1 case to judge")
    assert RUDE in moderator.text
    reason = moderator.choice("Demeans a person")
    moderator.send("Hide, with this reason", reason=reason, statement=KINDER)
    loop.work()
    author = loop.tester.visit("/notices").send("CoCreate hid what you wrote")
    for words in (RUDE, "It demeans or attacks a person.", KINDER):
        assert words in author.text
    for other in (loop.customer, loop.voter):
        assert RUDE not in at(other, "Ideas", IDEA).text


def answer(loop: Loop) -> None:
    """The desk: one is answered, the other is folded into it."""
    manager = at(loop.manager, "Triage", IDEA)
    manager.send("Answer", response=ANSWER)
    at(manager, "Triage", TWIN, "Look at both").send("Merge them")
    assert "Waiting 0" in manager.text
    reader = at(loop.voter, "Ideas")
    assert TWIN not in reader.text
    assert f"{ANSWER} Answered the same day" in reader.follow(IDEA).text
    assert "Voted 1" in reader.text, "one voice for both is one vote"


def decide(loop: Loop) -> None:
    manager = at(loop.manager, "Decisions", "Write a decision")
    idea = manager.choice(IDEA)
    manager.send("Search", title=DECISION, find="debits", cite=idea, **WEIGHED)
    said = manager.choice(SAID)
    manager.send("Search", cite=[idea, said])
    why: dict[str, Any] = {f"thanks-{said}": THANKS}
    manager.send("Save", rationale="Nobody thinks of a code on a train.", **why)
    manager.send("Publish and tell 3 people")
    loop.work()
    for heard in (loop.customer, loop.voter, loop.tester):
        heard.visit("/notices").send("Ines Moreau decided, because of you")
        assert f"{DECISION} Planned" in heard.text


def invite(loop: Loop) -> None:
    at(loop.manager, "Beta", "Open the beta").send(
        "Open the beta",
        name="Try 5.0",
        about="Three weeks.",
        seats="1",
        terms="Keep it to yourself.",
    )
    tester = at(loop.tester, "Beta")
    accepts = tester.choice("I accept these terms")
    tester.send(
        "Apply for a seat", platform="android", device="Pixel 8", terms_version=accepts
    )
    assert "You are in." in tester.text


def bring(manager: Walker) -> None:
    at(manager, "Beta", "Bring a build").send(
        "Bring it in",
        version=BUILD,
        platform="android",
        decision_ids=manager.choice(DECISION),
        file=(io.BytesIO(BYTES), "bank.bin"),
    )
    manager.send("Give it to them", cohort_ids=manager.choice("Everyone"))


def try_it(loop: Loop) -> None:
    loop.work()
    tester = loop.tester.visit("/notices").send("CoCreate has a build for you to try")
    page = tester.follow("Download").page
    assert page is not None
    assert page.data == BYTES
    assert "?tester=" in tester.address
    at(tester, "Beta", "Report something").send(
        "Send report", kind=tester.choice("Praise"), title="It froze at once"
    )
    assert "It froze at once" in at(loop.manager, "Beta", "Reports").text
    assert "Lucía Ferrán" in at(loop.manager, "Beta", BUILD, "Every download").text


def ship(loop: Loop) -> None:
    manager = at(loop.manager, "Releases", "Write a release")
    manager.send(
        "Save",
        title=RELEASE,
        version="5.0",
        notes="Freeze it from the first screen.",
        decisions=manager.choice(DECISION),
        builds=manager.choice(BUILD),
    )
    manager.send("Release it")
    loop.work()


def thank(loop: Loop) -> None:
    customer = loop.customer.visit("/notices")
    customer.send("Ines Moreau thanks you in 5.0")
    assert "You are in this one. Thank you for the idea" in customer.text
    release = customer.address
    customer.follow("Say how we name you here").send("Name me so", credited_as="name")
    customer.visit(release)
    _, _, names = customer.text.partition("Made with")
    for words in (
        "Margit Lill the idea",
        f"Amara Diallo {THANKS}",
        "Lucía Ferrán the idea and a test report",
    ):
        assert words in names


def walk_back(stranger: Walker) -> None:
    """From the idea to the release by links alone, and from the thread back again."""
    at(stranger, "Ideas", IDEA)
    idea = stranger.address
    assert "Shipped" in stranger.text
    stranger.follow(DECISION).follow(BUILD).follow(RELEASE).follow("The whole thread")
    for words in (IDEA, SAID, DECISION, BUILD, RELEASE):
        assert words in stranger.text
    assert stranger.follow(IDEA).address == idea
    stranger.follow("Margit Lill")
    assert f"5.0: {RELEASE} Thanked for the idea" in stranger.text
