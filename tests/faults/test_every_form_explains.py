"""A form that is filled in badly says so at the field, and keeps what was typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from html5lib import parse
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from cocreate.config import Settings
from tests.faults.addresses import ask, name_of, ways
from tests.faults.filling import Form, Wrong, forms_on, kept, kind_of, names_the_field
from tests.faults.lively import a_lively_town
from tests.faults.test_nothing_stumbles import encoded
from tests.faults.town import STRANGER, Town
from tests.putting_back import remember
from tests.sweeping import Sweep

pytestmark = pytest.mark.slow

UNKEPT = {"password", "file", "checkbox", "hidden"}
FORM = "application/x-www-form-urlencoded"


def test_every_form_names_the_field_and_keeps_what_was_typed(
    app: Flask, settings: Settings, sweep: Sweep, tmp_path: Path
) -> None:
    town = a_lively_town(app)
    forms = [*forms_of(town)]
    browsers = {role: town.browser(role) for role, _ in forms}
    tokens = {role: browser.token() for role, browser in browsers.items()}
    put_back = remember(settings, sweep, tmp_path)
    faults = []
    for role, form in forms:
        for wrong in form.wrongs():
            typed = form.filled()
            typed[wrong.field] = wrong.text
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
                    f"{form.action} as {role}: {wrong.field} {wrong.why}: {fault}"
                )
            if answer.status_code < 400 or "version" in typed:  # drafts are kept
                put_back()
    assert faults == []


def forms_of(town: Town) -> Iterator[tuple[str, Form]]:
    """Each form once, by whoever is the first to be shown it."""
    known: set[tuple[str, frozenset[str]]] = set()
    pages = [*pages_of(town)]
    for role in (STRANGER, "customer", "product_manager", "moderator", "administrator"):
        browser = town.browser(role)
        for address in pages:
            page = ask(browser, "GET", address)
            if page.mimetype != "text/html" or page.status_code != 200:
                continue
            for form in forms_on(
                address, parse(page.text, namespaceHTMLElements=False)
            ):
                name = name_of(town.app, "POST", form.action)
                key = (str(name), frozenset(form.controls))
                if name and form.controls and key not in known:
                    known.add(key)
                    yield role, form


def pages_of(town: Town) -> Iterator[str]:
    for way in ways(town.app):
        if not way.writes and not way.in_api:
            address = way.address(town.app, town.values(way.rule))
            yield address
            if address.endswith("/triage"):
                yield f"{address}?idea={town.things['idea_id']}"


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
    tree = parse(answer.text, namespaceHTMLElements=False)
    if not names_the_field(tree, wrong.field):
        return "the field does not say what is wrong"
    again = [
        one
        for one in forms_on(form.page, tree)
        if name_of(app, "POST", one.action) == name_of(app, "POST", form.action)
        and wrong.field in one.controls
    ]
    if not again:
        return "the form is gone"
    lost = [
        name
        for name, control in form.controls.items()
        if kind_of(control) not in UNKEPT
        and not (name == wrong.field and wrong.why == "no choice")
        and [value.strip() for value in kept(again[0].element, name)]
        != [value.strip() for value in typed.getlist(name)]
    ]
    return f"lost {lost}" if lost else None
