"""A company opens a project, thinks aloud, asks; a customer answers and is heard."""

import re
from collections.abc import Callable
from typing import Any

from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager

SignedIn = Callable[[Any], ForgetfulClient]


def test_a_project_listens_from_its_first_entry_to_its_first_answer(
    client: ForgetfulClient, signed_in: SignedIn, relay_all: Callable[[], int]
) -> None:
    manager = signed_in(a_product_manager("Ines Moreau"))
    customer = signed_in(a_person("Margit Õunapuu"))

    project = open_a_project(manager)
    entry = think_aloud(manager, project)
    ask(manager, entry, "What should the app never do without asking you?")
    assert client.get(entry).status_code == 404  # still a draft

    assert manager.post(f"{entry}/publication").status_code == 303
    assert relay_all() > 0
    assert "We were wrong" in client.get("/projects/the-next-app").text
    assert "We were wrong" in client.get(f"{project}/journal.atom").text

    answer_at = link_in(customer.get(entry).text, r"/projects/[^\"]*/ideas/new\?[^\"]*")
    assert "What should the app never do" in customer.get(answer_at).text
    prompt = answer_at.rpartition("=")[2]
    said = {"title": "Never pay anybody twice", "body": "It did.", "prompt": prompt}
    proposed = customer.post(f"{project}/ideas", data=said)
    assert proposed.status_code == 303
    assert "What should the app never do" in client.get(proposed.location).text
    assert "1 answer" in client.get(entry).text

    customer.post(f"{entry}/comments", data={"body": "I miss the **old** one"})
    assert "<strong>old</strong>" in client.get(entry).text
    assert "1 comment" in client.get(f"{project}/journal").text

    decide(manager, project)
    assert "New ideas are paused" in client.get(project).text
    assert "Never pay anybody twice" in client.get(project).text
    assert link_in(customer.get(entry).text, r"/projects/[^\"]*/ideas\?prompt=\d+")


def open_a_project(manager: ForgetfulClient) -> str:
    said = {"name": "The next app", "answer_within_days": "10", "brief": "From scratch"}
    opened = manager.post("/projects", data=said)
    manager.post(f"{opened.location}/phase", data={"phase": "ideate"})
    return str(opened.location)


def think_aloud(manager: ForgetfulClient, project: str) -> str:
    said = {"title": "We were wrong about the first screen", "body": "*Eleven* things."}
    return str(manager.post(f"{project}/journal", data=said).location)


def ask(manager: ForgetfulClient, entry: str, question: str) -> None:
    asked = manager.post(f"{entry}/prompts", data={"question": question})
    assert asked.status_code == 303


def decide(manager: ForgetfulClient, project: str) -> None:
    moved = manager.post(f"{project}/phase", data={"phase": "decide"})
    assert moved.status_code == 303


def link_in(page: str, address: str) -> str:
    found = re.search(f'href="({address})"', page)
    assert found
    return found[1]
