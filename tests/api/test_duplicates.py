from collections.abc import Callable
from typing import Any

import pytest

from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.surfacing.actions import find_duplicates
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, a_project, an_idea

Say = Callable[..., Any]
SAME = ("Log in with my fingerprint", "Log in by fingerprint")
FEES = ("Warn me before a fee", "Warn me before any fee")


@pytest.fixture
def desk(client: ForgetfulClient) -> tuple[Say, str, list[Idea]]:
    """A manager's program, the address of the duplicates, and two groups of two."""
    project, team = a_project(), bearer(a_product_manager())
    an_idea("Darker colours at night", project=project, body="")
    ideas = [an_idea(title, project=project, body="") for title in (*SAME, *FEES)]
    db.session.commit()
    find_duplicates()
    at = f"/api/v1/projects/{project.slug}/duplicates"
    assert client.get(at, headers=bearer(a_person())).status_code == 403

    def say(way: str, where: str = at, **body: Any) -> Any:
        sent = body if way == "POST" else None
        return client.open(where, method=way, json=sent, headers=team)

    return say, at, ideas


def test_a_program_reads_why_and_merges_a_group_and_undoes_it(
    desk: tuple[Say, str, list[Idea]],
) -> None:
    say, at, (first, second, *_) = desk
    groups = {group["id"]: group for group in say("GET").json["rows"]}
    group = groups[first.id]
    assert len(groups) == 2
    assert group["why"] == "Both speak of fingerprint and log."
    assert [idea["title"] for idea in group["ideas"]] == [*SAME]
    one = f"{at}/{first.id}/merge"
    assert say("POST", one, ideas=[second.id], into=10**14).status_code == 422
    assert say("POST", one, ideas=[]).status_code == 422
    assert say("POST", one, into=second.id).json == {"ideas": 1}
    assert say("POST", one).status_code == 404  # settled: a second press harms nobody
    db.session.refresh(first)
    assert first.merged_into_id == second.id
    (verdict,) = say("GET", at.replace("duplicates", "verdicts")).json["rows"]
    assert say("DELETE", f"/api/v1/verdicts/{verdict['id']}").status_code == 200
    assert first.id in [row["id"] for row in say("GET").json["rows"]]


def test_a_program_judges_several_and_what_it_told_apart_comes_back(
    desk: tuple[Say, str, list[Idea]],
) -> None:
    say, at, (first, _, third, fourth) = desk
    every = [first.id, third.id]
    assert say("POST", verdict="perhaps", groups=every).status_code == 422
    assert say("POST", f"{at}/{first.id}/apart").json == {"ideas": 2}
    for parted in (2, 0):  # the first group is settled, then both are
        answer = say("POST", verdict="apart", groups=every)
        assert answer.json == {"ideas": parted}
    apart = say("GET", f"{at}/apart").json["rows"]
    assert {one["idea"]["title"] for one in apart} == {SAME[0], FEES[0]}
    find_duplicates()
    assert say("GET").json["rows"] == []
    for pair in apart:
        where = f"/api/v1/duplicates/apart/{pair['id']}"
        assert say("DELETE", where).status_code == 204
    assert say("POST", verdict="merge", groups=every).json == {"ideas": 2}
    db.session.refresh(fourth)
    assert fourth.merged_into_id == third.id
