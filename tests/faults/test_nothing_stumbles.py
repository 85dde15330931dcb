"""Whatever is sent to whichever address: it is answered, and never with a 5xx."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from cocreate.kernel.db import db
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.faults.addresses import Fields, Way, ask, asked_for, forms_of, ways
from tests.faults.naughty import BODIES, KEYS, PIECES, TEXTS, VALUES
from tests.faults.town import STRANGER, a_town
from tests.sweeping import Sweep

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

ROLES = (STRANGER, "customer", "product_manager", "moderator", "administrator")
TOGETHER = 3
ALONE = 3
MUST = ("", "\x00", "\ud800", "x" * 100_000, "9223372036854775808", "99999-01-01")
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
TWENTY_MEGABYTES = b"title=" + b"x" * 20_000_000


class Walk:
    """Goes every way of a town; makes it anew when a way has changed it."""

    def __init__(self, app: Flask, sweep: Sweep) -> None:
        self.app = app
        self.sweep = sweep
        self.stumbles: list[str] = []
        self.build()

    def build(self) -> None:
        db.session.rollback()
        db.session.remove()
        self.sweep()
        self.town = a_town(self.app)
        self.browsers = {role: self.town.browser(role) for role in ROLES}
        self.tokens = {
            role: browser.token() if role != STRANGER else ""
            for role, browser in self.browsers.items()
        }
        self.browsers[STRANGER].get("/sign-in")
        self.tokens[STRANGER] = self.browsers[STRANGER].token()
        self.bearers = {
            role: bearer(self.town.people[role]) for role in ROLES if role != STRANGER
        }
        db.session.commit()
        db.session.rollback()
        self.changed = False

    def build_again(self) -> None:
        """After a way was taken that may have led to a change."""
        if self.changed:
            self.build()

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
def walk(app: Flask, sweep: Sweep) -> Iterator[Walk]:
    walking = Walk(app, sweep)
    yield walking
    assert walking.stumbles == []


def test_no_address_stumbles_over_who_asks_or_for_what(walk: Walk) -> None:
    for way in ways(walk.app):
        for role in ROLES:
            walk.send(way, role, walk.address(way))
            walk.build_again()
        for text in (*KEYS, *PIECES):
            walk.send(way, way.able, way.silly_address(text))


def test_no_page_stumbles_over_what_is_asked_of_it(walk: Walk) -> None:
    for number, way in enumerate(ways(walk.app)):
        if way.writes:
            continue
        address = walk.address(way)
        for turn in range(TOGETHER):
            query = naughty_together(asked_for(), number + turn)
            walk.send(way, way.able, address, query_string=encoded(query))


def test_no_form_stumbles_over_what_is_typed(walk: Walk) -> None:
    forms = forms_of(walk.town)
    walk.build()
    for number, way in enumerate(ways(walk.app)):
        if not way.writes or way.in_api:
            continue
        fields = forms.get(way.name, Fields())
        address = walk.address(way)
        names = [*fields.values, *asked_for()]
        for turn in range(TOGETHER):
            typed = naughty_together(names, number + turn)
            walk.send(way, way.able, address, data=encoded(typed), content_type=FORM)
        for place, name in enumerate(fields.values):
            for text in naughty_alone(number + place):
                typed = fields.as_they_stand()
                typed.setlist(name, [text])
                walk.send(
                    way, way.able, address, data=encoded(typed), content_type=FORM
                )
            arrays: MultiDict[str, str] = MultiDict()
            arrays.setlist(f"{name}[]", ["a", "b"])
            walk.send(way, way.able, address, data=encoded(arrays), content_type=FORM)
        walk.build_again()


def test_no_api_stumbles_over_what_is_in_its_json(walk: Walk) -> None:
    known = properties_of(walk.app)
    for way in ways(walk.app):
        if not way.writes or not way.in_api:
            continue
        address = walk.address(way)
        proper = {"title": "A proper title", "body": "A proper body."}
        for value in VALUES:
            for wrong in ({name: value} for name in known):
                body = json.dumps({**proper, **wrong})
                walk.send(way, way.able, address, data=body, content_type=JSON)
        walk.build_again()


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
        walk.build()


def naughty_together(names: Any, start: int) -> MultiDict[str, str]:
    """Something naughty in every field, another one in each."""
    return MultiDict(
        (name, TEXTS[(start * 7 + place * 5) % len(TEXTS)])
        for place, name in enumerate(names)
    )


def encoded(typed: MultiDict[str, str]) -> str:
    """As it is sent; half a character is sent as half a character."""
    return urlencode([*typed.items(multi=True)], errors="surrogatepass")


def naughty_alone(start: int) -> Iterator[str]:
    """What every field must bear, and some that the next field will not see."""
    yield from MUST
    for turn in range(ALONE):
        yield TEXTS[(start * ALONE + turn) % len(TEXTS)]


def properties_of(app: Flask) -> set[str]:
    """Every name that the API reads in a body."""
    spec = json.dumps(app.extensions["cocreate_api"].spec.to_dict())
    known = json.loads(spec)["components"]["schemas"]
    bodies = re.findall(r'"requestBody": .*?schemas/(\w+)"', spec)
    return {name for body in bodies for name in known[body]["properties"]}
