"""A code besides the password: begun, asked for at every door, and ended."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from structlog.testing import capture_logs

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from cocreate.kernel.outbox import relay_all
from cocreate.kernel.policy import Role
from cocreate.people.models import Person, SecondStep, SignIn
from cocreate.people.second_step import application_of
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, a_person, an_account
from tests.people.joining import link_of
from tests.walking import Walker

SignsIn = Callable[[Any], ForgetfulClient]
SEED = "a seed of the tests"


def is_in(client: ForgetfulClient) -> bool:
    return client.get("/me").status_code == 200


def code_of(person: Person, at: datetime | None = None) -> str:
    return str(application_of(person.id, SEED).at(at or now()))


def begin(client: ForgetfulClient, person: Person) -> list[str]:
    """The codes for paper, once the person is asked for a second step."""
    data = {"seed": SEED, "code": code_of(person)}
    page = client.post("/me/second-step", data=data)
    assert page.status_code == 200
    parts = page.text.split("account-secret")[1:11]
    return [part.split("<code>")[1].split("</code>")[0] for part in parts]


def later(seconds: float) -> Any:
    return time_machine.travel(now() + timedelta(seconds=seconds), tick=False)


@pytest.fixture
def person(app: Flask) -> Person:
    return an_account()


def test_a_password_alone_opens_nothing_once_a_second_step_is_on(
    person: Person, signed_in: SignsIn, client: ForgetfulClient
) -> None:
    other = signed_in(person)
    codes = begin(signed_in(person), person)
    assert not is_in(other), "every other browser is signed out"
    data = {"email": str(person.email), "password": PASSWORD, "next": "/me/votes"}
    page = client.post("/sign-in", data=data)
    assert (page.status_code, "One more step" in page.text) == (200, True)
    assert not is_in(client)
    with later(31):
        right = {"step_code": code_of(person), "next": "/me/votes"}
        wrong = client.post("/sign-in/second-step", data={"step_code": "000000"})
        assert wrong.status_code == 422
        answer = client.post("/sign-in/second-step", data=right)
        assert answer.headers["Location"] == "/me/votes"
        assert is_in(client)
        client.post("/sign-out")
        client.post("/sign-in", data=data)
        again = client.post("/sign-in/second-step", data=right)
        assert again.status_code == 422, "no code is taken twice"
        paper = {"step_code": codes[0].upper().replace("-", " ")}
        assert client.post("/sign-in/second-step", data=paper).status_code == 303
        client.post("/sign-out")
        client.post("/sign-in", data=data)
        assert client.post("/sign-in/second-step", data=paper).status_code == 422


def test_a_mailed_link_asks_for_it_too_and_what_was_typed_goes_on(
    person: Person, signed_in: SignsIn, walker: Callable[..., Walker]
) -> None:
    begin(signed_in(person), person)
    stranger = walker()
    stranger.visit("/sign-in/link").send("Mail", email=str(person.email))
    relay_all()
    letters = db.session.scalars(select(Letter).order_by(Letter.id)).all()
    stranger.visit(link_of(letters[-1])).send("Sign in")
    assert "One more step" in stranger.text
    with later(31):
        stranger.send("Go on", step_code=code_of(person))
    assert is_in(stranger.client)


def test_guesses_of_codes_are_counted_and_half_a_sign_in_ends(
    person: Person, signed_in: SignsIn, client: ForgetfulClient
) -> None:
    begin(signed_in(person), person)
    data = {"email": str(person.email), "password": PASSWORD}
    client.post("/sign-in", data=data)
    guesses = [
        client.post("/sign-in/second-step", data={"step_code": f"{number:06}"})
        for number in range(11)
    ]
    assert [guess.status_code for guess in guesses] == [422] * 10 + [429]
    with later(11 * 60):
        late = client.post("/sign-in/second-step", data={"step_code": code_of(person)})
        assert late.headers["Location"] == "/sign-in"
        assert not is_in(client)


def test_beginning_needs_a_code_that_fits_and_pressing_twice_shows_the_same(
    person: Person, signed_in: SignsIn
) -> None:
    mine = signed_in(person)
    wrong = mine.post("/me/second-step", data={"seed": SEED, "code": "1"})
    assert (wrong.status_code, 'id="code-error"' in wrong.text) == (422, True)
    assert db.session.scalars(select(SecondStep)).all() == []
    codes = begin(mine, person)
    assert len({*codes}) == 10
    assert begin(mine, person) == codes
    kept = db.session.scalars(select(SecondStep)).one()
    assert not any(code in kept.code_hashes for code in codes)
    page = mine.post("/me/second-step/codes", data={"seed": "other"})
    assert codes[0] not in page.text
    assert mine.post("/me/second-step/end").status_code == 303
    assert db.session.scalars(select(SecondStep)).all() == []
    letters = db.session.scalars(select(Letter).order_by(Letter.id)).all()
    assert ["was added" in one.text for one in letters] == [True, False]


def test_who_is_locked_out_is_let_in_by_an_administrator(
    person: Person, signed_in: SignsIn, client: ForgetfulClient
) -> None:
    begin(signed_in(person), person)
    boss = signed_in(a_person(role=Role.ADMINISTRATOR))
    address = f"/administration/people/{person.id}"
    assert "Take it off" in boss.get(address).text
    assert boss.post(f"{address}/second-step/removal").status_code == 303
    client.post("/sign-in", data={"email": str(person.email), "password": PASSWORD})
    assert is_in(client)


def test_operators_read_who_came_to_the_door_and_how_it_went(
    person: Person, client: ForgetfulClient
) -> None:
    data = {"email": str(person.email), "password": "not it\n{}"}
    with capture_logs() as lines:
        client.post("/sign-in", data=data)
        client.post("/sign-in", data={**data, "email": "nobody@example.org"})
        client.post("/sign-in", data={**data, "password": PASSWORD})
        client.post("/sign-out")
    refused, opened, ended = "sign_in.refused", "sign_in.opened", "sign_in.ended"
    said = [(line["event"], line["person"]) for line in lines]
    assert said == [
        (refused, person.id),
        (refused, None),
        (opened, person.id),
        (ended, person.id),
    ]
    assert {line["address"] for line in lines} == {"127.0.0.1"}
    assert "not it" not in str(lines)


# ── Proof ─────────────────────────────────────────────────────────────────────


def test_what_is_dangerous_asks_once_more_and_goes_on_with_what_was_typed(
    person: Person, signed_in: SignsIn, walker: Callable[..., Walker]
) -> None:
    mine = walker(person)
    mine.visit("/me/tokens")
    with later(16 * 60):
        mine.send("Make a token", status=403, name="A program of mine")
        assert "Is it you?" in mine.text
        mine.send("Go on", status=422, own_password="not it")
        mine.send("Go on", own_password=PASSWORD)
        assert "Copy it now" in mine.text
        assert "A program of mine" in mine.text
    former, renewed = db.session.scalars(select(SignIn).order_by(SignIn.id))
    assert former.token_hash != renewed.token_hash
    assert renewed.proven_at is not None
    ended = former.expires_at - renewed.proven_at
    assert ended <= timedelta(seconds=10), "a copy is worthless but for a moment"


def test_every_dangerous_act_asks_for_proof(person: Person, signed_in: SignsIn) -> None:
    boss = signed_in(a_person(role=Role.ADMINISTRATOR))
    there = f"/administration/people/{person.id}"
    acts = (
        *("/me/tokens", "/me/second-step", "/me/second-step/codes"),
        *("/me/second-step/end", "/me/passkeys", "/me/passkeys/challenge"),
        *("/me/passkeys/1/removal", f"{there}/role", "/administration/invitation"),
        f"{there}/second-step/removal",
    )
    with later(16 * 60):
        answers = {act: boss.post(act, data={"name": "x"}) for act in acts}
    for act, answer in answers.items():
        assert (act, answer.status_code) == (act, 403)
        assert "Is it you?" in answer.text


def test_another_role_ends_every_sign_in_and_token(
    person: Person, signed_in: SignsIn
) -> None:
    theirs, boss = signed_in(person), signed_in(a_person(role=Role.ADMINISTRATOR))
    theirs.post("/me/tokens", data={"name": "Old", "may_write": "1", "seed": "x"})
    address = f"/administration/people/{person.id}/role"
    boss.post(address, data={"role": "moderator"})
    assert not is_in(theirs)
    assert is_in(boss)
    theirs.sign_in(person)
    assert "None yet." in theirs.get("/me/tokens").text
