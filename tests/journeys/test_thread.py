"""From a customer's first words to their name on a release, and all the way back."""

import re
from collections.abc import Callable
from typing import Any

from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.projects.phase import Phase
from tests.client import ForgetfulClient
from tests.factories import (
    a_build,
    a_person,
    a_product_manager,
    a_programme,
    a_project,
    a_tester,
)
from tests.walking import Walker

Browsers = Callable[..., ForgetfulClient]
Relay = Callable[[], int]
WEIGHED = {"options-0-name": "No code", "options-1-name": "A code", "chosen": "0"}


def propose(browser: ForgetfulClient, project: Project) -> str:
    walker = Walker(browser).visit(f"/projects/{project.slug}/ideas/new")
    walker.send(
        "Share my idea",
        title="Freeze my card in one tap",
        body="Stop first, then think.",
    )
    return walker.address


def comment(browser: ForgetfulClient, idea: str) -> str:
    walker = Walker(browser).visit(idea)
    walker.send("Post", body="Direct debits must go on.")
    numbers = re.findall(r'id="comment-(\d+)"', walker.page.text if walker.page else "")
    return f"{idea}#comment-{numbers[-1]}"


def decide(manager: Walker, project: Project, idea: str, said: str) -> str:
    idea_id, comment_id = idea.rsplit("/", 1)[1], said.rsplit("-", 1)[1]
    manager.visit(f"/projects/{project.slug}/decisions").follow("Write a decision")
    manager.send(
        "Search", status=200, title="Freezing needs no code", find=said, **sent(WEIGHED)
    )
    manager.send("Search", find=idea_id, cite=f"comment-{comment_id}")
    manager.send(
        "Save",
        rationale="Nobody thinks of a code on a train.",
        **sent({f"thanks-comment-{comment_id}": "insisted that direct debits go on"}),
        cite=[f"comment-{comment_id}", f"idea-{idea_id}"],
    )
    manager.send("Publish and tell 2 people")
    return manager.address


def sent(fields: dict[str, str]) -> dict[str, Any]:
    return {**fields}


def ship(manager: Walker, project: Project, decision: str, build_id: int) -> str:
    manager.visit(f"/projects/{project.slug}/releases").follow("Write a release")
    manager.send(
        "Save",
        title="The one that lets you breathe",
        version="4.8",
        notes="Freeze it from the first screen.",
        decisions=decision.rsplit("/", 1)[1],
        builds=str(build_id),
    )
    manager.send("Release it")
    return manager.address


def test_a_customers_words_are_followed_to_the_release_and_back(
    client: ForgetfulClient, signed_in: Browsers, relay_all: Relay
) -> None:
    project = a_project("The next app", phase=Phase.LAUNCHED)
    aoife, amara = a_person("Aoife Brennan"), a_person("Amara Diallo")
    manager = Walker(signed_in(a_product_manager("Ines Moreau")))
    idea = propose(signed_in(aoife), project)
    said = comment(signed_in(amara), idea)
    decision = decide(manager, project, idea, said)
    relay_all()
    assert_told(signed_in, aoife, "Freezing needs no code")
    programme = a_programme(project)
    build = a_build(programme)
    a_tester(programme)
    release = ship(manager, project, decision, build.id)
    relay_all()
    assert_told(signed_in, amara, "The one that lets you breathe")

    walk_back(client, idea, decision, release)
    reader = Walker(client).visit(f"/people/{amara.id}")
    assert "4.8: The one that lets you breathe Thanked for a comment" in reader.text


def assert_told(signed_in: Browsers, person: Person, words: str) -> None:
    assert words in Walker(signed_in(person)).visit("/notices").text


def walk_back(client: ForgetfulClient, idea: str, decision: str, release: str) -> None:
    """Where a stranger gets from the idea, by links alone."""
    reader = Walker(client).visit(idea)
    assert "Shipped" in reader.text
    reader.follow("Freezing needs no code")
    assert reader.address == decision
    reader.follow("The one that lets you breathe")
    assert reader.address == release
    for name in ("Aoife Brennan", "Amara Diallo", "Ines Moreau"):
        assert name in reader.text
    assert "Amara Diallo insisted that direct debits go on" in reader.text
    reader.follow("The whole thread").follow("Freeze my card in one tap")
    assert reader.address == idea
    told = client.get(f"{release}/thread.json").get_json()
    assert [one["words"] for one in told["comments"]] == ["Direct debits must go on."]
