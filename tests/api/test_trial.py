"""What is asked of testers and what they agree to, through the API."""

from typing import Any

import pytest
from flask import Flask

from cocreate.beta import actions
from cocreate.beta.drafts import Honouring
from cocreate.beta.kinds import Honours
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.phase import Phase
from tests.api.test_api import bearer, send
from tests.client import ForgetfulClient
from tests.factories import (
    a_build,
    a_decision,
    a_person,
    a_product_manager,
    a_programme,
    a_project,
    a_report,
    a_tester,
    actor_of,
    an_idea,
)


class Tried:
    """A build that two testers have: one is cited and says no, one says nothing."""

    def __init__(self, client: ForgetfulClient) -> None:
        self.client, self.project = client, a_project(phase=Phase.BETA)
        programme = a_programme(self.project)
        self.tester = a_tester(programme, "Emre Kaya")
        self.silent = a_tester(programme, "Margit Lill")
        idea = an_idea(author=self.tester, project=self.project)
        self.decision = a_decision(ideas=[idea])
        self.build = a_build(programme, decisions=[self.decision])
        self.manager = a_product_manager()
        a_report(self.build, self.tester)
        no = Honouring(honours=Honours.NO, note="It comes at seven.")
        own = actor_of(self.tester)
        actions.answer_honour(own, self.build.id, self.decision.id, no)
        db.session.commit()

    def ask(self, who: Person, method: str, path: str, **kwargs: Any) -> Any:
        return send(self.client, method, path, headers=bearer(who), **kwargs)

    @property
    def beta(self) -> str:
        return f"/projects/{self.project.slug}/beta"


@pytest.fixture
def tried(app: Flask, client: ForgetfulClient) -> Tried:
    return Tried(client)


def test_the_team_asks_for_something_once_and_takes_it_back(tried: Tried) -> None:
    body = {"title": "Read the notice at six", "minutes": 3, "how": "On the *bus*."}
    path = f"/builds/{tried.build.id}/tasks"
    first = tried.ask(tried.manager, "POST", path, json=body)
    made = tried.ask(tried.manager, "POST", path, json=body)
    assert (first.status_code, made.json) == (201, first.json)
    assert [task["title"] for task in made.json] == [body["title"]]
    wrong = tried.ask(tried.manager, "POST", path, json={**body, "minutes": 0})
    assert [*wrong.json["errors"]] == ["minutes"]
    assert tried.ask(tried.tester, "POST", path, json=body).status_code == 403
    dropped = tried.ask(tried.manager, "DELETE", f"/tasks/{made.json[0]['id']}")
    assert dropped.json[0]["dropped_at"]


def test_a_score_stands_in_no_ranking_without_consent(tried: Tried) -> None:
    """Nowhere: not for other testers, not for the team, page or program."""
    score, page = f"{tried.beta}/score", f"{tried.beta}/score"
    points = tried.ask(tried.tester, "GET", score).json["points"]
    assert points > 0
    seen = {}
    for shown in (False, True, False):
        told = tried.ask(tried.tester, "PUT", score, json={"shown": shown}).json
        assert (told["points"], told["shown"]) == (points, shown)
        ranked = tried.ask(tried.silent, "GET", score).json["ranking"]
        team = tried.ask(tried.manager, "GET", f"{tried.beta}/participants").json
        seen[shown] = [row["points"] for row in team["rows"]]
        assert [one["points"] for one in ranked] == ([points] if shown else [])
        browser = tried.client.sign_in(tried.silent)
        assert ("Emre Kaya" in browser.get(page).text) is shown
    assert seen == {False: [None, None], True: [points, None]}
    assert tried.ask(a_person(), "GET", score).status_code == 404


def test_a_no_is_told_with_its_build_and_its_words(tried: Tried) -> None:
    path = f"/decisions/{tried.decision.id}/tally"
    tally = tried.ask(tried.manager, "GET", path).json
    assert (tally["no"], tally["open_noes"], tally["asked"]) == (1, 1, 1)
    (said,) = tally["verdicts"]
    assert (said["version"], said["honours"]) == (tried.build.version, "no")
    assert said["note"] == "It comes at seven."
    assert said["person"]["name"] == "Emre Kaya"
    assert tried.ask(tried.tester, "GET", path).status_code == 403


def test_a_programme_is_ended_once_and_read_for_good(tried: Tried) -> None:
    path = f"{tried.beta}/outcome"
    assert tried.ask(tried.silent, "GET", path).status_code == 404
    words = {"summary": "Six is when people look at it.", "thanks": "Thank you all."}
    ended = tried.ask(tried.manager, "PUT", path, json=words)
    again = tried.ask(tried.manager, "PUT", path, json=words)
    assert again.json["ended_at"] == ended.json["ended_at"]
    told = send(tried.client, "GET", path).json
    assert (told["summary"], told["reports"]) == (words["summary"], 1)
    assert told["kinds"] == {"problem": 1, "idea": 0, "praise": 0}
    assert [one["name"] for one in told["people"]] == ["Emre Kaya"]
    people = tried.ask(tried.manager, "GET", f"{tried.beta}/participants").json
    assert [row["step"] for row in people["rows"]] == ["reported", "seated"]
