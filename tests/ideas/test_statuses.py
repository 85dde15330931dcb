"""How a project calls its statuses, and what each allows."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from cocreate.ideas.actions import change_status, shape_workflow
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import USUAL, Colour, Step, read, write
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, ForbiddenError, InvalidError
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.votes.actions import cast_vote
from tests.cli.sets import exported
from tests.client import ForgetfulClient
from tests.factories import (
    a_decision,
    a_person,
    a_product_manager,
    a_project,
    a_vote,
    actor_of,
    an_idea,
)
from tests.notices.test_notices import letters_to, told

SignIn = Callable[[Person], ForgetfulClient]


def steps_with(status: Status, **changed: object) -> list[Step]:
    return [
        step._replace(**changed) if step.status is status else step  # type: ignore[arg-type]  # any of its fields
        for step in USUAL.steps
    ]


def shaped(status: Status, **changed: object) -> Project:
    """A project that has one of its statuses otherwise."""
    project = a_project()
    team = actor_of(a_product_manager())
    shape_workflow(team, project.slug, steps=steps_with(status, **changed))
    db.session.commit()
    return project


def test_a_workflow_is_kept_as_it_was_said() -> None:
    steps = steps_with(Status.PLANNED, name="On our list", colour=Colour.BLUE)
    assert read(write(steps)).steps == tuple(steps)
    assert write(USUAL.steps) == ""
    assert read("") is USUAL


def test_a_status_is_called_as_the_project_calls_it_everywhere(
    client: ForgetfulClient, signed_in: SignIn, app: object
) -> None:
    project = shaped(Status.PLANNED, name="On our list", colour=Colour.VIOLET)
    idea, elsewhere = an_idea(project=project), an_idea()
    voter = a_vote(idea)
    for one in (idea, elsewhere):
        change_status(actor_of(a_product_manager()), one.id, to=Status.PLANNED)
    db.session.commit()
    pages = (f"/projects/{project.slug}/ideas", f"/ideas/{idea.id}")
    for address in (*pages, f"/ideas/{idea.id}/history", f"/projects/{project.slug}"):
        page = client.get(address).text
        assert "On our list" in page, address
        assert "status-badge--violet" in page, address
    assert "On our list" not in client.get(f"/ideas/{elsewhere.id}").text
    assert "On our list" in signed_in(voter).get("/me").text


def test_decisions_panels_the_api_mails_and_exports_call_it_so_too(
    client: ForgetfulClient,
    signed_in: SignIn,
    work: Callable[[], int],
    app: Flask,
    tmp_path: Path,
) -> None:
    project = shaped(Status.PLANNED, name="On our list", colour=Colour.VIOLET)
    idea = an_idea("Let me log in with my fingerprint", project=project)
    voter, manager = a_vote(idea), a_product_manager()
    change_status(actor_of(manager), idea.id, to=Status.PLANNED)
    decision = a_decision(project=project, ideas=[idea])
    db.session.commit()
    work()
    at, reader = f"/projects/{project.slug}", signed_in(voter)
    pages = [f"{at}/roadmap", f"{at}/decisions", f"/decisions/{decision.id}"]
    pages += ["/notices", f"/ideas/{idea.id}/thread.json", f"/api/v1{at}/ideas"]
    pages += [f"/api/v1/ideas/{idea.id}", f"/api/v1{at}/similar?title=My+fingerprint"]
    for address in pages:
        assert "On our list" in reader.get(address).text, address
    words = {"body": "Log in by fingerprint, on the tram."}
    assert "On our list" in reader.post(f"{at}/ideas/similar", data=words).text
    desk = signed_in(manager)
    for address in (f"{at}/releases/new", f"/decisions/{decision.id}", f"{at}/triage"):
        assert "On our list" in desk.get(f"{address}?idea={idea.id}").text, address
    with time_machine.travel(now() + timedelta(hours=1)):
        work()
    assert any("On our list" in letter.text for letter in letters_to(voter))
    (row,) = exported(app, tmp_path)["ideas"]
    assert (row["status"], row["status_name"]) == ("planned", "On our list")


def test_no_page_has_a_name_of_its_own_for_a_status() -> None:
    usual = {step.name for step in USUAL.steps} - {"New", "Planned"}
    pages = [*Path("templates").rglob("*.html"), *Path("templates").rglob("*.txt")]
    naming = {
        str(page)
        for page in pages
        if "styleguide" not in page.parts
        if any(name in page.read_text() for name in usual)
    }
    assert naming == set()


def test_an_idea_goes_only_where_its_project_lets_it(app: object) -> None:
    project, team = (
        shaped(Status.NEW, following=(Status.UNDER_REVIEW,)),
        actor_of(a_product_manager()),
    )
    idea = an_idea(project=project)
    with pytest.raises(ConflictError):
        change_status(team, idea.id, to=Status.PLANNED)
    change_status(team, idea.id, to=Status.UNDER_REVIEW)


def test_the_desk_offers_what_the_project_allows_in_its_words(
    signed_in: SignIn, app: object
) -> None:
    project = shaped(Status.UNDER_REVIEW, name="We are looking")
    an_idea(project=project)
    desk = signed_in(a_product_manager())
    assert "We are looking" in desk.get(f"/projects/{project.slug}/triage").text


def test_a_status_that_takes_no_votes_closes_them(app: object) -> None:
    project = shaped(Status.PLANNED, takes_votes=False)
    idea, elsewhere = an_idea(project=project), an_idea()
    for one in (idea, elsewhere):
        change_status(actor_of(a_product_manager()), one.id, to=Status.PLANNED)
    cast_vote(actor_of(a_person()), elsewhere.id)
    with pytest.raises(ForbiddenError):
        cast_vote(actor_of(a_person()), idea.id)


def test_a_quiet_status_is_told_to_nobody(work: Callable[[], int], app: object) -> None:
    project = shaped(Status.UNDER_REVIEW, tells=False)
    idea = an_idea(project=project)
    voter = a_vote(idea)
    change_status(actor_of(a_product_manager()), idea.id, to=Status.UNDER_REVIEW)
    work()
    assert told(voter) == []


def test_only_the_team_shapes_statuses_and_no_two_are_called_the_same(
    signed_in: SignIn, app: object
) -> None:
    project = a_project()
    with pytest.raises(ForbiddenError):
        shape_workflow(actor_of(a_person()), project.slug, steps=USUAL.steps)
    with pytest.raises(InvalidError):
        shape_workflow(
            actor_of(a_product_manager()),
            project.slug,
            steps=steps_with(Status.PLANNED, name="building"),
        )
    assert (
        signed_in(a_person()).get(f"/projects/{project.slug}/statuses").status_code
        == 403
    )


def typed(**changed: object) -> dict[str, object]:
    """What the page posts when nothing is changed but this."""
    values: dict[str, object] = {}
    for place, step in enumerate(USUAL.steps, 1):
        key = step.status.value
        values |= {
            f"name_{key}": step.name,
            f"colour_{key}": step.colour.value,
            f"place_{key}": str(place),
            f"next_{key}": [one.value for one in step.following],
        }
        values |= {f"votes_{key}": "1"} if step.takes_votes else {}
        values |= {f"tells_{key}": "1"} if step.tells else {}
        values |= {f"public_{key}": "1"} if step.is_public else {}
    return values | changed


def test_statuses_are_shaped_on_a_page(signed_in: SignIn, app: object) -> None:
    project = a_project()
    desk, address = signed_in(a_product_manager()), f"/projects/{project.slug}/statuses"
    desk.post(address, data=typed())
    db.session.refresh(project)
    assert project.workflow == ""
    desk.post(address, data=typed(name_declined="Not now", place_declined="1"))
    db.session.refresh(project)
    first = read(project.workflow).steps[0]
    assert first.status in {Status.NEW, Status.DECLINED}
    assert read(project.workflow).step(Status.DECLINED).name == "Not now"
    assert "Not now" in desk.get(address).text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name_new": ""}, "Give the status a name."),
        ({"name_new": "planned"}, "Another status is called so."),
        ({"place_new": "first"}, "Write a whole number"),
        ({"colour_new": "pink"}, "Not a valid choice"),
        ({"next_new": ["merged"]}, "not a valid choice"),
        ({f"public_{step.status}": "" for step in USUAL.steps}, "see one status at"),
    ],
)
def test_what_makes_no_sense_is_said_beside_it(
    signed_in: SignIn, app: object, changed: dict[str, object], said: str
) -> None:
    project = a_project()
    page = signed_in(a_product_manager()).post(
        f"/projects/{project.slug}/statuses", data=typed(**changed, name_shipped="Out")
    )
    assert page.status_code == 422
    assert said in page.text
    assert 'value="Out"' in page.text
