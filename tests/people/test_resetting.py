import re
from collections.abc import Callable
from typing import Any

import time_machine
from sqlalchemy import select

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from cocreate.kernel.outbox import relay_all
from cocreate.people.actions import make_token
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, actor_of, an_account
from tests.faults.arriving import a_passkey
from tests.markup import without_nonce

SignedIn = Callable[[Any], ForgetfulClient]


def enter(client: ForgetfulClient, person: Person, **more: str) -> Any:
    data = {"email": str(person.email), "password": PASSWORD, **more}
    return client.post("/sign-in", data=data)


def is_in(client: ForgetfulClient) -> bool:
    return client.get("/me").status_code == 200


def letters() -> list[Letter]:
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))


def reset_link(client: ForgetfulClient, person: Person) -> str:
    client.post("/reset", data={"email": str(person.email)})
    relay_all()
    found = re.search(r"http://127\.0\.0\.1:8000(/reset/\S+)", letters()[-1].text)
    assert found
    return found[1]


def test_a_reset_reads_the_same_for_a_stranger_who_gets_no_letter(
    client: ForgetfulClient,
) -> None:
    person = an_account()
    known = client.post("/reset", data={"email": str(person.email)})
    unknown = client.post("/reset", data={"email": "nobody@example.org"})
    assert known.status_code == unknown.status_code == 200
    told = without_nonce(known.text).replace(str(person.email), "")
    assert told == without_nonce(unknown.text).replace("nobody@example.org", "")
    assert letters() == []  # whoever waits for the answer waits for no letter
    relay_all()
    assert [letter.to_address for letter in letters()] == [person.email]


def test_a_reset_works_once_and_ends_every_sign_in(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    person = an_account()
    thief = signed_in(person)
    link = reset_link(client, person)
    new = {"password": "another lamp here"}
    assert client.post(link, data=new).status_code == 303
    assert not is_in(thief)
    assert client.post(link, data={"password": "a third lamp"}).status_code == 410
    assert enter(client, person).status_code == 422
    assert enter(client, person, **new).status_code == 303
    assert "was changed" in letters()[-1].subject
    assert "does not end" not in letters()[-1].text
    assert "/notices/following" in letters()[-1].text  # a feed's address goes on


def test_whoever_sets_a_new_password_is_told_what_it_does_not_end(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    """Programs and devices go on, so that nobody believes a thief is out who is not."""
    person = an_account()
    for name in ("one", "two"):
        make_token(actor_of(person), name=name, may_write=True, seed=name)
    a_passkey(person)
    client.post(reset_link(client, person), data={"password": "another lamp here"})
    left = "What it does not end: 2 API tokens and 1 passkey."
    assert left in client.get("/sign-in").text
    letter = letters()[-1]
    for said in ("2 API tokens and 1 passkey", "/me/tokens", "/me/second-step"):
        assert said in letter.text
        assert said in (letter.html or "")
    both = {"current": "another lamp here", "password": "a third lamp burns"}
    browser = signed_in(person)
    browser.post("/me/password", data=both)
    assert left in browser.get("/me/password").text


def test_of_two_links_only_the_first_that_is_used_works(
    client: ForgetfulClient,
) -> None:
    person = an_account()
    first = reset_link(client, person)
    with time_machine.travel(now().timestamp() + 120, tick=False):
        second = reset_link(client, person)
        assert first != second
        new = {"password": "another lamp here"}
        assert client.post(second, data=new).status_code == 303
        other = {"password": "a third lamp"}
        assert client.post(first, data=other).status_code == 410


def test_a_reset_recovers_from_a_lock_out_and_proves_the_address(
    client: ForgetfulClient,
) -> None:
    person = an_account()
    person.verified_at = None
    for _ in range(11):
        enter(client, person, password="a wrong guess")
    new = {"password": "another lamp here"}
    client.post(reset_link(client, person), data=new)
    assert enter(client, person, **new).status_code == 303
    db.session.refresh(person)
    assert person.verified_at is not None


def test_a_weak_new_password_keeps_the_link_usable(client: ForgetfulClient) -> None:
    link = reset_link(client, an_account())
    assert client.post(link, data={"password": "short"}).status_code == 422
    good = client.post(link, data={"password": "another lamp here"})
    assert good.status_code == 303
