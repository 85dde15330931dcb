"""What people write runs nowhere: every text of a town is an attack, in a real browser.

The content policy is switched off, so that escaping alone has to hold.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from xml.etree.ElementTree import fromstring

from flask import Flask
from playwright.sync_api import Browser, Route
from sqlalchemy import String, literal, select, update

from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from cocreate.kernel.text import render_markdown
from tests.faults.addresses import ask, ways
from tests.faults.lively import a_lively_town
from tests.faults.marks import columns_of_people
from tests.faults.town import Town
from tests.sweeping import unguarded

RUNS = "parent.ran(1)"
MARK = re.compile(r"evil\.example|ran\(1\)")
ATTACKS = (
    f"<script>{RUNS}</script><img src=x onerror={RUNS}><svg/onload={RUNS}>",
    (
        f"\"'><img src=x onerror={RUNS}>--></title></textarea></style></script>"
        f"<script>{RUNS}</script>"
    ),
    (
        f"[a](javascript:{RUNS}) [b](JaVaScRiPt&colon;{RUNS}) <javascript:{RUNS}>"
        f" [c](vbscript:80) [d](data:text/html,<script>{RUNS}</script>)"
    ),
    (
        f'<a href="javascript:{RUNS}" style="position:fixed;inset:0">x</a>'
        f"<iframe srcdoc='<script>{RUNS}</script>'></iframe>"
    ),
    "![x](https://evil.example/x.png) ![y](//evil.example/y)<base href=//evil.example>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUNS}>",
    (
        f"<details open ontoggle={RUNS}><input autofocus onfocus={RUNS}>"
        f"<body onload={RUNS}><form action=javascript:{RUNS}><button>x"
    ),
    f"`` ` <img src=x onerror={RUNS}> `` ```\n<script>{RUNS}</script>\n```",
    "{{ 7*7 }} {% raw %} ${7*7} #{7*7} <%= 7*7 %>",
)
LOOK = (Path(__file__).parent / "harm.js").read_text()


def attack_everything() -> None:
    """An attack in every column that holds what people write, another one in each."""
    for number, column in enumerate(columns_of_people()):
        attack = ATTACKS[number % len(ATTACKS)]
        if column.name.endswith("_html"):
            attack = render_markdown("\n\n".join(ATTACKS))
        with unguarded():
            db.session.connection().execute(
                update(column.table)
                .where(column.is_not(None))
                .values({column: literal(attack, String) + column})
            )
    db.session.commit()


def attacked(town: Town) -> Iterator[tuple[str, str]]:
    """Each kind of page that shows an attack, to who is sure to see it."""
    browsers = {way.able: town.browser(way.able) for way in ways(town.app)}
    for way in ways(town.app):
        if way.writes or way.in_api:
            continue
        address = way.address(town.app, town.values(way.rule))
        query = dict.fromkeys(("q", "tag", "next", "email"), ATTACKS[0])
        for asked in ({}, query):
            page = ask(browsers[way.able], "GET", address, query_string=asked)
            if page.mimetype in PAGES and MARK.search(page.text):
                for shown in PAGES[page.mimetype](page.text):
                    yield f"{address} as {way.able}", shown
                break
            page.close()


def entries_of(feed: str) -> list[str]:
    """What a reader of feeds shows as a page, all of a feed at once."""
    told = fromstring(feed).iter()  # noqa: S314 - our own
    return ["\n".join(one.text or "" for one in told if one.get("type") == "html")]


def letters() -> Iterator[tuple[str, str]]:
    """Each letter that shows an attack, one of each subject and length."""
    asked = select(Letter.subject, Letter.html).order_by(Letter.id)
    found = {
        (subject, len(html)): html
        for subject, html in db.session.execute(asked)
        if html and MARK.search(html)
    }
    for (subject, _), html in found.items():
        yield f"a letter, {subject}", html


PAGES: dict[str, Callable[[str], list[str]]] = {
    "text/html": lambda page: [page],
    "application/atom+xml": entries_of,
}


def test_nothing_that_people_write_runs(
    app: Flask, chromium: Browser, work: Callable[[], int]
) -> None:
    town = a_lively_town(app)
    attack_everything()
    work()  # letters are written of what is attacked now
    context = chromium.new_context(bypass_csp=True)
    context.add_init_script(
        "window.hits = []; window.ran = () => window.hits.push('it ran');"
    )
    page = context.new_page()
    asked: list[str] = []

    def answer(route: Route) -> None:
        if route.request.is_navigation_request():
            route.fulfill(body=shown[1], content_type="text/html")
            return
        if "evil.example" in route.request.url:
            asked.append(f"{shown[0]} asks {route.request.url}")
        route.abort()

    page.route("**/*", answer)
    wrong: list[str] = []
    seen = [*letters()]
    assert len(seen) > 3, "there are letters"
    for shown in chain(seen, attacked(town)):
        page.goto("http://site.example/", wait_until="domcontentloaded")
        wrong += [f"{shown[0]}: {fault}" for fault in page.evaluate(LOOK)]
    shown = ("what is not escaped", f"<!DOCTYPE html><p>{''.join(ATTACKS)}")
    page.goto("http://site.example/", wait_until="domcontentloaded")
    assert {"onerror", "onload", "srcdoc"} <= {*page.evaluate(LOOK)}, "harm is seen"
    asked_by_us = [one for one in asked if not one.startswith(shown[0])]
    context.close()
    assert not wrong + asked_by_us, "\n".join((wrong + asked_by_us)[:20])
