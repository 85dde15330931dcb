from datetime import timedelta
from typing import Any

import time_machine

from cocreate.kernel.clock import now, today
from cocreate.kernel.db import db
from cocreate.triage.actions import make_department
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_idea,
)


def test_an_idea_is_triaged_by_program_and_every_step_undone(
    client: ForgetfulClient,
) -> None:
    manager, project = a_product_manager(), a_project()
    idea, team = an_idea(project=project), bearer(manager)
    legal = make_department(actor_of(manager), name="Legal")
    address = f"/api/v1/ideas/{idea.id}"
    soon = str(today() + timedelta(days=3))
    steps = (
        ("PUT", f"{address}/departments/{legal}", {"due_on": soon}),
        ("PUT", f"{address}/snooze", {"until": soon, "why": "Later."}),
        ("DELETE", f"{address}/snooze", None),
        ("POST", f"{address}/question", {"question": "On which phone?"}),
        ("POST", f"{address}/decline", {"reason": "Not safe."}),
    )
    said: Any = None
    for method, where, body in steps:
        for _ in range(2):
            said = client.open(where, method=method, json=body, headers=team)
            assert said.status_code == 200, said.text
    assert said.json["status"] == "declined"
    undo_all(client, f"/api/v1/projects/{project.slug}/verdicts", team)
    queue = f"/api/v1/projects/{project.slug}/queue?queue=nobodys"
    lying: Any = client.get(queue, headers=team).json
    assert [line["clock"][-4:] for line in lying["rows"]] == ["left"]
    found: Any = client.get("/api/v1/departments", headers=team).json
    assert [department["waiting"] for department in found] == [0]
    assert client.get(queue, headers=bearer(a_person())).status_code == 403
    past = {"until": str((now() - timedelta(days=2)).date())}
    late: Any = client.put(f"{address}/snooze", json=past, headers=team)
    assert late.status_code == 422
    assert "until" in late.json["errors"]


def test_a_program_reads_how_long_the_piles_are_and_the_promise_of_the_oldest(
    client: ForgetfulClient,
) -> None:
    project, team = a_project(), bearer(a_product_manager())
    project.answer_within_days = 7
    db.session.commit()
    where = f"/api/v1/projects/{project.slug}/desk"
    empty: Any = client.get(where, headers=team).json
    assert (empty["oldest_at"], empty["clock"]) == (None, None)
    assert set(empty["piles"].values()) == {0}
    with time_machine.travel(now() - timedelta(days=9, hours=1)):
        oldest = an_idea(project=project)
    an_idea(project=project)
    desk: Any = client.get(where, headers=team).json
    assert desk["piles"] == {
        "waiting": 2,
        "mine": 0,
        "ours": 0,
        "nobodys": 2,
        "late": 1,
        "off": 0,
    }
    assert desk["oldest_at"] == oldest.proposed_at.isoformat()
    assert (desk["answer_within_days"], desk["clock"]) == (7, "late by 2 days")
    assert client.get(where, headers=bearer(a_person())).status_code == 403


def undo_all(client: ForgetfulClient, log: str, team: dict[str, str]) -> None:
    kept: Any = client.get(log, headers=team).json
    acts = [row["act"] for row in kept["rows"]]
    assert acts == ["decline", "ask", "wake", "snooze", "route"]
    undone: Any = None
    for row in kept["rows"]:
        undone = client.delete(f"/api/v1/verdicts/{row['id']}", headers=team)
        assert undone.status_code == 200, undone.text
    assert undone.json["status"] == "new"
