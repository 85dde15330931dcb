"""What the desk offers is in its one registry, and all of that is offered."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask

from cocreate.ideas.status import Status
from cocreate.ideas.workflow import USUAL
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.triage.acts import Act
from cocreate.triage.models import Verdict
from cocreate.triage.registry import ACTIONS, BY_NAME, BY_STATUS, Lying, applying
from cocreate.triage.views.picked import FORMS
from tests.client import ForgetfulClient
from tests.factories import a_product_manager, a_project, an_idea
from tests.faults.addresses import name_of

pytestmark = pytest.mark.sqlite
SignIn = Callable[[Person], ForgetfulClient]
BESIDE = {"triage.unroute", "triage.undo"}
"""Buttons that take back what an action did."""
LYING = (
    *(Lying(following=frozenset(step.following)) for step in USUAL.steps),
    Lying(is_merged=True),
    Lying(is_paused=True),
)


def test_every_action_has_a_key_of_its_own_wherever_it_applies() -> None:
    for lying in LYING:
        keys = [action.key for action in applying(lying)]
        assert all(keys)
        assert len(keys) == len({*keys})
    assert len(BY_NAME) == len(ACTIONS)


def test_every_action_is_explained_and_leads_somewhere(site: Flask) -> None:
    for action in ACTIONS:
        assert action.words
        assert action.help.endswith(".")
        assert not action.endpoint or action.endpoint in site.view_functions
    statuses = {step.status for step in USUAL.steps} - {Status.DECLINED}
    assert {*BY_STATUS} == statuses


def test_every_bulk_action_is_done_to_many_and_every_verdict_is_an_action() -> None:
    bulk = {action.name for action in ACTIONS if action.is_bulk and not action.status}
    assert bulk == {*FORMS}
    there = {Act.STATUS: "which has an action for each", Act.JOIN: "where it was split"}
    assert {*Act} - {*BY_NAME} == {*there}


def test_the_desk_offers_the_registry_and_nothing_else(
    app: Flask, signed_in: SignIn
) -> None:
    project = a_project()
    an_idea(project=project)
    desk = signed_in(a_product_manager())
    page = desk.get(f"/projects/{project.slug}/triage").text
    here = applying(Lying(following=frozenset(USUAL.step(Status.NEW).following)))
    palette = {*re.findall(r'data-palette="([\w-]+)"', page)}
    assert palette == {action.name for action in here}
    by_key = dict(re.findall(r'data-does="([\w-]+)"\s+data-(?:key|opens)="(.)"', page))
    walked = {"next", "previous", "open", "pick", "undo"}  # the queue's; none to undo
    expected = {action.name: action.key for action in here if action.name not in walked}
    assert by_key == expected, "each is on the page, in a menu that needs no script"
    assert posted_to(app, page) <= {
        action.endpoint for action in ACTIONS if action.endpoint
    }
    told = desk.get(f"/projects/{project.slug}/triage/keys").text
    for action in ACTIONS:
        assert f'id="{action.name}"' in told
        assert action.help in unescape(told)


def posted_to(app: Flask, page: str) -> set[str]:
    """Where the forms of the desk go, less what every page has."""
    ways = re.findall(r'<form[^>]*?method="(\w+)"\s+action="([^"]*)"', page)
    ways = [(method, action) for method, action in ways if "sign-out" not in action]
    found = set()
    for method, action in ways:
        rule = str(name_of(app, method.upper(), action)).partition(" ")[2]
        found |= {
            one.endpoint
            for one in app.url_map.iter_rules()
            if one.rule == rule and method.upper() in (one.methods or ())
        }
    return found - BESIDE


def test_many_are_judged_in_one_press_and_each_refusal_is_said(
    signed_in: SignIn,
) -> None:
    project = a_project()
    fine, late = an_idea(project=project), an_idea("Too late", project=project)
    elsewhere = 999_999
    desk = signed_in(a_product_manager())
    desk.post(f"/ideas/{late.id}/status", data={"status": "declined", "note": ""})
    address = f"/projects/{project.slug}/triage/picked"
    empty = desk.post(address, data={"act": "tag", "all_tags": "cards"})
    assert empty.status_code == 422
    assert "Pick some ideas" in empty.text
    silent = desk.post(address, data={"act": "decline", "pick": [fine.id]})
    assert silent.status_code == 422
    assert "Say why" in silent.text
    said = desk.post(
        address,
        data={"act": "to-planned", "pick": [fine.id, late.id, elsewhere]},
    ).text
    assert "1 done, 2 not" in " ".join(said.split())
    assert "cannot go there" in said
    db.session.refresh(fine)
    assert fine.status is Status.PLANNED
    keys = re.findall(r'name="verdict" value="(\d+)"', said)
    undone = desk.post(f"{address}/withdraw", data={"verdict": keys}).text
    assert "1 undone" in " ".join(undone.split())
    db.session.refresh(fine)
    assert (fine.status, fine.answered_at) == (Status.NEW, None)
    assert db.session.query(Verdict).filter_by(undone_at=None).count() == 1
