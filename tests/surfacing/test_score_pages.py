"""The pages of scores: for the team alone, with every error beside its field."""

from collections.abc import Callable

import pytest
from flask import Flask

from cocreate.kernel.db import db
from cocreate.kernel.jobs import work_once
from cocreate.people.models import Person
from cocreate.surfacing import actions
from cocreate.surfacing.models import Scorecard, Weighing
from cocreate.surfacing.standing import Card
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_employee,
    an_idea,
)

pytestmark = pytest.mark.usefixtures("app")
SignIn = Callable[[Person], ForgetfulClient]

WEIGHTS = {
    "reach": "50",
    "importance": "0",
    "momentum": "0",
    "segments": "0",
    "confidence": "0",
    "effort": "50",
    "reach_half": "10",
    "momentum_half": "5",
    "effort_half": "10",
    "formula": "reach / effort",
}


def test_scores_are_ranked_opened_weighed_and_drawn_for_the_team(
    app: Flask, signed_in: SignIn
) -> None:
    manager, project = a_product_manager(), a_project()
    idea = an_idea("A <b>bold</b> idea", project=project, votes=2)
    work_once(app)
    team, at = signed_in(manager), f"/projects/{project.slug}/scores"
    entered = {"idea": idea.id, f"effort_{idea.id}": "4,5", f"impact_{idea.id}": "2"}
    assert team.post(f"{at}/cards", data=entered).status_code == 303
    kept = db.session.get_one(Scorecard, idea.id)
    assert (kept.effort, kept.impact, kept.by_id) == (4.5, 2.0, manager.id)
    assert team.post(f"{at}/weights", data=WEIGHTS).status_code == 303
    while work_once(app):
        pass
    opened = team.get(f"/ideas/{idea.id}/score").text
    assert "1st of 1 ideas" in opened
    assert "3 people; 10 would be half" in opened
    assert "46.02" in opened  # 50 * 3 / 13 + 50 * 10 / 14.5
    assert "Half of reach: 25 → 10" in team.get(f"{at}/weights").text
    assert "Quick wins" in team.get(f"{at}/chart").text
    assert "What fits" in team.get(f"{at}/shortlist?capacity=9").text
    assert "It costs more than there is." in team.get(f"{at}/shortlist?capacity=2").text
    assert "Write a number" in team.get(f"{at}/shortlist?capacity=none").text
    for sort in ("value", "reach", "momentum", "effort", "own", "nonsense"):
        assert "A &lt;b&gt;bold&lt;/b&gt; idea" in team.get(f"{at}?sort={sort}").text
    line = team.get(f"{at}.csv").text.splitlines()[1].split(",")
    assert line[:6] == [str(idea.id), "A <b>bold</b> idea", "New", "46.021", "3", "2"]


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
    app: Flask, signed_in: SignIn
) -> None:
    project = a_project()
    ideas = [an_idea(project=project) for _ in range(2)]
    work_once(app)
    team, at = signed_in(a_product_manager()), f"/projects/{project.slug}/scores"
    rows = {"idea": [one.id for one in ideas], f"effort_{ideas[0].id}": "3"}
    wrong = {**rows, f"effort_{ideas[1].id}": "soon", f"sureness_{ideas[0].id}": "101"}
    page = team.post(f"{at}/cards", data=wrong)
    assert page.status_code == 422
    assert f"effort_{ideas[1].id}-error" in page.text
    assert f"sureness_{ideas[0].id}-error" in page.text
    assert 'value="soon"' in page.text
    assert 'value="3"' in page.text
    assert db.session.query(Scorecard).count() == 0
    for name, typed in (("formula", "reach.real"), ("reach", "nan"), ("effort", "-1")):
        page = team.post(f"{at}/weights", data={**WEIGHTS, name: typed})
        assert page.status_code == 422
        assert f'id="{name}-error"' in page.text
        assert f'value="{typed}"' in page.text
    none = dict.fromkeys(("reach", "effort"), "0")
    assert team.post(f"{at}/weights", data={**WEIGHTS, **none}).status_code == 422
    assert db.session.query(Weighing).count() == 0


@pytest.mark.parametrize("person", [a_person, an_employee])
def test_nobody_else_reads_a_score_or_an_effort(
    app: Flask, signed_in: SignIn, person: Callable[[], Person]
) -> None:
    project = a_project()
    idea = an_idea(project=project)
    actions.enter_cards(
        actor_of(a_product_manager()), project.slug, cards={idea.id: Card(effort=77.7)}
    )
    db.session.commit()
    other, at = signed_in(person()), f"/projects/{project.slug}/scores"
    for address in (at, f"{at}.csv", f"{at}/weights", f"{at}/cards", f"{at}/chart"):
        assert other.get(address).status_code == 403
    assert other.get(f"/ideas/{idea.id}/score").status_code == 403
    assert "77.7" not in other.get(f"/ideas/{idea.id}").text
