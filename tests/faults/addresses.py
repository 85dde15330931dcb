"""Every route of the application, and what its pages let people fill in."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from cocreate.kernel.access import SAFE_METHODS, Audience, audience_of
from cocreate.kernel.policy import Role
from tests.faults.filling import UNSEEN
from tests.faults.town import STRANGER, Town
from tests.markup import action_in, controls_in, forms_in
from tests.parsing import tree_of
from tests.walking import controls_of, names_in, values_of

METHOD = re.compile(r'^<form\b[^>]*\bmethod="(\w+)"')
READ = re.compile(r"request\.(?:args|form|values)\.get(?:list)?\(\s*\"(\w+)\"")
ABLE = {
    Audience.ANYONE: STRANGER,
    Audience.MEMBERS: "customer",
    Audience.COMPANY: "employee",
    Audience.TEAM: "product_manager",
    Audience.MODERATORS: "moderator",
    Audience.STAFF: "moderator",
    Audience.ADMINISTRATORS: "administrator",
}
COMPANY = {str(role) for role in Role if role.is_company}
TEAM = {"product_manager", "administrator"}
MODERATORS = {"moderator", "administrator"}
SILENCED = {"suspended", "unverified"}
EVERYBODY = {*(str(role) for role in Role), *SILENCED}
LET_IN = {
    Audience.MEMBERS: EVERYBODY,
    Audience.COMPANY: COMPANY,
    Audience.TEAM: TEAM,
    Audience.MODERATORS: MODERATORS,
    Audience.STAFF: TEAM | MODERATORS,
    Audience.ADMINISTRATORS: {"administrator"},
}
SHARED = {Audience.ANYONE, Audience.MEMBERS}
SHOWN_APART = (STRANGER, "customer", "product_manager", "administrator")
"""To whom a page that all may open shows each something else: an administrator is
shown what a moderator is."""
READERS = tuple(dict.fromkeys((*SHOWN_APART, *ABLE.values())))
"""All of them, and who alone is sure to be let in somewhere."""
WRITTEN = {"text", "email", "search", "url", "textarea"}


@dataclass(frozen=True)
class Way:
    """One route with one method."""

    rule: Rule
    method: str
    audience: Audience

    @property
    def name(self) -> str:
        return f"{self.method} {self.rule.rule}"

    @property
    def room(self) -> str:
        """The blueprint it is of."""
        return str(self.rule.endpoint.rpartition(".")[0])

    @property
    def writes(self) -> bool:
        return self.method not in SAFE_METHODS

    @property
    def in_api(self) -> bool:
        return self.rule.rule.startswith("/api/")

    @property
    def able(self) -> str:
        """Who is sure to be let in, and has something of their own there."""
        return ABLE[self.audience]

    @property
    def readers(self) -> tuple[str, ...]:
        """Whom its page shows each something else: who may not come is shown none."""
        return SHOWN_APART if self.audience in SHARED else (self.able,)

    def address(self, app: Flask, values: dict[str, Any]) -> str:
        built = app.url_map.bind("localhost").build(
            self.rule.endpoint, values, method=self.method
        )
        return str(built)

    def numbered(self, app: Flask, values: dict[str, Any], key: int) -> str | None:
        """The address with this in place of every number; None where it holds none."""
        numbers = {name for name, value in values.items() if isinstance(value, int)}
        there = values | dict.fromkeys(numbers, key)
        return self.address(app, there) if numbers else None

    def is_at(self, app: Flask, address: str) -> bool:
        """Whether this address leads here."""
        try:
            found, _ = app.url_map.bind("localhost").match(
                unquote(address, errors="replace"), self.method, return_rule=True
            )
        except HTTPException:
            return False
        return found is self.rule

    @property
    def begins(self) -> str:
        """What stands in its addresses before the first name or number."""
        return self.rule.rule.partition("<")[0]

    def silly_address(self, text: str) -> str:
        """The address with this in place of every name and number."""
        return re.sub(r"<[^>]+>", lambda _: text, self.rule.rule)


def ways(app: Flask) -> list[Way]:
    """All there are, in the order of their addresses."""
    found = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            audience = audience_of(app, rule.endpoint, method)
            assert audience is not None, f"{method} {rule.rule} has no audience"
            found.append(Way(rule, method, audience))
    return found


@dataclass
class Fields:
    """What one form holds: its values as they stand, and where text is written."""

    values: dict[str, list[str]] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)

    def as_they_stand(self) -> MultiDict[str, str]:
        standing: MultiDict[str, str] = MultiDict()
        for name, values in self.values.items():
            standing.setlist(name, values)
        return standing


def forms_of(town: Town) -> dict[str, Fields]:
    """The fields of every form on every page, by the way that the form goes."""
    found: dict[str, Fields] = defaultdict(Fields)
    met: set[tuple[str, object]] = set()
    for role in READERS:
        browser = town.browser(role)
        for way in ways(town.app):
            if way.writes or way.in_api or role not in way.readers:
                continue
            address = way.address(town.app, town.values(way.rule))
            page = get(browser, address)
            if page.mimetype == "text/html" and page.status_code == 200:
                gather(town.app, page, address, found, met)
    return found


def gather(
    app: Flask,
    page: TestResponse,
    address: str,
    found: dict[str, Fields],
    met: set[tuple[str, object]],
) -> None:
    """Note the fields of each form that holds other controls than any met before."""
    for markup in forms_in(page.text):
        method = (METHOD.findall(markup) or ["get"])[0].upper()
        name = name_of(app, method, unescape(action_in(markup) or address))
        if name is None or (name, controls_in(markup)) in met:
            continue
        met.add((name, controls_in(markup)))
        (form,) = tree_of(markup).iter("form")
        fields = found[name]
        for control in controls_of(form):
            if control.attrib["name"] in UNSEEN:
                continue  # filled in, nothing else of the form would be looked at
            fields.values.setdefault(control.attrib["name"], [*values_of(control)])
            if kind_of(control) in WRITTEN:
                fields.written.add(control.attrib["name"])
        assert names_in(form) <= {*fields.values, *UNSEEN}


def name_of(app: Flask, method: str, address: str) -> str | None:
    try:
        path = urlsplit(address).path
        rule, _ = app.url_map.bind("localhost").match(path, method, return_rule=True)
    except HTTPException:
        return None
    return f"{method} {rule.rule}"


def kind_of(control: Element) -> str:
    return control.get("type", "text") if control.tag == "input" else control.tag


@cache
def asked_for() -> tuple[str, ...]:
    """Every name that a view looks up in an address or a form by itself."""
    names = {"page", "sort", "status", "tag", "order", "q"}
    for path in Path("cocreate").rglob("*.py"):
        names |= set(READ.findall(path.read_text()))
    return tuple(sorted(names))


def get(browser: FlaskClient, address: str, **kwargs: Any) -> TestResponse:
    return ask(browser, "GET", address, **kwargs)


def ask(browser: FlaskClient, method: str, address: str, **kwargs: Any) -> TestResponse:
    """A request as a server gets it; what comes back is not looked at as a page."""
    with browser.application.app_context():
        return FlaskClient.open(browser, address, method=method, **kwargs)
