from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from cocreate.kernel import mail
from cocreate.kernel.db import db
from cocreate.kernel.policy import Role
from cocreate.people import actions
from cocreate.people.addresses import kept_form
from cocreate.people.models import AccessToken, ProfileChange, SignIn
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, a_comment, actor_of, an_account, an_idea

SignedIn = Callable[[Any], ForgetfulClient]

AGREED = {"current": PASSWORD}


def test_who_leaves_is_forgotten_and_what_they_said_stays(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    person = an_account("Margit Õunapuu")
    idea = an_idea("Tell me before the money leaves", author=person)
    a_comment(idea, by=person)
    address = str(person.email)
    actor = actor_of(person)
    actions.edit_profile(actor, actions.Profile(name="Margit", town="Tartu"))
    actions.make_token(actor, name="x", may_write=True, seed="x")
    actions.ask_for_reset(address)
    browser = signed_in(person)
    assert browser.post("/me/departure", data=AGREED).status_code == 303
    for page in (f"/people/{person.id}", f"/ideas/{idea.id}"):
        text = client.get(page).text
        assert "Somebody who left" in text
        assert "Margit" not in text
        assert "Tartu" not in text
    assert "Tell me before the money leaves" in client.get(f"/ideas/{idea.id}").text
    for table in (SignIn, AccessToken, ProfileChange):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
    assert mail.newest_letters() == []


def test_who_left_can_come_again_as_somebody_new(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    person = an_account()
    data = {"name": "Ada", "email": str(person.email), "password": PASSWORD}
    signed_in(person).post("/me/departure", data=AGREED)
    assert client.post("/sign-in", data=data).status_code == 422
    client.post("/sign-up", data=data)
    assert "Confirm your address" in mail.newest_letters()[0].subject


def test_leaving_needs_the_password_and_ends_the_sign_in(signed_in: SignedIn) -> None:
    browser = signed_in(an_account())
    refused = browser.post("/me/departure", data={"current": "not this"})
    assert refused.status_code == 422
    assert browser.post("/me/departure", data=AGREED).status_code == 303
    assert browser.get("/me").status_code == 303


def test_the_last_administrator_stays(signed_in: SignedIn) -> None:
    browser = signed_in(an_account(role=Role.ADMINISTRATOR))
    assert browser.post("/me/departure", data=AGREED).status_code == 409
    an_account("Another", role=Role.ADMINISTRATOR)
    assert browser.post("/me/departure", data=AGREED).status_code == 303


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada@Example.ORG", "ada@example.org"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ада@example.org", None),
        ("ada@localhost", None),
        ("ada@example.org\r\nBcc: eve@example.org", None),
        ('"a b"@example.org', None),
        ("ada@" + "x" * 300 + ".org", None),
        ("", None),
    ],
)
def test_an_address_is_kept_in_one_form_that_every_server_takes(
    typed: str, kept: str | None
) -> None:
    assert kept_form(typed) == kept
