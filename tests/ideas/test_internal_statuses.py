"""A status that a project keeps inside: customers see the last public one."""

from collections.abc import Callable

import pytest
import time_machine

from cocreate.cli.doctor.figures import CHECKS
from cocreate.decisions.actions import move_stage
from cocreate.decisions.policy import stage_seen
from cocreate.decisions.stage import Stage
from cocreate.ideas.actions import change_status, propose_idea, shape_workflow
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.models import Idea
from cocreate.ideas.queries import status_counts
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import USUAL, Step, write
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.triage.actions import merge_ideas, unmerge_idea
from cocreate.votes.actions import cast_vote
from tests.api.test_api import bearer, send
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
from tests.notices.test_notices import told

SignIn = Callable[[Person], ForgetfulClient]

INSIDE = "Costed by the board"
HIDDEN = (Status.UNDER_REVIEW, Status.BUILDING)


def steps(*hidden: Status) -> list[Step]:
    return [
        step._replace(
            is_public=step.status not in hidden,
            name=f"{INSIDE}, {step.name}" if step.status in hidden else step.name,
        )
        for step in USUAL.steps
    ]


def keeping(*hidden: Status, project: Project | None = None) -> Project:
    """A project that keeps these statuses inside."""
    project = project or a_project()
    team = actor_of(a_product_manager())
    shape_workflow(team, project.slug, steps=steps(*hidden))
    db.session.commit()
    return project


def moved(idea: Idea, *way: Status) -> Idea:
    team = actor_of(a_product_manager())
    for to in way:
        change_status(team, idea.id, to=to, note=f"Because of {to}.")
    db.session.commit()
    db.session.refresh(idea)
    return idea


def standing(idea: Idea) -> tuple[Status, Status | None]:
    db.session.refresh(idea)
    return idea.status, idea.internal


def test_customers_see_the_last_public_status_and_the_company_the_true_one(
    client: ForgetfulClient, signed_in: SignIn, work: Callable[[], int]
) -> None:
    project = keeping(*HIDDEN)
    idea = moved(an_idea(project=project), Status.PLANNED)
    voter = a_vote(idea)
    moved(idea, Status.BUILDING)
    assert standing(idea) == (Status.PLANNED, Status.BUILDING)
    assert status_counts(project.id)[Status.PLANNED] == 1
    team = signed_in(a_product_manager())
    at = f"/projects/{project.slug}"
    pages = (f"/ideas/{idea.id}", f"/ideas/{idea.id}/history", f"{at}/ideas", at)
    for address in pages:
        for reader in (client, signed_in(voter)):
            assert INSIDE not in reader.get(address).text, address
        page = team.get(address).text
        assert INSIDE in page, address
        assert "internal" in page, address
    assert "Because of building." not in client.get(f"/ideas/{idea.id}/history").text
    # Asked for by its key, it is as if nothing had been asked for.
    for reader, named in ((client, False), (team, True)):
        page = reader.get(f"{at}/ideas?status=building").text
        assert (INSIDE in page) is named
        assert idea.title in page
    work()
    assert len(told(voter)) == 0, "what happens inside is told to nobody"
    moved(idea, Status.SHIPPED)
    work()
    assert len(told(voter)) == 1
    assert "Shipped. Because of shipped." in signed_in(voter).get("/notices").text


def test_the_api_names_what_the_reader_may_know(client: ForgetfulClient) -> None:
    project = keeping(*HIDDEN)
    idea = moved(an_idea(project=project), Status.PLANNED, Status.BUILDING)
    inside = {"status": "building", "name": f"{INSIDE}, Building"}
    manager, customer = bearer(a_product_manager()), bearer(a_person())
    for headers, said in ((manager, inside), (customer, None), ({}, None)):
        for address in (f"/ideas/{idea.id}", f"/projects/{project.slug}/ideas"):
            answer = send(client, "GET", address, headers=headers).json
            row = answer["rows"][0] if "rows" in answer else answer
            assert (row["status"], row["status_name"]) == ("planned", "Planned")
            assert row["internal_status"] == said
    filtered = f"/projects/{project.slug}/ideas?status=building"
    for headers, found in ((manager, 1), ({}, 0)):
        assert len(send(client, "GET", filtered, headers=headers).json["rows"]) == found
    (knot,) = client.get(f"/ideas/{idea.id}/thread.json").get_json()["ideas"]
    assert knot["status_name"] == "Planned"
    assert "internal_status" not in knot


def test_what_was_never_public_stands_where_ideas_begin(app: object) -> None:
    project = keeping(Status.NEW)
    author = actor_of(a_person())
    idea = propose_idea(
        author, project.slug, draft=IdeaDraft(title="One more", body="")
    )
    db.session.commit()
    assert standing(idea) == (Status.UNDER_REVIEW, Status.NEW)
    moved(idea, Status.UNDER_REVIEW)
    assert standing(idea) == (Status.UNDER_REVIEW, None)
    assert idea.answered_at is None, "to customers nothing has happened"


def test_a_change_back_to_what_customers_saw_is_told_to_nobody(
    work: Callable[[], int], app: object
) -> None:
    project = keeping(Status.BUILDING)
    idea = moved(an_idea(project=project), Status.PLANNED, Status.BUILDING)
    voter = a_vote(idea)
    work()
    moved(idea, Status.PLANNED)
    work()
    assert (standing(idea), told(voter)) == ((Status.PLANNED, None), [])


def test_votes_follow_what_customers_see(app: object) -> None:
    project = keeping(Status.SHIPPED)
    idea = moved(an_idea(project=project), Status.PLANNED, Status.SHIPPED)
    cast_vote(actor_of(a_person()), idea.id)


def test_an_idea_taken_out_of_a_merge_is_kept_inside_again(app: object) -> None:
    project = keeping(*HIDDEN)
    idea = moved(an_idea(project=project), Status.PLANNED, Status.BUILDING)
    team, into = actor_of(a_product_manager()), an_idea(project=project)
    merge_ideas(team, idea.id, into_id=into.id)
    db.session.commit()
    assert standing(idea) == (Status.MERGED, None)
    unmerge_idea(team, idea.id)
    db.session.commit()
    assert standing(idea) == (Status.PLANNED, Status.BUILDING)
    assert status_counts(project.id)[Status.PLANNED] == 1


def test_what_a_project_begins_or_ceases_to_keep_inside_is_placed_and_counted_anew(
    client: ForgetfulClient, signed_in: SignIn, work: Callable[[], int]
) -> None:
    project = a_project()
    idea = moved(an_idea(project=project), Status.PLANNED, Status.BUILDING)
    other = an_idea(project=project)
    voter = a_vote(idea)
    work()
    keeping(Status.BUILDING, Status.NEW, project=project)
    assert standing(idea) == (Status.PLANNED, Status.BUILDING)
    assert standing(other) == (Status.UNDER_REVIEW, Status.NEW)
    counts = status_counts(project.id)
    assert (counts[Status.PLANNED], counts[Status.BUILDING]) == (1, 0)
    assert INSIDE not in client.get(f"/ideas/{idea.id}/history").text
    with time_machine.travel("2099-01-01"):
        keeping(project=project)
    assert standing(idea) == (Status.BUILDING, None)
    assert standing(other) == (Status.NEW, None)
    assert status_counts(project.id)[Status.BUILDING] == 1
    assert "Building" in client.get(f"/ideas/{idea.id}/history").text
    assert [check.look() for check in CHECKS if "status" in check.name] == [[]]
    work()
    assert told(voter) == []


def test_decisions_stand_where_customers_may_know(
    client: ForgetfulClient, signed_in: SignIn
) -> None:
    project = keeping(Status.BUILDING, Status.PLANNED)
    decision = a_decision(project=project)
    move_stage(actor_of(a_product_manager()), decision.id, to=Stage.BUILDING)
    db.session.commit()
    team = signed_in(a_product_manager())
    at = f"/projects/{project.slug}"
    for address in (f"{at}/roadmap", f"{at}/decisions", f"/decisions/{decision.id}"):
        page = client.get(address).text
        assert (INSIDE in page, "In beta" in page) == (False, True), address
        assert INSIDE in team.get(address).text, address
    (said,) = client.get(f"/decisions/{decision.id}/thread.json").get_json()[
        "decisions"
    ]
    assert (said["stage"], said["stage_name"]) == ("in_beta", "In beta")


@pytest.mark.parametrize(
    ("hidden", "seen"),
    [
        ((), Stage.IN_BETA),
        ((Status.IN_BETA,), Stage.BUILDING),
        ((Status.IN_BETA, Status.BUILDING), Stage.PLANNED),
        ((Status.IN_BETA, Status.BUILDING, Status.PLANNED), Stage.SHIPPED),
        (tuple(Status(stage) for stage in Stage), None),
    ],
)
def test_a_stage_kept_inside_is_seen_as_the_one_before(
    hidden: tuple[Status, ...], seen: Stage | None
) -> None:
    kept = write(steps(*hidden))
    assert stage_seen(Stage.IN_BETA, kept, insider=False) is seen
    assert stage_seen(Stage.IN_BETA, kept, insider=True) is Stage.IN_BETA
