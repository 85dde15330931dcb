"""Whatever is sent to whichever address: it is answered, and never with a 5xx."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from urllib.parse import quote_plus

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from cocreate.kernel.db import db
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.faults.addresses import Fields, Way, ask, asked_for, forms_of, ways
from tests.faults.naughty import (
    BODIES,
    HEADERS,
    KEYS,
    PIECES,
    QUERIES,
    TEXTS,
    VALUES,
)
from tests.faults.town import STRANGER, a_town
from tests.putting_back import PutBack

pytestmark = [
    pytest.mark.slow,
    # werkzeug leaves the parts of a form that breaks off to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spool:ResourceWarning"),
]

ROLES = (
    *(STRANGER, "customer", "employee", "product_manager"),
    *("moderator", "administrator"),
)
TOKEN = "csrf_token"
TOGETHER = 3
ALONE = 3
MUST = ("", "\x00", "\ud800", "x" * 100_000, "9223372036854775808", "99999-01-01")
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
PARTS = "multipart/form-data; boundary=aBoundary"
TWENTY_MEGABYTES = b"title=" + b"x" * 20_000_000


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
        answer.close()
        return answer

    def address(self, way: Way) -> str:
        address = way.address(self.app, self.town.values(way.rule))
        db.session.rollback()
        return address


@pytest.fixture
def walk(app: Flask, remember: Callable[[], PutBack]) -> Iterator[Walk]:
    walking = Walk(app, remember)
    yield walking
    assert walking.stumbles == []


def test_no_address_stumbles_over_who_asks_or_for_what(walk: Walk) -> None:
    for way in ways(walk.app):
        for role in ROLES:
            walk.send(way, role, walk.address(way))
            walk.put_back()
        for text in (*KEYS, *PIECES) if way.rule.arguments else ():
            walk.send(way, way.able, way.silly_address(text))


def test_no_page_stumbles_over_what_is_asked_of_it(walk: Walk) -> None:
    for number, way in enumerate(ways(walk.app)):
        if way.writes:
            continue
        address = walk.address(way)
        for turn in range(TOGETHER):
            query = naughty_together(asked_for(), number + turn)
            walk.send(way, way.able, address, query_string=encoded(query))
        for raw in QUERIES:
            walk.send(way, way.able, address, query_string=raw)


def test_nothing_stumbles_over_what_a_program_says_of_itself(walk: Walk) -> None:
    for way in ways(walk.app):
        address = walk.address(way)
        for headers in HEADERS:
            walk.send(way, way.able, address, headers=headers)
        walk.put_back()


def test_no_form_stumbles_over_what_is_typed(walk: Walk) -> None:
    forms = forms_of(walk.town)
    for number, way in enumerate(ways(walk.app)):
        if not way.writes or way.in_api:
            continue
        address = walk.address(way)
        for typed in fillings(forms.get(way.name, Fields()), number):
            walk.send(way, way.able, address, data=encoded(typed), content_type=FORM)
        for typed in wholly_naughty(forms.get(way.name, Fields()), number):
            walk.send(way, way.able, address, data=encoded(typed), content_type=FORM)
            walk.send(way, way.able, address, data=in_parts(typed), content_type=PARTS)
        walk.put_back()


def wholly_naughty(fields: Fields, number: int) -> Iterator[MultiDict[str, str]]:
    """Something naughty in every field, another one in each."""
    names = [name for name in (*fields.values, *asked_for()) if name != TOKEN]
    for turn in range(TOGETHER):
        yield naughty_together(names, number + turn)


def fillings(fields: Fields, number: int) -> Iterator[MultiDict[str, str]]:
    """A form as it stands but for one field, which is naughty, or there many times.

    Its token stands in the head, where none of another page takes its place: only once
    is it naughty itself, as nothing else is looked at then.
    """
    standing = fields.as_they_stand()
    if standing.poplist(TOKEN):
        yield with_one(standing, TOKEN, [TEXTS[number % len(TEXTS)]])
    for place, name in enumerate(standing):
        for text in naughty_alone(number + place):
            yield with_one(standing, name, [text])
        for repeated in (name, f"{name}[]"):
            yield with_one(standing, repeated, ["a", "b", "\x00"])


def with_one(
    standing: MultiDict[str, str], name: str, texts: list[str]
) -> MultiDict[str, str]:
    typed = standing.copy()
    typed.setlist(name, texts)
    return typed


def test_no_api_stumbles_over_what_is_in_its_json(walk: Walk) -> None:
    """Each name that a way reads by itself; those it does not look at all at once."""
    read = names_read(walk.app)
    known = {name for names in read.values() for name in names}
    proper = {"title": "A proper title", "body": "A proper body."}
    for way in ways(walk.app):
        if not way.writes or not way.in_api:
            continue
        address, own = walk.address(way), read[way.name]
        for value in VALUES:
            for wrong in (*({name} for name in sorted(own)), known - own):
                body = json.dumps(proper | dict.fromkeys(wrong, value))
                walk.send(way, way.able, address, data=body, content_type=JSON)
        walk.put_back()


def test_nothing_stumbles_over_bodies_that_cannot_be_read(walk: Walk) -> None:
    for way in ways(walk.app):
        if not way.writes:
            continue
        address = walk.address(way)
        for kind, body in BODIES:
            walk.send(way, way.able, address, data=body, content_type=kind)
        for kind in (FORM, JSON):
            large = TWENTY_MEGABYTES
            walk.send(way, way.able, address, data=large, content_type=kind)
        walk.put_back()


def naughty_together(names: Any, start: int) -> MultiDict[str, str]:
    """Something naughty in every field, another one in each."""
    return MultiDict(
        (name, TEXTS[(start * 7 + place * 5) % len(TEXTS)])
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


def naughty_alone(start: int) -> Iterator[str]:
    """What every field must bear, and some that the next field will not see."""
    yield from MUST
    for turn in range(ALONE):
        yield TEXTS[(start * ALONE + turn) % len(TEXTS)]


def names_read(app: Flask) -> dict[str, set[str]]:
    """What each way of the API reads of a body, by the name of the way."""
    spec = json.loads(json.dumps(app.extensions["cocreate_api"].spec.to_dict()))
    known = spec["components"]["schemas"]
    read = defaultdict[str, set[str]](set)
    for way in ways(app):
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", way.rule.rule)
        asked = spec["paths"].get(path, {}).get(way.method.lower(), {})
        body = json.dumps(asked.get("requestBody", {}))
        for schema in re.findall(r"schemas/(\w+)", body):
            read[way.name] |= {*known[schema]["properties"]}
    return read
