"""How everybody asks everything, in a beta with one of each: nothing of it is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from cocreate.beta import links
from cocreate.kernel.one_connection import OneConnection
from cocreate.notices.queries import feed_token
from tests.beta.everybody import EVERYBODY, GIVEN, State, Who
from tests.beta.placed import Placed, routes
from tests.beta.trial import SECRET, a_trial
from tests.client import ForgetfulClient
from tests.factories import actor_of
from tests.faults.addresses import ask

REFUSED = {401, 403, 404, 410, 422}
SIGN_IN = "/sign-in?next="
BY_LINK = ("/file", "/install", "/install.plist")
BY_TOKEN = ("/appcast.xml", "/updates.json")
PART = {
    "Content-Type": "application/offset+octet-stream",
    "Tus-Resumable": "1.0.0",
    "Upload-Offset": "0",
}


class Asked:
    """Everybody's browser, and an address for every route."""

    def __init__(self, app: Flask) -> None:
        self.app, self.trial, self.routes = app, a_trial(), routes(app)
        self.browsers = {who.name: self.browser_of(who) for who in EVERYBODY}
        self.tokens = {name: one.token() for name, one in self.browsers.items()}
        self.links = {
            (who.name, name): self.link_of(who, build.id)
            for who in EVERYBODY
            for name, build in self.trial.builds.items()
        }

    def browser_of(self, who: Who) -> ForgetfulClient:
        browser = self.app.test_client()
        assert isinstance(browser, ForgetfulClient)
        known = self.trial.people.get(who.name)
        return browser.sign_in(known) if known else browser

    def link_of(self, who: Who, build_id: Any) -> str:
        """A link of theirs as it would be had they ever been given one."""
        known = self.trial.people.get(who.name)
        return links.sign(build_id, known.id, uses=9) if known else ""

    def token_of(self, who: Who) -> str:
        """What an application that updates itself shows for them."""
        known = self.trial.people.get(who.name)
        return feed_token(actor_of(known)) if known else ""

    def answer(self, who: Who, place: Placed, state: State = GIVEN) -> TestResponse:
        headers = {"X-CSRFToken": self.tokens[who.name]} if place.writes else {}
        kind = "json" if "/api/" in place.rule else "data"
        return ask(
            self.browsers[who.name],
            place.method,
            self.address(who, place, state),
            headers=headers | (PART if place.method == "PATCH" else {}),
            **({kind: self.said(place.body)} if place.writes else {}),
        )

    def address(self, who: Who, place: Placed, state: State) -> str:
        build_id = self.trial.builds[state.name].id
        things = self.trial.things | {"build_id": build_id}
        route = self.routes[place.name]
        missing = {*route.arguments} - {*things}
        assert not missing, f"tests/beta/trial.py makes no {missing} for {place.name}"
        values = {name: things[name] for name in route.arguments}
        if place.rule.endswith(BY_LINK):
            values["tester"] = self.links[who.name, state.name]
        if place.rule.endswith(BY_TOKEN):
            values |= {"token": self.token_of(who), "platform": "ios"}
        built = self.app.url_map.bind("localhost").build(
            route.endpoint, values, method=place.method
        )
        return str(built)

    def said(self, value: Any) -> Any:
        """What is sent, with the keys of what is there where it names one."""
        match value:
            case dict():
                return {self.said(name): self.said(value[name]) for name in value}
            case list():
                return [self.said(one) for one in value]
            case "{build_id}":
                return self.trial.things["build_id"]
            case str():
                return value.format(**self.trial.things)
            case _:
                return value


def fits(answer: TestResponse, place: Placed, *, may: bool) -> bool:
    """Who may not is refused; who may is not, where what they send can be taken."""
    if may and not place.body and place.writes:
        return answer.status_code not in REFUSED - {422}
    return is_refused(answer) is not may


def is_refused(answer: TestResponse) -> bool:
    return answer.status_code in REFUSED or SIGN_IN in (answer.location or "")


def has_secret(answer: TestResponse) -> bool:
    """Whether any of the file's bytes, and not its length alone, are in the answer."""
    return SECRET[8:] in answer.get_data()


@contextmanager
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is asked for is done to its end, and undone where it would be kept."""
    with monkeypatch.context() as patched:
        patched.setattr(OneConnection, "commit", undo)
        yield


def undo(session: OneConnection) -> None:
    session.flush()
    session.expunge_all()  # what the page says of it is known already
    session.rollback()
