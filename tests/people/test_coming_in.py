from collections.abc import Callable
from functools import partial
from typing import Any, cast

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.people import actions
from cocreate.people.models import MailedLink
from cocreate.people.passwords import commonest, is_password
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, a_person, an_account
from tests.people.joining import CHOSEN, WITH_PASSWORD, join, letters, link_of


def test_only_looking_at_the_link_proves_nothing(client: ForgetfulClient) -> None:
    person, link = join(client)
    assert "ada@example.org" in client.get(link).text
    db.session.refresh(person)
    assert person.verified_at is None


def test_who_confirms_chooses_name_and_password_and_is_in(
    client: ForgetfulClient,
) -> None:
    person, link = join(client)
    assert person.password_hash is None
    answer = client.post(link, data={**CHOSEN, "name": "Ada Lovelace"})
    assert answer.headers["Location"] == "/"
    assert "Ada Lovelace" in client.get("/me").text
    db.session.refresh(person)
    assert person.verified_at is not None
    assert is_password(PASSWORD, person.password_hash)


def test_a_stranger_who_signed_up_with_the_address_never_gets_in(
    app: Flask, client: ForgetfulClient
) -> None:
    stranger = cast("ForgetfulClient", app.test_client())
    theirs = {**WITH_PASSWORD, "password": "what the stranger likes"}
    stranger.post("/sign-up", data=theirs)
    assert stranger.post("/sign-in", data=theirs).status_code == 422
    client.post(link_of(letters()[-1]), data=CHOSEN)
    assert stranger.post("/sign-in", data=theirs).status_code == 422
    assert stranger.post("/sign-in", data=WITH_PASSWORD).status_code == 303


def test_a_password_and_a_sign_in_from_before_the_proof_end_with_it(
    signed_in: Callable[[Any], ForgetfulClient], client: ForgetfulClient
) -> None:
    person = an_account(verified=False)
    stranger = signed_in(person)
    stranger.post("/verification")
    client.post(link_of(letters()[-1]), data={**CHOSEN, "password": "lamp of my own"})
    assert stranger.get("/me").status_code == 303
    theirs = {"email": str(person.email), "password": PASSWORD}
    assert stranger.post("/sign-in", data=theirs).status_code == 422
    assert client.get("/me").status_code == 200


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", " ", "Tell us what to call you."),
        ("name", "\u200b\u3164", "Tell us what to call you."),
        ("password", "short", "Use at least 10 characters"),
        ("password", "password123", "among the first that are guessed"),
        ("password", "Password1234!", "among the first that are guessed"),
        ("password", "Architecture.", "among the first that are guessed"),
        ("password", "aaaaaaaaaaaa", "among the first that are guessed"),
        ("password", "ada@example.org", "other than your name or address"),
        ("password", "x1" * 101, "Use at most 200 characters."),
    ],
)
def test_a_password_that_cannot_be_taken_is_said_beside_its_field(
    client: ForgetfulClient, field: str, typed: str, said: str
) -> None:
    person, link = join(client)
    page = client.post(link, data={**CHOSEN, "next": "/me", field: typed})
    assert page.status_code == 422
    assert said in page.text
    assert field == "name" or typed not in page.text.replace(str(person.email), "")
    assert 'value="/me"' in page.text
    db.session.refresh(person)
    assert person.verified_at is None


def test_the_commonest_are_three_thousand_that_the_rules_allow() -> None:
    least = current().password_least
    assert sum(len(one) >= least for one in commonest()) >= 3_000


def test_pressing_the_button_twice_is_no_mistake(client: ForgetfulClient) -> None:
    _, link = join(client)
    for _ in range(2):
        answer = client.post(link, data={**CHOSEN, "next": "/ideas"})
        assert answer.headers["Location"] == "/ideas"
    assert client.get("/me").status_code == 200


def test_pressing_it_twice_at_once_is_no_mistake(
    client: ForgetfulClient, at_once: Callable[..., list[Any]]
) -> None:
    _, link = join(client)
    token = link.rpartition("/")[2]
    come = partial(actions.come_in, token, name="Ada", password_hash="x")
    assert sorted(at_once(come, come)) == [False, True]


def test_a_used_link_opens_nothing_and_leads_to_the_door(
    app: Flask, client: ForgetfulClient
) -> None:
    person, link = join(client)
    client.post(link, data=CHOSEN)
    finder = cast("ForgetfulClient", app.test_client())
    assert finder.get(link).headers["Location"].startswith("/sign-in")
    tried = finder.post(link, data={**CHOSEN, "password": "another lamp here"})
    assert tried.headers["Location"].startswith("/sign-in")
    assert finder.get("/me").status_code == 303
    db.session.refresh(person)
    assert is_password(PASSWORD, person.password_hash)


def test_of_two_letters_the_first_used_ends_the_other(client: ForgetfulClient) -> None:
    _, first = join(client)
    with time_machine.travel(now().timestamp() + 120, tick=False):
        _, second = join(client)
        assert first != second
        client.post(first, data=CHOSEN)
        other = {**CHOSEN, "password": "another lamp here"}
        answer = client.post(second, data=other)
        assert answer.headers["Location"].startswith("/sign-in")


def test_the_link_leads_on_to_where_they_wanted_to_be(client: ForgetfulClient) -> None:
    _, link = join(client, next="/ideas/7")
    assert 'value="/ideas/7"' in client.get(link).text
    data = {**CHOSEN, "next": "/ideas/7"}
    answer = client.post(link.partition("?")[0], data=data)
    assert answer.headers["Location"] == "/ideas/7"


def test_a_link_of_the_day_before_yesterday_is_gone(client: ForgetfulClient) -> None:
    person, link = join(client)
    with time_machine.travel(now().timestamp() + 48 * 3600 + 1, tick=False):
        assert client.get(link).status_code == 410
        assert client.post(link, data=CHOSEN).status_code == 410
    db.session.refresh(person)
    assert person.verified_at is None


@pytest.mark.parametrize("token", ["nonsense", "x" * 500, "%00", "%F0%9F%94%91"])
def test_a_link_that_was_never_mailed_is_gone(
    client: ForgetfulClient, token: str
) -> None:
    for page in ("verification", "reset", "invitation"):
        assert client.get(f"/{page}/{token}").status_code == 410
        assert client.post(f"/{page}/{token}", data=CHOSEN).status_code == 410


def test_a_link_of_one_kind_does_nothing_of_another(client: ForgetfulClient) -> None:
    _, link = join(client)
    token = link.rpartition("/")[2]
    taken = client.post(f"/reset/{token}", data={"password": "another lamp here"})
    assert taken.status_code == 410


def test_another_letter_can_be_asked_for_but_not_without_end(
    signed_in: Callable[[Any], ForgetfulClient],
) -> None:
    browser = signed_in(a_person(verified=False))
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(9):
            browser.post("/verification")
            browser.post("/verification")
            clock.shift(120)
    assert len(letters()) == 5


def test_the_token_itself_is_nowhere_kept(client: ForgetfulClient) -> None:
    _, link = join(client)
    kept = db.session.scalars(select(MailedLink.token_hash)).one()
    assert kept not in link
    assert len(kept) == 64
