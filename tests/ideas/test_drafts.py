"""Drafts outlive reloads, sessions and refusals; older words never win."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import func, select

from cocreate.ideas.actions import (
    keep_draft,
    share_draft,
)
from cocreate.ideas.drafts import Words
from cocreate.ideas.models import Draft
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.projects.phase import Phase
from tests.client import ForgetfulClient
from tests.factories import (
    PASSWORD,
    a_person,
    a_project,
    actor_of,
    an_account,
)
from tests.ideas.test_composing import SAID, SignIn, ideas, written
from tests.walking import Walker


def test_another_browser_sees_nothing_of_a_draft(
    app: Flask, client: ForgetfulClient, signed_in: SignIn
) -> None:
    walker = written(client, a_project())
    address = walker.address
    assert app.test_client().get(address).status_code == 404
    browser = signed_in(a_person())
    assert browser.get(address).status_code == 404
    key = address.split("/")[2]
    browser.post(f"/drafts/{key}/withdraw")
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 1


def test_a_draft_is_there_again_after_a_reload_and_once_signed_in(
    client: ForgetfulClient, signed_in: SignIn
) -> None:
    project, person = a_project(), an_account()
    new = f"/projects/{project.slug}/ideas/new"
    Walker(client).visit(new).send("Keep it for later", body=SAID)
    assert "Show the shop" in Walker(client).visit(new).text
    walker = Walker(client).visit(f"/sign-in?next={new}")
    walker.send("Sign in", email=str(person.email), password=PASSWORD)
    assert "Show the shop" in Walker(client).visit("/me/drafts").text
    walker.send("Keep it for later", title="Names of shops")
    elsewhere = Walker(signed_in(person)).visit("/me/drafts")
    elsewhere.follow("Names of shops").send("Share my idea")
    assert [idea.title for idea in ideas()] == ["Names of shops"]
    assert "Names of shops" not in Walker(signed_in(person)).visit("/me/drafts").text


def test_an_older_tab_never_takes_the_place_of_newer_words(
    signed_in: SignIn,
) -> None:
    project, person = a_project(), a_person()
    new = f"/projects/{project.slug}/ideas/new"
    first = Walker(signed_in(person)).visit(new)
    first.send("Keep it for later", body=SAID)
    stale = Walker(signed_in(person)).visit(new)
    first.send("Keep it for later", body=f"{SAID} And its street.")
    for button in ("Keep it for later", "Share my idea"):
        stale.send(button, body="An older thought.", status=409)
        assert "And its street." in stale.text
        assert "An older thought." in stale.text
        stale.visit(new)
        assert "And its street." in stale.text
        first.send("Keep it for later", body=f"{SAID} And its street. {button}")
    assert ideas() == []


def test_whoever_saw_both_may_choose_the_older(signed_in: SignIn) -> None:
    project, person = a_project(), a_person()
    new = f"/projects/{project.slug}/ideas/new"
    first, second = (Walker(signed_in(person)) for _ in range(2))
    first.visit(new).send("Keep it for later", body=SAID)
    second.visit(new)
    first.send("Keep it for later", body=f"{SAID} More.")
    second.send("Share my idea", body="The older thought it is.", status=409)
    second.send("Share my idea")
    assert [idea.title for idea in ideas()] == ["The older thought it is"]


def test_what_was_refused_is_kept(signed_in: SignIn) -> None:
    project, person = a_project(), a_person()
    new = f"/projects/{project.slug}/ideas/new"
    walker = Walker(signed_in(person)).visit(new)
    walker.send("Share my idea", body=SAID, title="Short", status=422)
    again = Walker(signed_in(person)).visit(new)
    assert "Show the shop" in again.text


def test_a_session_that_ended_while_writing_loses_nothing(
    client: ForgetfulClient, signed_in: SignIn
) -> None:
    project, person = a_project(), an_account()
    walker = Walker(signed_in(person)).visit(f"/projects/{project.slug}/ideas/new")
    walker.send("Keep it for later", body="Half of it.")
    with time_machine.travel(now() + timedelta(days=3)):
        walker.send("Share my idea", body=SAID)
        assert "Who is it from?" in walker.text
        walker.send("Sign in and share", email=str(person.email), password=PASSWORD)
    assert [idea.title for idea in ideas()] == ["Show the shop's name on my statement"]


def test_pressed_twice_or_at_once_it_is_shared_once(
    app: Flask, at_once: Callable[..., list[Any]], signed_in: SignIn
) -> None:
    project, person = a_project(), a_person()
    actor, slug = actor_of(person), project.slug
    words = Words(body=SAID)
    idea = words.finished(least=8, most=140)

    def share() -> Any:
        draft = keep_draft(actor, slug, visitor="", key="one", version=0, words=words)
        return share_draft(actor, slug, visitor="", key=draft.key, idea=idea).id

    first, second = at_once(share, share)
    assert first == second
    assert len(ideas()) == 1


def test_a_closed_project_keeps_no_draft(client: ForgetfulClient) -> None:
    project = a_project(phase=Phase.CLOSED)
    answer = client.post(f"/projects/{project.slug}/ideas", data={"body": SAID})
    assert answer.status_code == 403


def test_a_private_project_is_nobodys_to_write_to(client: ForgetfulClient) -> None:
    project = a_project(private=True)
    for method in (client.get, client.post):
        assert method(f"/projects/{project.slug}/ideas/new").status_code in {404, 405}
    answer = client.post(f"/projects/{project.slug}/drafts", data={"body": SAID})
    assert answer.status_code == 404


def test_the_composers_script_keeps_and_is_told_of_newer_words(
    signed_in: SignIn,
) -> None:
    project = a_project()
    browser = signed_in(a_person())
    save = f"/projects/{project.slug}/drafts"
    script = {"HX-Request": "true"}
    data = {"key": "k", "version": "0", "body": "One"}
    assert browser.post(save, data=data, headers=script).json == {
        "key": "k",
        "version": "1",
    }
    newer = {"key": "k", "version": "1", "body": "Two"}
    second = browser.post(save, data=newer, headers=script).json
    assert second == {"key": "k", "version": "2"}
    stale = browser.post(save, data={**data, "body": "Three"}, headers=script)
    assert stale.status_code == 409
    assert "Two" in stale.text
