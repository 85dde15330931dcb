from collections.abc import Callable
from typing import Any

import pytest

from cocreate.kernel.policy import Role
from tests.client import ForgetfulClient
from tests.factories import a_comment, a_person, a_project, a_vote, an_idea

SignedIn = Callable[[Any], ForgetfulClient]

OWN = [
    "/me",
    "/me/profile",
    "/me/password",
    "/me/sessions",
    "/me/tokens",
    "/me/data",
    "/me/departure",
]
ADMINISTRATION = [
    "/administration",
    "/administration/mail",
    "/administration/invitation",
]


@pytest.mark.parametrize("address", OWN)
def test_ones_own_pages_are_for_members(
    client: ForgetfulClient, signed_in: SignedIn, address: str
) -> None:
    assert signed_in(a_person()).get(address).status_code == 200
    turned_away = client.get(address)
    assert turned_away.status_code == 303
    assert turned_away.headers["Location"].startswith("/sign-in?next=/me")


@pytest.mark.parametrize("address", ADMINISTRATION)
def test_the_administration_is_for_administrators(
    client: ForgetfulClient, signed_in: SignedIn, address: str
) -> None:
    administrator = a_person(role=Role.ADMINISTRATOR)
    assert signed_in(administrator).get(address).status_code == 200
    assert signed_in(a_person(role=Role.MODERATOR)).get(address).status_code == 403
    assert client.get(address).status_code == 303


def test_ones_own_page_asks_as_little_for_many_ideas_as_for_few(
    signed_in: SignedIn, queries: Callable[..., Any]
) -> None:
    person, reader, project = a_person(), a_person(), a_project()
    browser = signed_in(person)
    for _ in range(2):
        for _ in range(6):
            idea = an_idea(author=person, project=project)
            a_vote(an_idea(project=project), voter=person)
            a_comment(idea, by=person)
        with queries(at_most=21):
            assert browser.get("/me").status_code == 200
        with queries(at_most=11):
            assert signed_in(reader).get(f"/people/{person.id}").status_code == 200


def test_what_somebody_said_and_voted_for_is_listed(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    person = a_person()
    idea = an_idea()
    a_vote(idea, voter=person)
    a_comment(idea, by=person, body="Tell me **before** the money leaves")
    address = f"/people/{person.id}/comments"
    assert "Tell me before the money leaves" in client.get(address).text
    own = signed_in(person)
    assert "Tell me before the money leaves" in own.get("/me").text
    assert idea.title in own.get("/me/votes").text
