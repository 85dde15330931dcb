from collections.abc import Callable
from functools import partial
from typing import Any, cast

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from cocreate.config import Settings, use
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from cocreate.people import actions
from cocreate.people.models import MailedLink, Person
from cocreate.people.passwords import is_password
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, a_person, an_account

ADA = {"name": "Ada", "email": "ada@example.org"}
WITH_PASSWORD = {**ADA, "password": PASSWORD}
CHOSEN = {"name": "Ada", "password": PASSWORD}


def letters() -> list[Letter]:
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))


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
    assert first.text == second.text
    assert people() == len(letters()) == 1


def test_a_known_address_is_answered_as_an_unknown_one(client: ForgetfulClient) -> None:
    owner = an_account()
    known = client.post("/sign-up", data={**ADA, "email": str(owner.email)})
    unknown = client.post("/sign-up", data=ADA)
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace(str(owner.email), "") == unknown.text.replace(
        "ada@example.org", ""
    )


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
    assert page.status_code == 200
    assert people() == len(letters()) == 0


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


# ── The mailed link ───────────────────────────────────────────────────────────


def link_of(letter: Letter) -> str:
    return next(
        "/" + word.split("/", 3)[3]
        for word in letter.text.split()
        if word.startswith("http") and word.count("/") > 3
    )


def join(client: ForgetfulClient, **more: str) -> tuple[Person, str]:
    client.post("/sign-up", data={**ADA, **more})
    return db.session.scalars(select(Person)).one(), link_of(letters()[-1])


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
        ("password", "short", "Use at least 10 characters"),
        ("password", "password123", "among the first that are guessed"),
        ("password", "Password1234!", "among the first that are guessed"),
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
