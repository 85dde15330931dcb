"""Another address for an account: proven, told of, and taken back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask

from cocreate.kernel import mail
from cocreate.kernel.db import db
from cocreate.kernel.policy import Role
from cocreate.people import actions
from cocreate.people.models import AccessToken, Person
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, a_person, actor_of, an_account
from tests.people.joining import letters, link_of
from tests.racing import at_once

SignedIn = Callable[[Any], ForgetfulClient]
NEW = "margit@example.net"


def ask(browser: ForgetfulClient, email: str = NEW) -> int:
    return browser.post("/me/address", data={"email": email}).status_code


def test_an_address_is_changed_by_the_new_one_and_the_old_one_takes_it_back(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    person = an_account("Margit Õunapuu")
    before = str(person.email)
    browser = signed_in(person)
    actions.make_token(actor_of(person), name="x", may_write=True, seed="x")
    assert ask(browser, before) == 422
    assert [ask(browser), ask(browser)] == [303, 303]
    asked = letters()
    assert [one.to_address for one in asked] == [NEW], "a second press mails nothing"
    assert person.email == before, "nothing is changed until the link is pressed"
    confirm = link_of(asked[0])
    assert "Use this address" in client.get(confirm).text
    for _ in range(2):
        assert client.post(confirm).status_code == 303
    assert "Your address is changed" in client.get(confirm).text
    assert browser.get("/me").status_code == 200, "whoever is signed in stays so"
    told = letters()[1:]
    assert [one.to_address for one in told] == [before]
    take_back = link_of(told[0])
    browser.post(
        "/me/password", data={"current": PASSWORD, "password": "a thief's own"}
    )
    for _ in range(2):
        assert client.post(take_back).status_code == 303
    db.session.refresh(person)
    assert (person.email, person.password_hash) == (before, None)
    assert browser.get("/me").status_code == 303, "and nobody is signed in any more"
    assert db.session.query(AccessToken).count() == 0
    assert "/reset/" in link_of(letters()[-1])
    assert letters()[-1].to_address == before


def test_an_address_that_is_anothers_is_not_told_apart(signed_in: SignedIn) -> None:
    other, person = an_account("Ida"), an_account("Margit")
    browser = signed_in(person)
    assert [ask(browser, str(other.email)) for _ in range(2)] == [303, 303]
    assert [one.to_address for one in letters()] == [other.email]
    assert "already have an account" in letters()[0].subject


def test_of_two_accounts_that_move_to_one_address_at_once_one_has_it(
    app: Flask,
) -> None:
    people = an_account("Margit"), an_account("Ida")
    for person in people:
        actions.ask_to_move(actor_of(person), email=NEW)
    links = [link_of(one).rpartition("/")[2] for one in letters()]
    answers = at_once(app, *(partial(actions.move, token) for token in links))
    assert sorted(type(one).__name__ for one in answers) == [
        "AddressTakenError",
        "NoneType",
    ]
    assert db.session.query(Person).filter_by(email=NEW).count() == 1


def test_whoever_leaves_is_forgotten_at_their_address_from_before_too(
    app: Flask,
) -> None:
    person = an_account("Margit")
    before = str(person.email)
    actions.ask_to_move(actor_of(person), email=NEW)
    actions.move(link_of(letters()[0]).rpartition("/")[2])
    mail.mark_returned(before, "550 no such user")
    actions.leave(actor_of(person))
    assert letters() == []
    assert mail.find_returned(before) is None


def test_an_administrator_forgets_whoever_asks_for_it(signed_in: SignedIn) -> None:
    boss = an_account("Oskar", role=Role.ADMINISTRATOR)
    person, author = an_account("Margit"), a_person("An imported author")
    author.email = None
    browser = signed_in(boss)
    for one, typed in ((person, str(person.email)), (author, author.name)):
        page = f"/administration/people/{one.id}/forgetting"
        assert "cannot be undone" in browser.get(page).text
        refused = browser.post(page, data={"typed": "somebody else"})
        assert refused.status_code == 422
        assert browser.post(page, data={"typed": typed}).status_code == 303
        db.session.refresh(one)
        assert one.name == "Somebody who left"
    own = f"/administration/people/{boss.id}/forgetting"
    an_account("Another", role=Role.ADMINISTRATOR)
    assert browser.post(own, data={"typed": str(boss.email)}).status_code == 409
    assert "Person left" in browser.get("/administration/log").text
