"""What puts a newcomer's words before others looks for a hand, and eats nothing."""

from collections.abc import Iterator
from itertools import takewhile

import pytest
from flask import Flask
from sqlalchemy import update

from cocreate.config import Settings, use
from cocreate.kernel.access import answering
from cocreate.kernel.by_hand import FILLED_IN, QUICK, UNSEEN
from cocreate.kernel.db import db
from cocreate.kernel.policy import Trust
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.faults.addresses import ask, name_of, ways
from tests.faults.filling import TYPED, Form, Wrong, kind_of
from tests.faults.lively import a_lively_town
from tests.faults.pressing import counted, rows
from tests.faults.sending import encoded
from tests.faults.test_every_form_explains import FORM, fault_of, forms_of
from tests.faults.town import STRANGER, Town
from tests.walking import names_in

# What a form looks for, it looks for before any database.
pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

LINK = "See www.shop.example."
NEWCOMERS = (STRANGER, "customer")
TEAM, OWN = "the team alone reads it", "nobody else reads it"
LETTER = "only a letter that we sent leads there"
NOT_ASKED = {
    "POST /builds/<int:build_id>/decisions/<int:decision_id>/honour": TEAM,
    "POST /builds/<int:build_id>/rating": TEAM,
    "POST /ideas/<int:idea_id>/vote/reason": TEAM,
    "POST /tasks/<int:task_id>/answer": TEAM,
    "POST /people/<int:person_id>/flag": "moderators alone read it, as of every flag",
    "POST /me/devices": OWN,
    "POST /me/second-step": OWN,
    "POST /me/tokens": OWN,
    "POST /invitation/<token>": LETTER,
    "POST /verification/<token>": LETTER,
}
"""The forms that take text and are not asked for once more, and why not."""
SHOWN_ELSEWHERE = {
    "POST /drafts/<key>/letter",  # see tests/ideas/test_composing.py
    "POST /projects/<slug>/beta/enrolment",  # these: tests/kernel/test_by_hand.py
    "POST /me/flags/<int:review_id>/complaint",
    "POST /illegal-content/<reference>/complaint",
}


def test_what_no_hand_seems_to_have_sent_is_asked_for_once_more(
    app: Flask, settings: Settings
) -> None:
    town = a_town_of_newcomers(app)
    forms = [*takewhile(lambda one: one[0] in NEWCOMERS, forms_of(town))]
    marked = {way.name for way in ways(app) if is_marked(app, way.rule.endpoint)}
    asked = [(role, form) for role, form in forms if way_of(app, form) in marked]
    others = {way_of(app, form) for _, form in forms if takes_words(form)} - marked
    assert others == {*NOT_ASKED}
    assert marked - {way_of(app, form) for _, form in asked} == SHOWN_ELSEWHERE

    use(settings.model_copy(update={"form_least_seconds": 60}))
    browsers = {role: town.browser(role) for role in NEWCOMERS}
    before, faults = rows(counted()), []
    for role, form in asked:
        for unseen, why in (("https://spam.example", FILLED_IN), ("", QUICK)):
            fault = fault_in(app, browsers[role], form, unseen, why)
            if fault:
                faults.append(f"{form.action} as {role}: {fault}")
    assert not faults, "\n".join(faults)
    assert rows(counted()) == before


def a_town_of_newcomers(app: Flask) -> Town:
    town = a_lively_town(app)
    db.session.execute(update(Person).values(trust=Trust.NEWCOMER))
    db.session.commit()
    return town


def is_marked(app: Flask, endpoint: str) -> bool:
    return hasattr(answering(app, endpoint, "POST"), "__by_hand__")


def way_of(app: Flask, form: Form) -> str:
    return str(name_of(app, "POST", form.action))


def takes_words(form: Form) -> bool:
    return any(words_in(form))


def words_in(form: Form) -> Iterator[str]:
    """The fields that take text."""
    return (name for name, one in form.controls.items() if kind_of(one) in TYPED)


def fault_in(
    app: Flask, browser: ForgetfulClient, form: Form, unseen: str, why: str
) -> str | None:
    if UNSEEN not in names_in(form.element):
        return "nothing in it is unseen"
    typed = form.filled()
    typed[UNSEEN] = unseen
    typed[next(words_in(form))] = LINK
    typed.pop("csrf_token")  # of a browser that is closed
    headers = {"X-CSRFToken": browser.token()}
    answer = ask(
        *(browser, "POST", form.action),
        data=encoded(typed),
        content_type=FORM,
        headers=headers,
    )
    if why not in answer.text:
        return f"answered {answer.status} without “{why}”"
    if "spam.example" in answer.text:
        return "it is filled in again"
    return fault_of(app, form, Wrong((), "", ""), typed, answer)
