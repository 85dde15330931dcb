"""What can be asked of a thing besides its words, kept right by what happens."""

from collections.abc import Callable

from cocreate.ideas.actions import change_status, respond, tag_idea
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.policy import Role
from cocreate.people.actions import change_role
from cocreate.search import actions
from cocreate.search.sources import SOURCES
from cocreate.search.subject import Subject
from cocreate.triage.actions import merge_ideas
from tests.factories import (
    a_comment,
    a_decision,
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_idea,
)
from tests.ideas.test_internal_statuses import keeping, moved


def facts(idea: Idea) -> set[str]:
    (document,) = SOURCES[Subject.IDEA].documents([idea.id])
    return set(document.facts)


def test_facts_follow_what_happens_to_an_idea(learn: Callable[[], None]) -> None:
    project = a_project()
    customer, team = a_person(), actor_of(a_product_manager())
    idea = an_idea(author=customer, project=project, tags=("Direct debit",))
    other = an_idea(project=project)
    whose = {f"author:{customer.id}", "by:customer", "tag:direct-debit"}
    new = {"status:new", f"status:new@{project.id}"}
    assert facts(idea) == whose | new
    learn()
    comment = a_comment(idea)
    change_status(team, idea.id, to=Status.PLANNED)
    respond(team, idea.id, body="We build it in spring.")
    tag_idea(team, idea.id, names=["Direct debit", "Login"])
    merge_ideas(team, other.id, into_id=idea.id)
    db.session.commit()
    a_decision(ideas=[idea], comments=[comment])
    planned = {"status:planned", f"status:planned@{project.id}"}
    happened = {"is:answered", "is:merged", "has:response", "has:decision"}
    learn()
    assert facts(idea) == whose | planned | happened | {"tag:login"}
    assert not actions.find_drift(), "each of it was told to the index"
    change_role(
        actor_of(a_person(role=Role.ADMINISTRATOR)), customer.id, to=Role.EMPLOYEE
    )
    db.session.commit()
    learn()
    assert "by:team" in facts(idea)
    assert not actions.find_drift()


def test_a_status_kept_inside_is_no_fact(learn: Callable[[], None]) -> None:
    project = a_project()
    idea = moved(an_idea(project=project), Status.UNDER_REVIEW, Status.PLANNED)
    keeping(Status.BUILDING, project=project)
    moved(idea, Status.BUILDING)
    assert {one for one in facts(idea) if "building" in one} == set()
    learn()
    keeping(Status.BUILDING, Status.PLANNED, project=project)
    assert "status:under_review" in facts(idea)
    learn()
    assert not actions.find_drift()
