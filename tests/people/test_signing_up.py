from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from cocreate.config import Settings, use
from cocreate.kernel.db import db
from cocreate.people import actions
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import an_account
from tests.markup import without_nonce
from tests.people.joining import ADA, WITH_PASSWORD, letters


def people() -> int:
    return db.session.scalar(select(func.count()).select_from(Person)) or 0


def test_joining_makes_one_unproven_customer_and_one_letter(
    client: ForgetfulClient,
) -> None:
    assert client.post("/sign-up", data=ADA).status_code == 200
    person = db.session.scalars(select(Person)).one()
    assert (person.email, person.verified_at) == ("ada@example.org", None)
    assert [letter.to_address for letter in letters()] == ["ada@example.org"]


def test_pressing_join_twice_makes_one_person_and_sends_one_letter(
    client: ForgetfulClient,
) -> None:
    first = client.post("/sign-up", data=ADA)
    second = client.post("/sign-up", data=ADA)
    assert without_nonce(first.text) == without_nonce(second.text)
    assert people() == len(letters()) == 1


def test_a_known_address_is_answered_as_an_unknown_one(client: ForgetfulClient) -> None:
    owner = an_account()
    known = client.post("/sign-up", data={**ADA, "email": str(owner.email)})
    unknown = client.post("/sign-up", data=ADA)
    assert known.status_code == unknown.status_code == 200
    told = without_nonce(known.text).replace(str(owner.email), "")
    assert told == without_nonce(unknown.text).replace("ada@example.org", "")


def test_the_owner_of_a_known_address_is_told_and_nothing_changes(
    client: ForgetfulClient,
) -> None:
    owner = an_account("Ada Lovelace")
    client.post("/sign-up", data={**ADA, "email": str(owner.email), "name": "Eve"})
    db.session.refresh(owner)
    assert owner.name == "Ada Lovelace"
    assert "already have an account" in letters()[-1].subject


def test_two_who_join_with_one_address_at_once_are_one(
    at_once: Callable[..., list[Any]],
) -> None:
    join = partial(actions.sign_up, name="Ada", email="ada@example.org")
    assert at_once(join, join) == [None, None]
    assert people() == 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", " ", "Tell us what to call you."),
        ("name", "x" * 81, "Keep it to 80 characters at most."),
        ("email", "ada", "Write an address like ada@example.org."),
        ("email", "ada@ex\namp le.org", "Write an address like ada@example.org."),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field(
    client: ForgetfulClient, field: str, typed: str, said: str
) -> None:
    page = client.post("/sign-up", data={**ADA, field: typed})
    assert page.status_code == 422
    assert said in page.text
    assert people() == 0


def test_what_was_typed_stays(client: ForgetfulClient) -> None:
    page = client.post("/sign-up", data={**ADA, "email": "a b"})
    assert page.status_code == 422
    assert 'value="Ada"' in page.text
    assert 'value="a b"' in page.text


def test_a_machine_that_fills_everything_in_joins_nothing(
    client: ForgetfulClient,
) -> None:
    page = client.post("/sign-up", data={**ADA, "website": "https://example.org"})
    assert page.status_code == 422
    assert people() == len(letters()) == 0
    assert "people do not see" in page.text, "a password manager fills it in, too"
    assert f'value="{ADA["name"]}"' in page.text
    assert "https://example.org" not in page.text


def test_a_closed_site_takes_nobody(
    client: ForgetfulClient, settings: Settings
) -> None:
    use(settings.model_copy(update={"sign_up_open": False}))
    assert client.get("/sign-up").status_code == 403
    assert client.post("/sign-up", data=ADA).status_code == 403


def test_without_proof_of_the_address_joining_signs_in(
    client: ForgetfulClient, settings: Settings
) -> None:
    use(settings.model_copy(update={"verify_mail": False}))
    assert 'name="password"' in client.get("/sign-up").text
    answer = client.post("/sign-up", data={**WITH_PASSWORD, "next": "/me"})
    assert answer.headers["Location"] == "/me"
    assert client.get("/me").status_code == 200
    again = client.post("/sign-up", data=WITH_PASSWORD)
    assert again.status_code == 303
    other = {**WITH_PASSWORD, "password": "another lamp here"}
    assert client.post("/sign-up", data=other).status_code == 422
    assert client.post("/sign-up", data=ADA).status_code == 422
    assert people() == 1
