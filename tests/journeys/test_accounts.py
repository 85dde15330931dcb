import re
from collections.abc import Callable
from typing import cast

from flask import Flask
from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from cocreate.people.actions import first_code
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, an_account, an_idea
from tests.walking import Walker


def newest_letter() -> Letter:
    return db.session.scalars(select(Letter).order_by(Letter.id.desc()).limit(1)).one()


def link_in(letter: Letter) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", letter.text)
    assert found, letter.text
    return found[1]


def sign_up(walker: Walker, email: str = "ada@example.org") -> None:
    walker.visit("/sign-up")
    walker.send("Join", name="Ada Lovelace", email=email)


def test_a_customer_joins_confirms_and_is_in(client: ForgetfulClient) -> None:
    walker = Walker(client)
    sign_up(walker)
    assert "Look in your mail" in walker.text
    walker.visit(link_in(newest_letter())).send("Yes, it is mine", password=PASSWORD)
    assert "Ada Lovelace" in walker.text
    walker.send("Sign out")
    assert "Ada Lovelace" not in walker.text
    walker.visit("/sign-in")
    walker.send("Sign in", email="ada@example.org", password=PASSWORD)
    assert "Ada Lovelace" in walker.text


def test_a_forgotten_password_is_replaced_by_mail(
    client: ForgetfulClient, work: Callable[[], int]
) -> None:
    walker = Walker(client)
    sign_up(walker)
    walker.visit("/sign-in").follow("Forgot your password?")
    walker.send("Mail me a link", email="ada@example.org")
    work()
    walker.visit(link_in(newest_letter()))
    walker.send("Set it", password="another lamp entirely")
    walker.send("Sign in", email="ada@example.org", password="another lamp entirely")
    assert "Ada Lovelace" in walker.text


def test_until_the_address_is_confirmed_one_reads_and_does_not_write(
    client: ForgetfulClient,
) -> None:
    idea = an_idea()
    person = an_account("Ada Lovelace", verified=False)
    walker = Walker(client).visit(f"/sign-in?next=/ideas/{idea.id}")
    walker.send("Sign in", email=str(person.email), password=PASSWORD)
    assert walker.address == f"/ideas/{idea.id}"
    refused = client.post(f"/ideas/{idea.id}/vote")
    assert refused.status_code == 403
    assert "Confirm your e-mail address first" in refused.text
    walker.visit("/me").send("Mail me")
    walker.visit(link_in(newest_letter())).send("Yes, it is mine", password=PASSWORD)
    assert client.post(f"/ideas/{idea.id}/vote").status_code == 303


def test_the_first_administrator_invites_a_colleague_who_comes_in(
    client: ForgetfulClient, app: Flask
) -> None:
    walker = Walker(client)
    walker.visit("/first-administrator").send(
        "Start",
        code=str(first_code()),
        name="Ines Moreau",
        email="ines@example.org",
        password=PASSWORD,
    )
    walker.visit("/administration").follow("Invite somebody")
    walker.send(
        "Send the invitation",
        name="Tomasz",
        email="tomasz@example.org",
        role="product_manager",
    )
    colleague = Walker(cast("ForgetfulClient", app.test_client()))
    colleague.visit(link_in(newest_letter()))
    colleague.send("Come in", name="Tomasz Keller", password=PASSWORD)
    colleague.visit("/me/profile").send(
        "Save", name="Tomasz Keller", title="Head of cards", town="Ghent"
    )
    walker.visit("/administration?q=tomasz")
    assert "Tomasz Keller Head of cards" in walker.text
    assert "Product manager" in walker.text


def test_a_browser_left_somewhere_is_signed_out_from_here(app: Flask) -> None:
    person = an_account()
    there = cast("ForgetfulClient", app.test_client())
    here = cast("ForgetfulClient", app.test_client())
    for client in (there, here):
        walker = Walker(client).visit("/sign-in")
        walker.send("Sign in", email=str(person.email), password=PASSWORD)
    Walker(here).visit("/me/sessions").send("End all others")
    Walker(there).visit("/me")
    assert there.get("/me").status_code == 303
    assert here.get("/me").status_code == 200
