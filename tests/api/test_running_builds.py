"""The team's programs bring builds, give them out, stop them and go back."""

import io
from typing import Any

import pytest

from cocreate.beta import queries
from cocreate.cli.demo.packing import apk
from cocreate.people.models import Person
from cocreate.projects.phase import Phase
from tests.api.test_api import bearer, send
from tests.beta.packing import APP
from tests.client import ForgetfulClient
from tests.factories import a_product_manager, a_programme, a_project, a_tester

CONTENT = apk(APP)
REASON = {"reason": "It loses a payment."}


class Programs:
    """A programme, and a program of the team that runs it."""

    def __init__(self, client: ForgetfulClient) -> None:
        project = a_project(phase=Phase.BETA)
        programme = a_programme(project)
        self.client, self.slug = client, project.slug
        self.tester: Person = a_tester(programme)
        self.manager: Person = a_product_manager()
        self.team = bearer(self.manager)
        self.cohorts = [one.id for one in queries.cohorts(programme.id)]

    def ask(self, method: str, path: str, said: Any = None) -> Any:
        return send(self.client, method, path, json=said, headers=self.team)

    def bring(self, as_whom: dict[str, str] | None = None, **changes: Any) -> Any:
        said = {"file": (io.BytesIO(CONTENT), "bank.apk"), **changes}
        path, headers = f"/projects/{self.slug}/builds", as_whom or self.team
        return send(self.client, "POST", path, data=said, headers=headers)


@pytest.fixture
def programs(client: ForgetfulClient) -> Programs:
    return Programs(client)


def test_a_build_says_by_the_api_what_its_file_says(programs: Programs) -> None:
    reading = bearer(programs.manager, may_write=False)
    for other in (reading, bearer(programs.tester)):
        assert programs.bring(other).status_code == 403
    wrong = programs.bring(platform="ios", version="5.1")
    assert wrong.status_code == 422
    assert {"platform", "version"} <= wrong.json["errors"].keys()
    cut = programs.bring(file=(io.BytesIO(CONTENT[:99]), "a.apk"))
    assert "Make it anew" in cut.json["errors"]["file"]
    first, again = (programs.bring() for _ in range(2))
    assert (first.status_code, first.json["id"]) == (201, again.json["id"])
    said = {"version": "5.0.3", "platform": "android", "least_os": "9"}
    said |= {"package": "com.bank.next", "number": "512"}
    assert said.items() <= first.json.items()
    assert first.json["facts"]["Kind"] == "Android package"
    manifest = programs.ask("GET", f"/builds/{first.json['id']}/manifest").json
    assert manifest["file"]["sha256"] == first.json["sha256"]
    assert (manifest["package"], manifest["leastOs"]) == ("com.bank.next", "9")


def test_a_build_is_locked_once_testers_were_given_it(programs: Programs) -> None:
    here = f"/builds/{programs.bring().json['id']}"
    facts = {"version": "5.0.4", "platform": "android", "least_os": "9.0"}
    for _ in range(2):
        changed = programs.ask("PUT", f"{here}/facts", facts)
        assert (changed.status_code, changed.json["version"]) == (200, "5.0.4")
    refused = programs.ask("PUT", f"{here}/facts", {**facts, "least_os": "new"})
    assert "least_os" in refused.json["errors"]
    cohorts = {"cohort_ids": programs.cohorts}
    assert programs.ask("POST", f"{here}/cohorts", cohorts).status_code == 200
    locked = programs.ask("PUT", f"{here}/facts", facts)
    assert locked.status_code == 409
    assert "stay as they are" in locked.json["message"]
    notes = {"notes": "What leaves **tomorrow**."}
    for _ in range(2):
        amended = programs.ask("PUT", f"{here}/notes", notes)
        assert amended.json["notes"] == notes["notes"]


def test_a_build_is_stopped_and_gone_back_from_by_the_api(programs: Programs) -> None:
    first = programs.bring().json["id"]
    here = f"/builds/{first}"
    assert programs.ask("GET", f"{here}/rollout").status_code == 404
    plan = {"steps": [20, 100], "pace": "schedule", "hours": 0}
    planned = programs.ask("PUT", f"{here}/rollout", plan)
    assert (planned.json["steps"], planned.json["state"]) == ([20, 100], "running")
    falling = programs.ask("PUT", f"{here}/rollout", {"steps": [100, 20]})
    assert "steps" in falling.json["errors"]
    halted = programs.ask("PUT", f"{here}/halt", REASON)
    assert halted.json["halted_reason"] == REASON["reason"]
    ways = ("DELETE halt", "PUT rollout/pause", "DELETE rollout/pause", "GET rollout")
    for method, path in (way.split() for way in ways):
        assert programs.ask(method, f"{here}/{path}").status_code == 200, path
    later = programs.bring(version="6.0", despite="y").json["id"]
    back = programs.ask("POST", f"/builds/{later}/return", {"to_id": first, **REASON})
    assert back.json["id"] == first
    for _ in range(2):
        revoked = programs.ask("PUT", f"{here}/revocation", REASON)
        assert revoked.json["revoked_reason"] == REASON["reason"]
    listed = programs.ask("GET", f"/projects/{programs.slug}/builds").json
    assert [one["version"] for one in listed] == ["6.0", "5.0.3"]
