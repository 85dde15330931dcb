from collections.abc import Callable

import pytest

from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from cocreate.kernel.transaction import transaction
from cocreate.notices.actions import wish_all
from cocreate.notices.kind import Kind, Wish
from cocreate.notices.pace import Pace
from cocreate.people.models import Person
from cocreate.people.rules import Comparison
from cocreate.projects.models import Project
from cocreate.surfacing import queries
from cocreate.surfacing.jobs import count_heard
from cocreate.votes import jobs
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    a_segment,
    a_vote,
    actor_of,
    an_attribute,
    an_idea,
    know,
)

SignedIn = Callable[..., ForgetfulClient]
Bank = tuple[Project, list[Person]]


@pytest.fixture
def bank(app: object) -> Bank:
    """Twelve customers of the free plan voted; four who pay were silent."""
    an_attribute("Plan")
    a_segment()
    project = a_project()
    idea = an_idea(project=project, author=a_product_manager("Ines"))
    for number in range(12):
        voter = a_person(f"Free {number}")
        know(voter, plan="Free")
        a_vote(idea, voter)
    silent = [a_person(f"Payer {number}") for number in range(4)]
    for person in silent:
        know(person, plan="Business")
    jobs.refresh_figures()
    return project, silent


def keys() -> dict[str, str]:
    return {
        group.name: group.key
        for dimension in queries.dimensions()
        for group in dimension.groups
    }


def test_shares_that_cannot_be_are_refused_and_kept(
    bank: Bank, signed_in: SignedIn
) -> None:
    path, manager = f"/projects/{bank[0].slug}/heard", signed_in(a_product_manager())
    assert "Which customers are there?" in manager.get(path).text
    free, paying = keys()["Free"], keys()["Business"]
    wrong = manager.post(f"{path}/customers", data={free: "70", paying: "x"})
    assert wrong.status_code == 422
    assert f'id="{paying}-error"' in wrong.text
    assert 'value="70"' in wrong.text
    much = manager.post(f"{path}/customers", data={free: "70", paying: "40"})
    assert much.status_code == 422
    assert "Together these are 110 %" in much.text


def test_the_team_sees_who_is_missing(
    bank: Bank, signed_in: SignedIn, client: ForgetfulClient
) -> None:
    grace = a_product_manager()
    manager, path = signed_in(grace), f"/projects/{bank[0].slug}/heard"
    declared = {keys()["Free"]: "60", keys()["Business"]: "40 %"}
    manager.post(f"{path}/customers", data=declared)
    page = manager.get(path).text
    assert "Under-heard, between 0 and 24 %; 8 voices are missing." in page
    told = client.get(f"/api/v1{path}", headers=bearer(grace)).get_json()
    by_plan = {one["name"]: one["verdict"] for one in told["covered"][0]["groups"]}
    assert by_plan == {"Free": "over", "Business": "under"}
    assert "Plan,Business,40.0,0,12,0.0" in manager.get(f"{path}.csv").text


def test_the_silent_are_asked_once_however_often_it_is_pressed(
    bank: Bank, signed_in: SignedIn, work: Callable[[], int]
) -> None:
    project, silent = bank
    manager, path = signed_in(a_product_manager()), f"/projects/{project.slug}/heard"
    paying = keys()["Business"]
    manager.post(f"{path}/customers", data={paying: "40"})
    asking = {"group": paying, "many": "3"}
    bad = manager.post(f"{path}/invitations", data={**asking, "many": "900"})
    assert bad.status_code == 422
    assert f'id="many-{paying}-error"' in bad.text
    for _ in range(2):
        manager.post(f"{path}/invitations", data=asking)
    work()
    letters = db.session.query(Letter).all()
    assert len(letters) == 3
    assert {one.to_address for one in letters} < {one.email for one in silent}
    assert "asks for your voice in" in letters[0].text
    assert "3 were asked, 0 came." in " ".join(manager.get(path).text.split())


def test_nobody_is_asked_again_within_a_month_nor_who_wants_no_mail(
    bank: Bank,
    signed_in: SignedIn,
    work: Callable[[], int],
) -> None:
    project, silent = bank
    db.session.merge(silent[0]).verified_at = None
    db.session.commit()
    in_app = Wish(in_app=True, mail=Pace.NEVER, push=Pace.NEVER)
    with transaction():
        wish_all(actor_of(silent[1]), {Kind.ASKED: in_app})
    manager, path = signed_in(a_product_manager()), f"/projects/{project.slug}/heard"
    group = keys()["Business customers"]
    asking = {"group": group, "many": "50"}
    manager.post(f"{path}/invitations", data=asking)
    other = a_project("Another project")
    page = manager.post(f"/projects/{other.slug}/heard/invitations", data=asking)
    assert "There is nobody left to ask" in manager.get(page.location).text
    work()
    asked = {letter.to_address for letter in db.session.query(Letter)}
    assert asked <= {person.email for person in silent[2:]}
    stranger = {"group": "s99999", "many": "5"}
    answer = manager.post(f"{path}/invitations", data=stranger)
    assert answer.status_code == 404
    assert signed_in(silent[2]).get(path).status_code == 403


def test_the_page_reads_what_a_job_counted(bank: Bank) -> None:
    project, silent = bank
    team = actor_of(a_product_manager())
    before = queries.coverage(team, project.id)
    count_heard()
    kept = queries.coverage(team, project.id)
    assert kept[:-1] == before[:-1]
    a_vote(an_idea(project=project, author=a_product_manager("Ines")), silent[0])
    jobs.refresh_figures()
    assert queries.coverage(team, project.id) == kept
    count_heard()
    assert queries.coverage(team, project.id).voices.people == 13
    a_segment("Those who pay nothing", ("plan", Comparison.IS, "Free"))
    counted = queries.coverage(team, project.id).by_segment
    assert {one.segment.name: one.voices.people for one in counted} == {
        "Business customers": 1,
        "Those who pay nothing": 12,
    }
