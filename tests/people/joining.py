"""Somebody who signs up, and the letter that is mailed to them."""

from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import PASSWORD

ADA = {"name": "Ada", "email": "ada@example.org"}
WITH_PASSWORD = {**ADA, "password": PASSWORD}
CHOSEN = {"name": "Ada", "password": PASSWORD}


def letters() -> list[Letter]:
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))


def link_of(letter: Letter) -> str:
    return next(
        "/" + word.split("/", 3)[3]
        for word in letter.text.split()
        if word.startswith("http") and word.count("/") > 3
    )


def join(client: ForgetfulClient, **more: str) -> tuple[Person, str]:
    client.post("/sign-up", data={**ADA, **more})
    return db.session.scalars(select(Person)).one(), link_of(letters()[-1])
