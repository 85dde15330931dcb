"""A form that is filled in badly says so at the field, and keeps what was typed."""

from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import urljoin

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.faults.addresses import READERS, ask, name_of, ways
from tests.faults.filling import Form, Wrong, forms_on, kept, kind_of, names_the_field
from tests.faults.lively import a_lively_town
from tests.faults.sending import encoded
from tests.faults.town import Town
from tests.markup import action_in, controls_in, forms_in
from tests.parsing import tree_of
from tests.putting_back import PutBack

# What a form says of what was typed, it says before any database.
pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

UNKEPT = {"password", "file", "checkbox", "hidden"}
FORM = "application/x-www-form-urlencoded"


def test_every_form_names_the_field_and_keeps_what_was_typed(
    app: Flask, remember: Callable[[], PutBack]
) -> None:
    town = a_lively_town(app)
    forms = [*forms_of(town)]
    browsers = {role: town.browser(role) for role, _ in forms}
    tokens = {role: browser.token() for role, browser in browsers.items()}
    put_back = remember()
    faults = []
    for role, form in forms:
        for wrong in form.wrongs():
            typed = form.filled()
            for name in wrong.fields:
                typed[name] = wrong.text
            typed.pop("csrf_token", None)
            answer = ask(
                browsers[role],
                "POST",
                form.action,
                data=encoded(typed),
                content_type=FORM,
                headers={
                    "X-CSRFToken": tokens[role],
                    "Referer": f"http://localhost{form.page}",
                },
            )
            fault = fault_of(app, form, wrong, typed, answer)
            if fault:
                faults.append(
                    f"{form.action} as {role}: {wrong.fields} {wrong.why}: {fault}"
                )
            if answer.status_code < 400 or "version" in typed:  # drafts are kept
                put_back()
    assert not faults, "\n".join(faults)


def forms_of(town: Town) -> Iterator[tuple[str, Form]]:
    """Each form once, by whoever is the first to be shown it."""
    known: set[tuple[str, frozenset[str]]] = set()
    met: set[tuple[str | None, object]] = set()
    pages = [*pages_of(town)]  # looked up once: a link counts until the next is mailed
    for role in READERS:
        browser = town.browser(role)
        for address in (address for address, readers in pages if role in readers):
            page = ask(browser, "GET", address)
            if page.mimetype != "text/html" or page.status_code != 200:
                continue
            for form in unmet(town.app, address, page.text, met):
                name = name_of(town.app, "POST", form.action)
                key = (str(name), frozenset(form.controls))
                if name and form.controls and key not in known:
                    known.add(key)
                    yield role, form


def unmet(
    app: Flask, address: str, page: str, met: set[tuple[str | None, object]]
) -> Iterator[Form]:
    """The forms of a page that go elsewhere, or hold others, than any before."""
    for markup in forms_in(page):
        key = (where_to(app, address, markup), controls_in(markup))
        if key not in met:
            met.add(key)
            yield from forms_on(address, tree_of(markup))


def where_to(app: Flask, address: str, markup: str) -> str | None:
    goes = unescape(action_in(markup) or address)
    return name_of(app, "POST", urljoin(address, goes))


def pages_of(town: Town) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every page, and whom it shows each something else."""
    for way in ways(town.app):
        if not way.writes and not way.in_api:
            address = way.address(town.app, town.values(way.rule))
            yield address, way.readers
            if address.endswith("/triage"):
                yield f"{address}?idea={town.things['idea_id']}", way.readers


def fault_of(
    app: Flask,
    form: Form,
    wrong: Wrong,
    typed: MultiDict[str, str],
    answer: TestResponse,
) -> str | None:
    if answer.status_code < 400:
        return f"taken with {answer.status_code}"
    if answer.status_code != 422:
        return f"answered {answer.status}"
    way = name_of(app, "POST", form.action)
    again = [
        one
        for markup in forms_in(answer.text)
        if where_to(app, form.page, markup) == way
        for one in forms_on(form.page, tree_of(markup))
        if {*wrong.fields} <= {*one.controls}
    ]
    if not again:
        return "the form is gone"
    silent = [
        name
        for name in wrong.fields
        if not any(names_the_field(one.element, name) for one in again)
    ]
    if silent:
        return f"{silent} do not say what is wrong"
    lost = [
        name
        for name, control in form.controls.items()
        if kind_of(control) not in UNKEPT
        and not (name in wrong.fields and wrong.why == "no choice")
        and [value.strip() for value in kept(again[0].element, name)]
        != [value.strip() for value in typed.getlist(name)]
    ]
    return f"lost {lost}" if lost else None
