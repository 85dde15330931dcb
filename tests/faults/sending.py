"""Who goes every way of a town, and how a request writes what they send."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any
from urllib.parse import quote_plus

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from cocreate.kernel.db import db
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.faults.addresses import Way, ask
from tests.faults.naughty import TEXTS
from tests.faults.town import STRANGER, a_town
from tests.putting_back import PutBack

ROLES = (
    *(STRANGER, "customer", "employee", "product_manager"),
    *("moderator", "administrator"),
)


def is_first() -> bool:
    """Whether this is the database before which everything is tried."""
    return db.engine.dialect.name == "sqlite"


class Walk:
    """Goes every way of a town; puts it back as it was when a way has changed it."""

    def __init__(self, app: Flask, remember: Callable[[], PutBack]) -> None:
        self.app = app
        self.stumbles: list[str] = []
        self.town = a_town(app)
        self.browsers = {role: self.town.browser(role) for role in ROLES}
        self.bearers = {
            role: bearer(self.town.people[role]) for role in ROLES if role != STRANGER
        }
        self.tokens = {role: one.token() for role, one in self.browsers.items()}
        self.cookies = {
            role: {**(one._cookies or {})} for role, one in self.browsers.items()
        }
        self.put_rows_back = remember()
        self.changed = False

    def put_back(self) -> None:
        """After a way was taken that may have led to a change."""
        if self.changed:
            self.put_rows_back()
            for role, browser in self.browsers.items():
                browser._cookies = {**self.cookies[role]}
            self.changed = False

    def send(self, way: Way, role: str, address: str, **kwargs: Any) -> TestResponse:
        headers = {"X-CSRFToken": self.tokens[role], **kwargs.pop("headers", {})}
        if way.in_api and role != STRANGER:
            headers |= self.bearers[role]
        browser: ForgetfulClient = self.browsers[role]
        answer = ask(browser, way.method, address, headers=headers, **kwargs)
        self.changed |= way.writes and answer.status_code < 400
        if answer.status_code >= 500:
            said = str(kwargs)[:300]
            self.stumbles.append(f"{answer.status} {way.name} as {role}: {said}")
        if answer.status_code == 422:
            answer.get_data()  # who is named is still to be read
        answer.close()
        return answer

    def address(self, way: Way) -> str:
        address = way.address(self.app, self.town.values(way.rule))
        db.session.rollback()
        return address


def naughty_together(
    names: Iterable[str], start: int, *, at_most: int | None = None
) -> MultiDict[str, str]:
    """Something naughty in every field, another one in each."""
    return MultiDict(
        (name, TEXTS[(start * 7 + place * 5) % len(TEXTS)][:at_most])
        for place, name in enumerate(names)
    )


def encoded(typed: MultiDict[str, str]) -> str:
    """As it is sent; half a character is sent as half a character."""
    return "&".join(
        f"{as_sent(name)}={as_sent(text)}" for name, text in typed.items(multi=True)
    )


@cache
def as_sent(text: str) -> str:
    return quote_plus(text, errors="surrogatepass")


def in_parts(typed: MultiDict[str, str]) -> bytes:
    """As a form with files is sent; every other field comes as a file."""
    parts = []
    for number, (name, text) in enumerate(typed.items(multi=True)):
        said = f"Content-Disposition: form-data; name={quoted(name)}"
        if number % 2:
            said += f"; filename={quoted(text[:300])}"
        parts.append(f"--aBoundary\r\n{said}\r\n\r\n{text}\r\n")
    return "".join([*parts, "--aBoundary--\r\n"]).encode(errors="surrogatepass")


def quoted(name: str) -> str:
    """As browsers write a name in the head of a part."""
    escapes = {'"': "%22", "\r": "%0D", "\n": "%0A"}
    return '"' + "".join(escapes.get(letter, letter) for letter in name) + '"'
