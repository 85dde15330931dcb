"""A button that is pressed twice, or twice at once, does what it does once."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from threading import Barrier
from urllib.parse import urljoin

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from cocreate.decisions.actions import write_decision
from cocreate.decisions.drafts import DecisionDraft
from cocreate.kernel.access import Audience
from cocreate.kernel.by_hand import SHOWN_AT, UNSEEN
from cocreate.kernel.db import db
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_release,
    a_vote,
    actor_of,
    an_entry,
    an_idea,
)
from tests.faults.addresses import Way, ask, name_of, ways
from tests.faults.filling import forms_on
from tests.faults.lively import a_lively_town
from tests.faults.pressing import Press, Rows, counted, grown, presses_on, rows
from tests.faults.town import STRANGER, Town
from tests.markup import action_in, forms_in
from tests.parsing import tree_of
from tests.putting_back import PutBack
from tests.racing import PATIENCE
from tests.touching import Touched

pytestmark = pytest.mark.slow

OF_NEWCOMERS = {UNSEEN, SHOWN_AT}
"""What makes a form no other one."""
ROLES = (
    "customer",
    "product_manager",
    "moderator",
    "administrator",
    "employee",
    STRANGER,
)
MAY_COME_AGAIN = {
    "POST /sign-in": {"sign_ins", "failed_sign_ins"},
    "POST /invitation/<token>": {"sign_ins"},
    "POST /verification/<token>": {"sign_ins"},
    "POST /me/departure": {"failed_sign_ins"},
    "POST /me/proof": {"failed_sign_ins", "sign_ins"},
    "POST /sign-in/second-step": {"failed_sign_ins"},
    "POST /me/data": {"failed_sign_ins"},
    "POST /me/password": {"failed_sign_ins"},
    "POST /reset/<token>": {"failed_sign_ins"},
    "POST /reset": {"outbox_messages"},  # one letter answers both: see is_enough
    "POST /sign-in/link": {"outbox_messages"},
    "POST /drafts/<key>/letter": {"outbox_messages"},
    "POST /administration/mail/trial": {"letters"},  # each is a trial
}
"""Each press that proves who one is lets a browser in; guesses are counted."""
MAY_BE_REFUSED = {
    # nobody is called so any more
    "POST /administration/people/<int:person_id>/forgetting": {422},
    "POST /sign-in/<token>": {410},  # of two at once one is let in
    "POST /drafts/<key>/link/<token>": {410},
    "POST /me/departure": {401, 422},  # nobody is there any more
    "POST /decisions/<int:decision_id>/withdraw": {404},  # nor is what was discarded
    "POST /releases/<int:release_id>/withdraw": {404},
}
MADE = {
    *("access_tokens", "beta_reports", "builds", "cohorts", "comments", "decisions"),
    *(
        "decision_amendments",
        "enrolments",
        "flags",
        "follows",
        "goals",
        "goal_measures",
    ),
    *("ideas", "journal_entries", "people", "prompts", "project_members", "projects"),
    *("releases", "responses", "suspensions", "triage_notes", "votes"),
}
"""What a town cannot be without: each of these was made by one of the forms."""
NAMES = re.compile(r'\bname="([^"]*)"')


class Presser:
    """Presses as everybody in a town, and puts the town back as it was."""

    def __init__(self, app: Flask, remember: Callable[[], PutBack]) -> None:
        self.app = app
        self.town = with_drafts(a_lively_town(app))
        self.browsers = {role: self.town.browser(role) for role in ROLES}
        self.presses = [*self.found()]
        self.tokens = {role: one.token() for role, one in self.browsers.items()}
        self.cookies = {
            role: {**(one._cookies or {})} for role, one in self.browsers.items()
        }
        self.put_back = remember()

    def found(self) -> Iterator[Press]:
        """Each form once, by whoever is the first to be shown it."""
        known: set[str] = set()
        for role in ROLES:
            for address in pages_for(self.town, role):
                page = ask(self.browsers[role], "GET", address)
                if page.mimetype == "text/html" and page.status_code == 200:
                    yield from self.unknown(role, address, page.text, known)

    def unknown(
        self, role: str, address: str, page: str, known: set[str]
    ) -> Iterator[Press]:
        """The forms of a page that no page before had: only those are read."""
        for markup in forms_in(page):
            names = " ".join(sorted({*NAMES.findall(markup)} - OF_NEWCOMERS))
            action = unescape(action_in(markup) or address)
            way = name_of(self.app, "POST", urljoin(address, action))
            key = f"{way} {names}"
            if way and key not in known:
                known.add(key)
                tree = tree_of(markup)
                for form in forms_on(address, tree):
                    yield from presses_on(role, way, form)

    def once(self, press: Press) -> TestResponse:
        return self.send(press, self.browser(press.role))

    def at_once(self, press: Press) -> list[TestResponse]:
        barrier = Barrier(2)

        def one(browser: ForgetfulClient) -> TestResponse:
            barrier.wait(PATIENCE)
            return self.send(press, browser)

        browsers = [self.browser(press.role) for _ in range(2)]
        with ThreadPoolExecutor(2) as pool:
            return [*pool.map(one, browsers, timeout=PATIENCE)]

    def browser(self, role: str) -> ForgetfulClient:
        browser = self.app.test_client()
        assert isinstance(browser, ForgetfulClient)
        browser._cookies = {**self.cookies[role]}
        return browser

    def send(self, press: Press, browser: ForgetfulClient) -> TestResponse:
        return ask(
            browser,
            "POST",
            press.form.action,
            data=press.filled(self.town),
            headers={
                "X-CSRFToken": self.tokens[press.role],
                "Referer": f"http://localhost{press.form.page}",
            },
        )


def with_drafts(town: Town) -> Town:
    """What is still to be published, and an idea that the customer voted for."""
    manager = town.people["product_manager"]
    decision = write_decision(
        actor_of(manager),
        town.project.slug,
        draft=DecisionDraft(title="Not yet", rationale="Wait.", options=()),
    )
    other = an_idea(author=a_person("Ida"), project=town.project)
    a_vote(other, voter=town.people["customer"])
    town.things["other_id"] = other.id
    town.drafts = {
        "idea_id": other.id,
        "entry_id": an_entry("Later", project=town.project, published=False).id,
        "decision_id": decision.id,
        "release_id": a_release(project=town.project, published=False).id,
    }
    db.session.commit()
    db.session.expunge_all()
    return town


def pages_for(town: Town, role: str) -> Iterator[str]:
    """The pages where this reader may find a form that others do not."""
    for way in ways(town.app):
        if way.writes or way.in_api or not is_for(way, role):
            continue
        values = town.values(way.rule)
        drafts = {name: town.drafts[name] for name in values if name in town.drafts}
        if drafts and role in {"customer", "product_manager"}:
            yield way.address(town.app, values | drafts)
        yield way.address(town.app, values)
        if way.rule.endpoint == "triage.inbox":
            yield f"{way.address(town.app, values)}?idea={town.things['idea_id']}"


def is_for(way: Way, role: str) -> bool:
    if "token" in way.rule.arguments:
        return role == STRANGER  # a link is mailed for each look at its page
    if role == STRANGER:
        return way.audience is Audience.ANYONE
    # What is one's own looks alike to everybody; what has a name may not.
    named = bool(way.rule.arguments) or role == "customer"
    return way.able == role or (named and role in way.readers)


def test_no_form_does_anything_twice(
    app: Flask, remember: Callable[[], PutBack], touched: Touched
) -> None:
    presser = Presser(app, remember)
    before = rows(counted())

    def more() -> Rows:
        return grown(before, rows(touched.so_far()))

    faults, made = [], set[str]()
    for press in presser.presses:
        first = presser.once(press)
        once = more()
        if first.status_code >= 400:
            faults.append(f"{press.name}: {first.status}")
        again = presser.once(press)
        faults += faults_of(press, [again], once, more())
        presser.put_back()
        if any(number > 0 for number in once.values()):
            answers = presser.at_once(press)
            faults += faults_of(press, answers, once, more())
            presser.put_back()
        made |= {name for name, number in once.items() if number > 0}
    assert not faults, "\n".join(faults)
    assert made >= MADE


def faults_of(
    press: Press, answers: list[TestResponse], once: Rows, twice: Rows
) -> Iterator[str]:
    for answer in answers:
        refused = answer.status_code >= 400
        if refused and answer.status_code not in MAY_BE_REFUSED.get(press.way, set()):
            yield f"{press.name}: again {answer.status}"
    may_grow = MAY_COME_AGAIN.get(press.way, set())
    for name in sorted((once.keys() | twice.keys()) - may_grow):
        if once.get(name, 0) != twice.get(name, 0):
            how = "at once" if len(answers) > 1 else "one after the other"
            yield f"{press.name}: {name} {once.get(name)}, {how} {twice.get(name)}"
