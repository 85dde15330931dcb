"""Enrolment by the API: what the pages do, refused alike, and twice as once."""

from datetime import timedelta
from typing import Any

import time_machine

from cocreate.kernel.clock import now
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.projects.phase import Phase
from tests.api.test_api import bearer, send
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, a_programme, a_project

TERMS = "Tell nobody before June what you see here."
PROGRAMME = {"name": "Try 5.0 first", "terms": TERMS, "seats": 1}
PHONE = {"platform": "android", "device": "Pixel 8", "os_version": "15"}


class Caller:
    """Somebody who speaks to one project's beta by its API."""

    def __init__(self, client: ForgetfulClient, project: Project, who: Person) -> None:
        self.client = client
        self.at = f"/projects/{project.slug}/beta"
        self.headers = bearer(who)

    def __call__(self, method: str, path: str = "", **kwargs: Any) -> Any:
        path = path if path.startswith("/") else f"{self.at}/{path}".rstrip("/")
        return send(self.client, method, path, headers=self.headers, **kwargs)

    def applies(self, **said: Any) -> Any:
        body = {"terms_version": 1, **PHONE, **said}
        return self("PUT", "enrolment", json=body)


def asked_by(team: Caller, **question: Any) -> int:
    """The id of the one question that the team asks."""
    [asked] = team("POST", "questions", json=question).json
    return int(asked["id"])


def test_a_programme_is_opened_and_applied_to_by_program(
    client: ForgetfulClient,
) -> None:
    project = a_project(phase=Phase.BETA)
    team = Caller(client, project, a_product_manager())
    ada = Caller(client, project, a_person("Ada"))
    assert team("PUT", json=PROGRAMME | {"seats": 0}).status_code == 422
    late = {"entries_until": "2030-02-02", "ends_on": "2030-01-01"}
    wrong = team("PUT", json=PROGRAMME | late | {"terms": "So."})
    assert set(wrong.json["errors"]) == {"terms", "ends_on"}
    phones = [{"platform": "android", "least_version": "12"}]
    assert ada("PUT", json=PROGRAMME).status_code == 403
    for _ in range(2):
        opened = team("PUT", json=PROGRAMME | {"platforms": phones}).json
        assert (opened["terms_version"], opened["platforms"]) == (1, phones)
    key = asked_by(team, kind="choices", label="Which?", choices=["A", "B"], passes="A")
    seen = ada("GET").json
    assert (seen["place"], seen["inside"], seen["why_not_apply"]) == (None, None, None)
    assert "passes" not in seen["questions"][0]
    said = {"answers": {key: ["B", "A"]}}
    for body, field in (
        ({"answers": {key: ["C"]}, "os_version": "9"}, f"answer-{key}"),
        ({"os_version": "9"}, "os_version"),
        ({"terms_version": 2}, "terms_version"),
        ({"platform": "teapot"}, "platform"),
    ):
        refused = ada.applies(**said | body)
        assert (refused.status_code, [*refused.json["errors"]]) == (422, [field])
    for _ in range(2):
        mine = ada.applies(**said).json
        assert (mine["taken"], mine["place"]["place"]) == (1, "active")
    [device] = ada("GET", "/me/devices").json
    assert (device["platform"], device["device"]) == ("android", "Pixel 8")


def test_a_tester_waits_consents_and_leaves_by_program(client: ForgetfulClient) -> None:
    project = a_project(phase=Phase.BETA)
    team, ada, ben = (
        Caller(client, project, who)
        for who in (a_product_manager(), a_person("Ada"), a_person("Ben"))
    )
    team("PUT", json=PROGRAMME)
    ada.applies()
    waits = ben.applies().json["place"]
    assert (waits["place"], waits["queue_place"]) == ("waitlisted", 1)
    team("PUT", json=PROGRAMME | {"terms": f"{TERMS} Or after."})
    assert ada("GET").json["place"]["terms_are_new"] is True
    assert ada("PUT", "enrolment/terms", json={"terms_version": 1}).status_code == 422
    for _ in range(2):
        agreed = ada("PUT", "enrolment/terms", json={"terms_version": 2}).json
        assert agreed["place"]["terms_are_new"] is False
    assert [one["version"] for one in ben("GET", "terms").json] == [2, 1]
    assert ada("PUT", "enrolment/continuation").status_code == 200
    assert ben("PUT", "enrolment/continuation").status_code == 403
    for _ in range(2):
        assert ada("DELETE", "enrolment").json["place"]["place"] == "left"
    assert ben("GET").json["place"]["place"] == "invited"
    taken = ben.applies(terms_version=2).json["place"]
    assert (taken["place"], taken["group"]) == ("active", "Everyone")


def test_devices_are_kept_and_taken_away_by_program(client: ForgetfulClient) -> None:
    project = a_project()
    ada, ben = (Caller(client, project, a_person()) for _ in range(2))
    wrong = ada("POST", "/me/devices", json=PHONE | {"device": "", "os_version": "x"})
    assert set(wrong.json["errors"]) == {"device", "os_version"}
    first, again = (ada("POST", "/me/devices", json=PHONE) for _ in range(2))
    assert (first.status_code, first.json["id"]) == (201, again.json["id"])
    path = f"/me/devices/{first.json['id']}"
    assert ben("DELETE", path).status_code == 404
    assert [ada("DELETE", path).status_code for _ in range(2)] == [204, 204]
    assert ada("GET", "/me/devices").json == []


def test_the_team_reads_who_applied_by_program(client: ForgetfulClient) -> None:
    project = a_project(phase=Phase.BETA)
    a_programme(project, seats=2)
    team = Caller(client, project, a_product_manager())
    key = asked_by(team, kind="number", label="How many?", passes="2 to")
    for name, many in (("Ada", "3"), ("Ben", "1"), ("Cy", "2")):
        caller = Caller(client, project, a_person(name))
        caller.applies(answers={key: [many]})
        assert caller("GET", "enrolments").status_code == 403
    page = team("GET", "enrolments", query_string={"limit": 2}).json
    following = {"limit": 2, "page": page["following"]}
    rest = team("GET", "enrolments", query_string=following).json
    names = [row["person"]["name"] for row in page["rows"] + rest["rows"]]
    assert (names, rest["following"]) == (["Ada", "Ben", "Cy"], None)
    [held] = team("GET", "enrolments", query_string={"passed": "false"}).json["rows"]
    assert held["answers"] == [{"question": "How many?", "value": "1", "passed": False}]
    for _ in range(2):
        let_in = team("PUT", f"/enrolments/{held['id']}/admission").json
        assert (let_in["place"], let_in["passed"]) == ("waitlisted", True)


def test_the_team_groups_and_removes_by_program(client: ForgetfulClient) -> None:
    project = a_project(phase=Phase.BETA)
    a_programme(project, seats=1)
    team, ada, ben = (
        Caller(client, project, who)
        for who in (a_product_manager(), a_person("Ada"), a_person("Ben"))
    )
    ada.applies()
    ben.applies()
    early = team("POST", "cohorts", json={"name": "Early"}).json[-1]["id"]
    rows = team("GET", "enrolments").json["rows"]
    first, second = (f"/enrolments/{row['id']}" for row in rows)
    moved = team("PUT", f"{first}/cohort", json={"cohort_id": early})
    assert moved.json["cohort_id"] == early
    nowhere = team("PUT", f"{first}/cohort", json={"cohort_id": 9_999})
    assert [*nowhere.json["errors"]] == ["cohort_id"]
    there = {"place": "active", "cohort_id": early}
    assert len(team("GET", "enrolments", query_string=there).json["rows"]) == 1
    for _ in range(2):
        assert team("DELETE", first).json["place"] == "removed"
    assert team("GET", second).json["place"] == "active"
    assert ada.applies().status_code == 403
    assert team("GET").json["inside"]["places"] == {"active": 1, "removed": 1}


def test_the_team_invites_by_address_and_by_list(client: ForgetfulClient) -> None:
    project = a_project(phase=Phase.BETA)
    team = Caller(client, project, a_product_manager())
    team("PUT", json=PROGRAMME | {"rule": "invitation"})
    ada, ben = a_person("Ada"), a_person("Ben")
    reason = Caller(client, project, ben)("GET").json["why_not_apply"]
    assert "those who are invited" in reason
    for _ in range(2):
        kept = team("POST", "invitations", json={"email": ada.email}).json
        assert (kept["person"]["name"], kept["place"]) == ("Ada", "invited")
    nobody = team("POST", "invitations", json={"email": "x@example.org"})
    assert [*nobody.json["errors"]] == ["email"]
    full = team("POST", "invitations", json={"email": ben.email})
    assert full.status_code == 409
    people = [
        {"email": ada.email},
        {"email": "new@example.org"},
        {"email": "no address"},
        {"email": ben.email, "group": "None such"},
    ]
    told = team("POST", "invitations/list", json={"people": people}).json
    assert (told["kept"], told["mailed"], told["known"]) == (0, 1, 1)
    assert [one["line"] for one in told["refused"]] == [3, 4]


def test_the_team_invites_by_a_link_with_bounds(client: ForgetfulClient) -> None:
    project = a_project(phase=Phase.BETA)
    team = Caller(client, project, a_product_manager())
    team("PUT", json=PROGRAMME | {"rule": "invitation"})
    bounds = {"note": "The shop", "most_uses": 1, "days": 3}
    made, same = (team("POST", "links", json=bounds) for _ in range(2))
    assert (made.status_code, made.json["id"]) == (201, same.json["id"])
    code = made.json["url"].rsplit("/", 1)[1]
    comer = Caller(client, project, a_person())
    assert comer.applies(code=code).json["place"]["place"] == "active"
    late = Caller(client, project, a_person())
    assert late.applies(code=code).status_code == 403
    path = f"/invitation-links/{made.json['id']}"
    assert [team("DELETE", path).status_code for _ in range(2)] == [204, 204]
    [link] = team("GET", "links").json
    assert (link["uses"], link["revoked_at"] is None) == (1, False)


def test_the_lot_is_promised_and_drawn_by_program(client: ForgetfulClient) -> None:
    project = a_project(phase=Phase.BETA)
    team = Caller(client, project, a_product_manager())
    body = PROGRAMME | {"rule": "lottery", "source": "The level of the Rhine"}
    assert team("GET", "lottery").status_code == 404
    until = (now().date() + timedelta(days=1)).isoformat()
    team("PUT", json=body | {"entries_until": until})
    ada = Caller(client, project, a_person())
    entered = ada.applies().json["place"]
    assert (entered["place"], len(entered["entry"])) == ("applied", 16)
    promise = ada("GET", "lottery").json
    assert (promise["drawn_at"], promise["file"]) == (None, None)
    assert team("PUT", "lottery", json={}).status_code == 409
    with time_machine.travel(now() + timedelta(days=3)):
        assert [*team("PUT", "lottery", json={}).json["errors"]] == ["source_value"]
        figure = {"source_value": "3.10 m"}
        first, again = (team("PUT", "lottery", json=figure) for _ in range(2))
    assert first.json == again.json
    assert first.json["commitment"] == promise["commitment"]
    assert client.get(first.json["file"]).get_json()["selected"] == [entered["entry"]]
    assert ada("GET").json["place"]["place"] == "active"
