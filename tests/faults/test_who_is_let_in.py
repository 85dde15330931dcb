"""Every route admits whom it says, and nobody else; what writes asks for its token."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from cocreate.kernel.access import Audience, answering
from tests.faults.addresses import EVERYBODY, LET_IN, SILENCED, Way, ask, ways
from tests.faults.town import STRANGER, Town, a_town

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

FRAMED = {"/embed/<slug>/roadmap"}
"""What other sites may show, where the project says so."""
PUBLIC = {
    *("/projects/<slug>/roadmap.json", "/credits/<code>.json"),
    *("/.well-known/did.json", "/credits/issuer.json", "/credits/revoked.json"),
}
"""What other sites' scripts may read: it knows nobody."""
ALONE = {
    *("base-uri 'none'", "frame-ancestors 'none'"),
    "require-trusted-types-for 'script'",
}
NOBODYS = "7000001"
"""What a write is aimed at, so that being let in changes nothing."""


@pytest.fixture
def town(app: Flask) -> Town:
    return a_town(app)


def test_every_route_admits_whom_it_says(town: Town) -> None:
    wrong = []
    for role in sorted({STRANGER, *EVERYBODY}):
        browser = town.browser(role)
        token = {"X-CSRFToken": browser.token()}
        for way in for_some(town.app):
            address = aimed_at_nobody(way) if way.writes else address_of(town, way)
            answer = ask(browser, way.method, address, headers=token)
            refused = is_refused(answer.status_code, answer.headers.get("Location"))
            stumbled = answer.status_code >= 500
            if stumbled or not fits(town.app, way, role, refused=refused):
                wrong.append(f"{way.name} answers {role} {answer.status_code}")
            answer.close()
    assert wrong == []


def for_some(app: Flask) -> list[Way]:
    return [way for way in ways(app) if way.audience is not Audience.ANYONE]


def fits(app: Flask, way: Way, role: str, *, refused: bool) -> bool:
    """Whoever is outside is refused; whoever is inside is not turned away for that.

    What is read may be somebody's own: of those inside, the one who is sure to be let
    in sees a page, and not a refusal.
    """
    if role not in LET_IN[way.audience] or is_silenced(app, way, role):
        return refused
    is_anothers = role != way.able or way.in_api
    return not refused or (not way.writes and is_anothers)


def is_silenced(app: Flask, way: Way, role: str) -> bool:
    view = answering(app, way.rule.endpoint, way.method)
    own = hasattr(view, "__unverified_too__")
    return way.writes and role in SILENCED and not own


def is_refused(status: int, location: str | None) -> bool:
    return status in {401, 403} or (location or "").startswith("/sign-in?next=")


def test_what_one_person_is_shown_is_guarded_and_stored_nowhere(town: Town) -> None:
    """And whatever the answer, it says what a browser may do with it."""
    wrong = [
        f"{way.name}: {fault}"
        for way, answer in pages_for(town, "administrator")
        for fault in faults_in(way, answer.headers)
    ]
    assert wrong == []


def faults_in(way: Way, headers: Headers) -> Iterator[str]:
    kind, policy = headers.get("Content-Type", ""), headers["Content-Security-Policy"]
    framed = way.rule.rule in FRAMED
    if kind.startswith("text/html") and "no-store" not in headers["Cache-Control"]:
        yield headers["Cache-Control"]
    if kind.startswith("text/") and "charset=utf-8" not in kind:
        yield kind
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield policy
    if not framed and not {part.strip() for part in policy.split(";")} >= ALONE:
        yield policy
    if headers["X-Content-Type-Options"] != "nosniff":
        yield "sniffed"
    if (
        headers["Referrer-Policy"] != "same-origin"
        or "Permissions-Policy" not in headers
    ):
        yield "told on"
    if "Access-Control-Allow-Origin" in headers and way.rule.rule not in PUBLIC:
        yield "read by other sites"


def pages_for(town: Town, role: str) -> Iterator[tuple[Way, TestResponse]]:
    browser = town.browser(role)
    for way in ways(town.app):
        if not way.writes:
            answer = ask(browser, "GET", address_of(town, way))
            yield way, answer
            answer.close()


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain"])
def test_what_writes_is_refused_without_a_token(town: Town, kind: str) -> None:
    browser = town.browser("administrator")
    taken = []
    for way in ways(town.app):
        if not way.writes or is_signed(town.app, way):
            continue
        body = b'{"title": "x", "a": "="}'
        answer = ask(
            browser, way.method, address_of(town, way), data=body, content_type=kind
        )
        if answer.status_code not in {400, 401}:
            taken.append(f"{way.name}: {answer.status_code}")
        answer.close()
    assert taken == []


def is_signed(app: Flask, way: Way) -> bool:
    """Its address is its token: mail programs post to it."""
    return hasattr(app.view_functions[way.rule.endpoint], "__signed_address__")


def address_of(town: Town, way: Way) -> str:
    return way.address(town.app, town.values(way.rule))


def aimed_at_nobody(way: Way) -> str:
    return way.silly_address(NOBODYS)
