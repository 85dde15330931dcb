import re

from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from tests.client import ForgetfulClient
from tests.walking import Walker

PASSWORD = "a lamp beside the sea"


def newest_letter() -> Letter:
    return db.session.scalars(select(Letter).order_by(Letter.id.desc()).limit(1)).one()


def link_in(letter: Letter) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", letter.text)
    assert found, letter.text
    return found[1]


def sign_up(walker: Walker, email: str = "ada@example.org") -> None:
    walker.visit("/sign-up")
    walker.send("Join", name="Ada Lovelace", email=email, password=PASSWORD)


def test_a_customer_joins_confirms_and_signs_in(client: ForgetfulClient) -> None:
    walker = Walker(client)
    sign_up(walker)
    assert "Look in your mail" in walker.text
    walker.visit(link_in(newest_letter())).send("Yes, it is mine")
    assert "Your address is confirmed" in walker.text
    walker.send("Sign in", password=PASSWORD)
    assert "Ada Lovelace" in walker.text
    walker.send("Sign out")
    assert "Ada Lovelace" not in walker.text


def test_a_forgotten_password_is_replaced_by_mail(client: ForgetfulClient) -> None:
    walker = Walker(client)
    sign_up(walker)
    walker.visit("/sign-in").follow("Forgot your password?")
    walker.send("Mail me a link", email="ada@example.org")
    walker.visit(link_in(newest_letter()))
    walker.send("Set it", password="another lamp entirely")
    walker.send("Sign in", email="ada@example.org", password="another lamp entirely")
    assert "Ada Lovelace" in walker.text
