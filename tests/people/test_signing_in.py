import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask_wtf.csrf import generate_csrf
from sqlalchemy import func, select

from cocreate.app import create_app
from cocreate.config import Settings, use
from cocreate.kernel import patience
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.limits import limiter
from cocreate.people.models import FailedSignIn, Person, SignIn
from cocreate.people.passwords import hashed, is_password
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, a_person, an_account
from tests.markup import without_nonce

SignedIn = Callable[[Any], ForgetfulClient]


def enter(client: ForgetfulClient, person: Person, **more: str) -> Any:
    data = {"email": str(person.email), "password": PASSWORD, **more}
    return client.post("/sign-in", data=data)


def is_in(client: ForgetfulClient) -> bool:
    return client.get("/me").status_code == 200


def sign_ins() -> int:
    return db.session.scalar(select(func.count()).select_from(SignIn)) or 0


def test_the_right_password_opens(client: ForgetfulClient) -> None:
    assert enter(client, an_account()).status_code == 303
    assert is_in(client)


def test_the_address_may_be_written_as_people_write_it(client: ForgetfulClient) -> None:
    person = an_account()
    enter(client, person, email=f"  {str(person.email).upper()} ")
    assert is_in(client)


def without(page: Any, email: str) -> str:
    """A page without the address that was typed, the token of its forms, its nonce."""
    text = re.sub(r'name="csrf_token"\s+value="[^"]*"', "", without_nonce(page.text))
    return text.replace(email, "").replace(email.replace("@", "%40"), "")


def test_a_wrong_password_and_an_unknown_address_read_the_same(
    client: ForgetfulClient,
) -> None:
    person = an_account()
    wrong = enter(client, person, password="another lamp here")
    unknown = enter(client, person, email="nobody@example.org")
    assert wrong.status_code == unknown.status_code == 422
    assert without(wrong, str(person.email)) == without(unknown, "nobody@example.org")


def test_somebody_without_a_password_cannot_be_signed_in_as(
    client: ForgetfulClient,
) -> None:
    assert enter(client, a_person()).status_code == 422
    assert enter(client, a_person(), password="").status_code == 422


def test_the_password_is_never_shown_again(client: ForgetfulClient) -> None:
    page = enter(client, an_account(), password="a secret slip")
    assert "a secret slip" not in page.text


@pytest.mark.parametrize(
    "onward",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil",
        "/a\r\nSet-Cookie: x=y",
    ],
)
def test_next_never_leaves_the_site(client: ForgetfulClient, onward: str) -> None:
    answer = enter(client, an_account(), next=onward)
    assert answer.headers["Location"] == "/"


def test_next_leads_back_to_where_they_were(client: ForgetfulClient) -> None:
    turned_away = client.get("/me/tokens?x=1")
    page = client.get(turned_away.headers["Location"])
    found = re.search(r'name="next" value="([^"]*)"', page.text)
    assert found
    answer = enter(client, an_account(), next=found[1])
    assert answer.headers["Location"] == "/me/tokens?x=1"


def test_who_is_signed_in_needs_no_form(signed_in: SignedIn) -> None:
    browser = signed_in(a_person())
    assert browser.get("/sign-in?next=/me").headers["Location"] == "/me"
    assert browser.get("/sign-up").headers["Location"] == "/"


# ── Guessing ──────────────────────────────────────────────────────────────────


def guess(client: ForgetfulClient, person: Person, times: int) -> list[int]:
    return [
        enter(client, person, password=f"wrong guess {number}").status_code
        for number in range(times)
    ]


def test_ten_wrong_guesses_and_the_account_rests(client: ForgetfulClient) -> None:
    person = an_account()
    assert guess(client, person, 12) == [422] * 10 + [429] * 2
    resting = enter(client, person)
    assert resting.status_code == 429
    assert 200 <= int(resting.headers["Retry-After"]) <= 301


def test_an_unknown_address_rests_just_the_same(client: ForgetfulClient) -> None:
    stranger = Person(name="Nobody", email="nobody@example.org")
    assert guess(client, stranger, 11) == [422] * 10 + [429]


def test_the_owner_stays_signed_in_while_others_guess(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    person = an_account()
    owner = signed_in(person)
    guess(client, person, 11)
    assert is_in(owner)
    assert enter(client, an_account()).status_code == 303


def test_after_five_minutes_the_right_password_opens_again(
    client: ForgetfulClient,
) -> None:
    person = an_account()
    guess(client, person, 10)
    with time_machine.travel(now().timestamp() + 301, tick=False):
        assert enter(client, person).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(FailedSignIn)) == 0


def test_signing_in_forgives_what_was_typed_wrong_before(
    client: ForgetfulClient,
) -> None:
    person = an_account()
    for _ in range(3):
        assert guess(client, person, 9) == [422] * 9
        assert enter(client, person).status_code == 303


def test_guessing_from_many_sides_at_once_gains_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On a busy machine too nobody is told that it cannot be saved just now.
    for name in ("SOON", "AT_ONCE"):
        monkeypatch.setattr(patience, name, patience.LONGEST)
    person = an_account()
    email = str(person.email)
    db.session.commit()
    data = {"email": email, "password": "a wrong guess"}

    def one(_: int) -> int:
        with app.app_context():
            return app.test_client().post("/sign-in", data=data).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = [*pool.map(one, range(24))]
    assert set(answers) <= {422, 429}
    assert answers.count(422) <= 10


@pytest.fixture
def slowing(app: Flask, settings: Settings) -> Iterator[Flask]:
    """The application as it stands in the world: with its limits."""
    slow = create_app(settings.model_copy(update={"rate_limits_on": True}))
    yield slow
    limiter.reset()
    with slow.app_context():
        db.engine.dispose()


def test_an_address_that_sprays_many_accounts_is_slowed(slowing: Flask) -> None:
    app = slowing
    client = app.test_client()
    with client.session_transaction() as session:
        session["csrf_token"] = "0" * 40
    with app.test_request_context() as context:
        context.session["csrf_token"] = "0" * 40
        token = generate_csrf()
    answers = [
        client.post(
            "/sign-in",
            data={"email": f"p{number}@example.org", "password": "guess"},
            headers={
                "X-Forwarded-For": f"10.0.0.{number}",
                "X-CSRFToken": token,
            },
        ).status_code
        for number in range(8)
    ]
    assert answers == [422] * 6 + [429] * 2


@pytest.mark.usefixtures("slowing")
def test_the_limits_of_one_application_are_not_those_of_another(
    client: ForgetfulClient,
) -> None:
    assert guess(client, an_account(), 9) == [422] * 9


# ── The hash ──────────────────────────────────────────────────────────────────


def test_a_hash_of_older_parameters_is_renewed_when_they_sign_in(
    client: ForgetfulClient, settings: Settings
) -> None:
    person = an_account()
    before = person.password_hash
    use(settings.model_copy(update={"password_time_cost": 2}))
    enter(client, person)
    db.session.refresh(person)
    assert person.password_hash != before
    assert "t=2" in str(person.password_hash)
    assert is_password(PASSWORD, person.password_hash)


def test_a_hash_is_argon2id_and_never_twice_the_same(app: Flask) -> None:
    assert hashed(PASSWORD).startswith("$argon2id$")
    assert hashed(PASSWORD) != hashed(PASSWORD)


@pytest.mark.parametrize("kept", [None, "", "x", "$argon2id$v=19$nonsense"])
def test_what_is_no_hash_fits_no_password(app: Flask, kept: str | None) -> None:
    assert not is_password(PASSWORD, kept)
    assert not is_password("", kept)
