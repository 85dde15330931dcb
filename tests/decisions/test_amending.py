"""Evidence under each option, dissent, the day to look again, and earlier versions."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from cocreate.decisions.actions import publish_decision
from cocreate.decisions.jobs import remind_of_revisits
from cocreate.decisions.models import Decision
from cocreate.kernel.clock import today
from cocreate.kernel.db import db
from cocreate.notices.models import Notice
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_decision,
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_idea,
)
from tests.racing import at_once
from tests.walking import Walker

Browsers = Callable[..., ForgetfulClient]
Relay = Callable[[], int]


def told(kind: str) -> list[int]:
    rows = db.session.scalars(select(Notice.person_id).where(Notice.kind == kind))
    return sorted(rows)


def weigh(walker: Walker) -> None:
    """Write and publish a decision on evidence for one option and against another."""
    project = a_project()
    idea = an_idea("Freeze my card", author=a_person("Aoife Brennan"), project=project)
    said = a_comment(idea, by=a_person("Liam Byrne"), body="Debits must go on.")
    walker.visit(f"/projects/{project.slug}/decisions/new?cite=idea-{idea.id}")
    fields: dict[str, Any] = {
        "title": "Freezing needs no code",
        "rationale": "Nobody thinks of a code on a train.",
        "options-0-name": "",
        "options-1-name": "No code",
        "options-2-name": "A code",
        "chosen": "1",
        "cite": [f"idea-{idea.id}", f"comment-{said.id}"],
        "dissent": "Fraud will rise.",
        "dissent_by": "Yusuf Demir, telephone service",
        "revisit_on": str(today()),
    }
    walker.send("Search", status=200, **fields)
    fields |= {f"side-idea-{idea.id}": "for-1", f"side-comment-{said.id}": "against-2"}
    beside = {**fields, f"side-idea-{idea.id}": "for-0"}
    walker.send("Save", status=422, **beside)
    assert "Name the option that each of these speaks of." in walker.text
    walker.send("Save", **fields)
    assert "For it Aoife Brennan, “Freeze my card”" in walker.text
    assert "Against it Liam Byrne, “Debits must go on.”" in walker.text
    walker.follow("Write on")
    assert walker.page
    assert walker.page.text.count(" selected>") == 2
    walker.send("Save")
    assert "Against it Liam Byrne" in walker.text
    walker.send("Publish and tell 2 people")


def test_a_decision_is_weighed_on_evidence_and_amended_never_rewritten(
    client: ForgetfulClient, signed_in: Browsers
) -> None:
    walker = Walker(signed_in(a_product_manager("Ines Moreau")))
    weigh(walker)
    address = walker.address

    walker.follow("Or amend what it says").send("Amend it", status=422, title="No")
    assert "Write what has changed." in walker.text
    walker.send(
        "Amend it",
        title="Freezing needs no code at night",
        dissent_by="",
        body="By day, branches asked for one.",
    )
    stranger = Walker(client).visit(address)
    assert "Said without a name" in stranger.text
    assert "The day has come to look at this again" in stranger.text
    stranger.follow("What it said before")
    assert "Added: code at night" in stranger.text
    stranger.follow("Version 1")
    assert "Said by Yusuf Demir" in stranger.text
    assert "Freezing needs no code" in stranger.text
    assert client.get(f"{address}/versions/2").status_code == 404
    told = client.get(f"/api/v1{address}").get_json()
    assert told["options"][0]["speaks_for"][0]["by"] == "Aoife Brennan"
    assert told["options"][1]["speaks_against"][0]["words"] == "Debits must go on."
    (before,) = told["versions"]
    assert before["dissent_by"] == "Yusuf Demir, telephone service"
    assert client.get(f"/api/v1{address}/versions/1").get_json() == before


def test_everybody_cited_and_whoever_signed_is_told_once(
    relay_all: Relay, app: Any
) -> None:
    manager, aoife = a_product_manager(), a_person("Aoife Brennan")
    idea = an_idea(author=aoife)
    draft = a_decision(author=manager, ideas=[idea], published=False)
    decision_id, actor = draft.id, actor_of(manager)
    at_once(app, *[lambda: publish_decision(actor, decision_id)] * 3)
    relay_all()
    # A worker that starts anew hears of it again: the notice is there already.
    db.session.get_one(Decision, decision_id, populate_existing=True)
    publish_decision(actor, decision_id)
    relay_all()
    assert told("cited") == [aoife.id]
    for day, reminded in ((today() + timedelta(days=1), []), (today(), [manager.id])):
        decision = db.session.get_one(Decision, decision_id, populate_existing=True)
        decision.revisit_on = day
        db.session.commit()
        for _ in range(2):
            remind_of_revisits()
            relay_all()
        assert told("revisit") == reminded
