from collections.abc import Callable
from typing import Any

from cocreate.kernel.db import db
from cocreate.projects.models import Project
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_programme,
    a_project,
    actor_of,
    an_idea,
)

SignedIn = Callable[[Any], ForgetfulClient]


def test_home_tells_a_stranger_what_happens_here(client: ForgetfulClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "How it works" in page.text
    assert "csrf_token" not in page.text


def test_home_lists_the_projects_with_their_phases(client: ForgetfulClient) -> None:
    a_project("The next app")
    page = client.get("/").text
    assert "The next app" in page
    assert 'aria-current="step"' in page


def test_a_private_project_does_not_exist_for_others(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    project = a_project("Quiet plans", private=True)
    assert "Quiet plans" not in client.get("/").text
    assert client.get(f"/projects/{project.slug}").status_code == 404
    assert client.get(f"/projects/{project.slug}/goals").status_code == 404
    outsider = signed_in(a_person())
    assert outsider.get(f"/projects/{project.slug}").status_code == 404


def test_a_project_shows_what_it_promised_and_what_is_wanted(
    client: ForgetfulClient,
) -> None:
    project = a_project()
    an_idea("Freeze my card in one tap", project=project, votes=2)
    page = client.get(f"/projects/{project.slug}").text
    assert "Freeze my card in one tap" in page
    assert "We answer every idea within 7 days" in page
    assert "Waiting for an answer" in page


def test_a_project_page_asks_no_more_when_there_is_more(
    client: ForgetfulClient, queries: Any
) -> None:
    project = a_project()
    for _ in range(4):
        an_idea(project=project, votes=1)
    with queries(at_most=14):
        client.get(f"/projects/{project.slug}")


def test_home_asks_no_more_when_there_are_more_projects(
    client: ForgetfulClient, queries: Any
) -> None:
    for _ in range(5):
        a_project()
    with queries(at_most=5):
        client.get("/")


def opening(**more: str) -> dict[str, str]:
    return {
        "name": "The next app",
        "summary": "Our mobile app, again, with you.",
        "brief": "We **begin** with the first screen.",
        "answer_within_days": "10",
        **more,
    }


def test_the_team_opens_a_project(signed_in: SignedIn) -> None:
    manager = signed_in(a_product_manager())
    assert manager.get("/projects/new").status_code == 200
    answer = manager.post("/projects", data=opening())
    assert answer.status_code == 303
    page = manager.get(answer.location).text
    assert "<strong>begin</strong>" in page
    assert "Grace Hopper" in page  # who opened it answers in it


def test_opening_twice_opens_one_project(signed_in: SignedIn) -> None:
    manager = signed_in(a_product_manager())
    first = manager.post("/projects", data=opening())
    second = manager.post("/projects", data=opening())
    assert (first.location, second.status_code) == (second.location, 303)
    assert db.session.query(Project).count() == 1


def test_another_projects_address_is_refused_with_what_was_typed(
    signed_in: SignedIn,
) -> None:
    manager = signed_in(a_product_manager())
    manager.post("/projects", data=opening(slug="app"))
    answer = manager.post("/projects", data=opening(slug="app", name="Other <thing>"))
    assert answer.status_code == 422
    assert "has this address" in answer.text
    assert "Other &lt;thing&gt;" in answer.text


def test_a_bad_promise_is_explained_beside_its_field(signed_in: SignedIn) -> None:
    manager = signed_in(a_product_manager())
    answer = manager.post(
        "/projects",
        data=opening(answer_within_days="soon", decide_by_on="tomorrow", slug="É!"),
    )
    assert answer.status_code == 422
    for words in ("a whole number from 1 to 365", "year-month-day", "small letters"):
        assert words in answer.text
    for typed in ('value="soon"', 'value="tomorrow"', 'value="É!"'):
        assert typed in answer.text


def test_customers_open_no_project(signed_in: SignedIn) -> None:
    customer = signed_in(a_person())
    assert customer.get("/projects/new").status_code == 403
    assert customer.post("/projects", data=opening()).status_code == 403


def test_the_team_takes_a_project_to_its_next_phase(signed_in: SignedIn) -> None:
    project = a_project()
    manager = signed_in(a_product_manager())
    for _ in range(2):
        answer = manager.post(
            f"/projects/{project.slug}/phase", data={"phase": "decide"}
        )
        assert answer.status_code == 303
    page = manager.get(f"/projects/{project.slug}").text
    assert "New ideas are paused" in page
    wrong = manager.post(f"/projects/{project.slug}/phase", data={"phase": "done"})
    assert wrong.status_code == 422


def test_a_project_that_comes_to_its_beta_is_led_to_open_it(
    signed_in: SignedIn,
) -> None:
    project = a_project("The next app")
    manager = signed_in(a_product_manager())
    phase, waits = (
        f"/projects/{project.slug}/phase",
        "of The next app: say what there is to try",
    )
    assert waits not in manager.get("/").text
    answer = manager.post(phase, data={"phase": "beta"})
    assert answer.location == f"/projects/{project.slug}/beta/edit"
    assert "Say what there is to try" in manager.get(answer.location).text
    assert waits in manager.get("/").text
    assert waits not in signed_in(a_person()).get("/").text
    a_programme(project)
    assert waits not in manager.get("/").text
    again = manager.post(phase, data={"phase": "beta"})
    assert again.location == f"/projects/{project.slug}"


def test_a_member_sees_a_private_project_until_removed(signed_in: SignedIn) -> None:
    project = a_project("Quiet plans", private=True)
    guest = a_person("Nadia Haddad")
    manager = signed_in(a_product_manager())
    members = f"/projects/{project.slug}/members"
    for _ in range(2):
        assert manager.post(members, data={"email": guest.email}).status_code == 303
    assert manager.get(members).text.count('/withdraw"') == 1
    theirs = signed_in(guest)
    assert theirs.get(f"/projects/{project.slug}").status_code == 200
    assert "Quiet plans" in theirs.get("/").text
    manager.post(f"{members}/{guest.id}/withdraw")
    assert theirs.get(f"/projects/{project.slug}").status_code == 404


def test_only_those_who_signed_up_become_members(signed_in: SignedIn) -> None:
    project = a_project()
    manager = signed_in(a_product_manager())
    members = f"/projects/{project.slug}/members"
    answer = manager.post(members, data={"email": "nobody@example.org"})
    assert answer.status_code == 422
    assert "nobody@example.org" in answer.text
    customer = a_person()
    lead = manager.post(members, data={"email": customer.email, "is_lead": "1"})
    assert lead.status_code == 422
    assert "Only people of the company" in lead.text


def test_a_project_becomes_private_and_public_again(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    project = a_project()
    manager = signed_in(a_product_manager())
    manager.post(f"/projects/{project.slug}/privacy")
    assert client.get(f"/projects/{project.slug}").status_code == 404
    manager.post(f"/projects/{project.slug}/privacy/withdraw")
    assert client.get(f"/projects/{project.slug}").status_code == 200


def test_the_brief_is_edited_and_typed_text_kept(signed_in: SignedIn) -> None:
    project = a_project()
    manager = signed_in(a_product_manager())
    edit = f"/projects/{project.slug}/edit"
    assert project.name in manager.get(edit).text
    wrong = manager.post(edit, data=opening(name="A", brief="Half a thought"))
    assert wrong.status_code == 422
    assert "Half a thought" in wrong.text
    assert manager.post(edit, data=opening()).status_code == 303
    assert "The next app" in manager.get(f"/projects/{project.slug}").text


def test_a_goal_is_set_measured_and_drawn(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    project = a_project()
    manager = signed_in(a_product_manager())
    goals = f"/projects/{project.slug}/goals"
    said = {"name": "Would recommend", "unit": "%", "baseline": "8", "target": "40"}
    for _ in range(2):
        assert manager.post(goals, data=said).status_code == 303
    page = manager.get(goals).text
    assert page.count("Measure or change") == 1
    goal = page.split(f"{goals}/")[1].split('"')[0]
    measured = {"value": "23.5", "on": "2026-03-01"}
    assert manager.post(f"{goals}/{goal}/measures", data=measured).status_code == 303
    seen = client.get(goals).text
    assert "23.5 %" in seen
    assert "Set a goal" not in seen
    assert "23.5 %" in client.get(f"/projects/{project.slug}").text
    wrong = manager.post(f"{goals}/{goal}/measures", data={"value": "nan"})
    assert wrong.status_code == 422
    manager.post(f"{goals}/{goal}/withdraw")
    assert "No goal is set yet" in client.get(goals).text


def test_goals_need_numbers_that_differ(signed_in: SignedIn) -> None:
    project = a_project()
    manager = signed_in(a_product_manager())
    answer = manager.post(
        f"/projects/{project.slug}/goals",
        data={"name": "Calls", "baseline": "many", "target": "inf"},
    )
    assert answer.status_code == 422
    assert 'value="many"' in answer.text
    assert actor_of(a_person()).is_member
