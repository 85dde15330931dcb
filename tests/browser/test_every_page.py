"""Every page there is, for whoever may see it, as different eyes and hands meet it."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask, render_template

from cocreate.kernel.db import db
from cocreate.kernel.languages import Saying
from tests.browser.conftest import Opens
from tests.browser.looking import DESK, PHONE, faults_of
from tests.faults.addresses import Way, ask, ways
from tests.faults.town import STRANGER, Town, a_town

NO_PAGES = (
    *(".json", ".atom", ".rss", ".ics", ".csv", "/static/"),
    *("/picture", "/pictures/", "/attachments/", "/file", "/download"),
    *("/healthz", "/readyz", "/metrics"),  # asked by machines
    "/me/data/<archive>",  # a ZIP archive
    "/styleguide",  # has a test of its own
    "/projects/<slug>/people",  # names to choose from, a piece of a page
)


EMPLOYEE = "employee"
READERS = (
    *(STRANGER, "customer", EMPLOYEE, "product_manager"),
    *("moderator", "administrator"),
)
# Whoever has signed in is led away from these.
FOR_STRANGERS = ("/sign-", "/reset", "/verification", "/invitation", "/first-")
# What a page may have that needs a script; the choice of a theme is on each of them.
MAY_NEED_ONE = re.compile(
    r'<button\s+(?!class="theme-choice)[^>]*type="button"|data-dialog='
)
NEEDS_A_SCRIPT = "button[type=button]:visible, [data-dialog]:not([href]):visible"


def pages_of(town: Town) -> dict[str, list[str]]:
    """Who sees which addresses: each page once, by the least who may."""
    seen: dict[str, list[str]] = {}
    for way in ways(town.app):
        if is_page(way):
            address = way.address(town.app, town.values(way.rule))
            seen.setdefault(way.able, []).append(address)
    db.session.commit()
    return seen


def looks_at(town: Town, reader: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """What a reader looks at, and how wide.

    The pages that are open to all are a stranger's on a phone and an employee's, who
    is shown more there, on a desk.
    """
    seen = pages_of(town)
    for address in seen[reader]:
        shared = reader == STRANGER and not address.startswith(FOR_STRANGERS)
        yield address, (PHONE,) if shared else (PHONE, DESK)
    for address in seen[STRANGER] if reader == EMPLOYEE else ():
        if not address.startswith(FOR_STRANGERS):
            yield address, (DESK,)


def is_page(way: Way) -> bool:
    named = (part in way.rule.rule for part in NO_PAGES)
    return not (way.writes or way.in_api or any(named))


@pytest.mark.parametrize("reader", READERS)
def test_nothing_is_wrong_with_any_page(app: Flask, opens: Opens, reader: str) -> None:
    town = a_town(app)
    page = opens(None if reader == STRANGER else town.people[reader])
    faults = [
        fault
        for address, widths in looks_at(town, reader)
        for fault in faults_of(page, address, widths=widths, keys=True)
    ]
    assert not faults, "\n".join(faults)


def test_every_page_is_whole_without_a_script(app: Flask, opens: Opens) -> None:
    """Opened are those that may need one, and the first of each reader's."""
    town = a_town(app)
    for reader, addresses in pages_of(town).items():
        browser = town.browser(reader)
        person = None if reader == STRANGER else town.people[reader]
        page = opens(person, width=320, javascript=False)
        for number, address in enumerate(addresses):
            sent = ask(browser, "GET", address, follow_redirects=True).text
            whole = len(re.findall(r"<h1(?![^>]*\shidden)", sent)) == 1
            if number and whole and not MAY_NEED_ONE.search(sent):
                continue
            page.goto(address)
            heads = page.get_by_role("heading", level=1)
            assert (address, heads.count()) == (address, 1)
            assert (address, page.locator(NEEDS_A_SCRIPT).count()) == (address, 0)


@pytest.mark.parametrize("status", [403, 404, 422, 429, 500])
def test_nothing_is_wrong_with_the_page_of_a_refusal(
    app: Flask, opens: Opens, complaints: list[str], status: int
) -> None:
    with app.test_request_context():
        whole = render_template(
            "errors/error.html",
            status=status,
            saying=Saying("What happened, what was kept, what to do."),
            fields={"title": "Say it in at most 140 characters."},
        )
    page = opens()
    page.route(
        "**/refused", lambda route: route.fulfill(body=whole, content_type="text/html")
    )
    assert faults_of(page, "/refused", keys=True) == []
    complaints.clear()
