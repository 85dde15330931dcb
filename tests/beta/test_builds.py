"""Who may know of a build, and what its being given to testers changes."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from cocreate.beta import actions, queries
from cocreate.decisions.models import Decision
from cocreate.decisions.stage import Stage
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError, NotFoundError
from cocreate.kernel.policy import STRANGER
from cocreate.kernel.transaction import transaction
from cocreate.projects.phase import Phase
from tests.client import ForgetfulClient
from tests.factories import (
    a_build,
    a_decision,
    a_moderator,
    a_person,
    a_product_manager,
    a_programme,
    a_project,
    a_report,
    a_tester,
    actor_of,
)

Browsers = Callable[..., ForgetfulClient]
Queries = Callable[..., Any]


def test_a_build_is_known_to_the_team_and_its_testers_alone(
    signed_in: Browsers, client: ForgetfulClient
) -> None:
    programme = a_programme(seats=1)
    tester = a_tester(programme)
    waiting = a_tester(programme, "Waiting")
    build = a_build(programme, version="5.0 of the few")
    address = f"/builds/{build.id}"
    for knows in (tester, a_product_manager()):
        assert "5.0 of the few" in signed_in(knows).get(address).text
    for ignores in (waiting, a_person(), a_moderator()):
        assert signed_in(ignores).get(address).status_code == 404
    assert client.get(address).status_code == 404


def test_a_build_given_to_nobody_is_known_to_the_team_alone(app: Flask) -> None:
    programme = a_programme()
    tester = actor_of(a_tester(programme))
    build = a_build(programme, assigned=False)
    assert queries.get_build(actor_of(a_product_manager()), build.id) == build
    for ignorant in (tester, STRANGER):
        with pytest.raises(NotFoundError):
            queries.get_build(ignorant, build.id)
    assert queries.builds(tester, programme.id) == []


def test_a_released_build_is_known_by_name_and_notes_but_not_had(
    client: ForgetfulClient,
) -> None:
    build = a_build(a_programme(), version="5.0", content=b"secret bytes")
    for _ in range(2):
        with transaction():
            actions.mark_released([build.id])
    page = client.get(f"/builds/{build.id}").text
    assert "5.0" in page
    assert "The evening notice" in page
    assert build.sha256 not in page
    assert "/download" not in page
    assert list(queries.build_titles(STRANGER, [build.id])) == [build.id]
    assert queries.refusal_of(STRANGER, build.id)


def test_a_private_projects_builds_are_not_named_to_others(app: Flask) -> None:
    project = a_project(phase=Phase.BETA, private=True)
    build = a_build(a_programme(project))
    with transaction():
        actions.mark_released([build.id])
    assert queries.build_titles(actor_of(a_person()), [build.id]) == {}
    assert queries.build_titles(STRANGER, [build.id]) == {}


def test_a_build_names_the_decisions_it_carries(
    signed_in: Browsers,
) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project)
    decision = a_decision(project=project, title="The notice comes at six")
    build = a_build(programme, decisions=[decision])
    tester = a_tester(programme)
    page = signed_in(tester).get(f"/builds/{build.id}").text
    assert "The notice comes at six" in page
    found = queries.builds_for_decision(actor_of(tester), [decision.id])
    assert [title.build_id for title in found[decision.id]] == [build.id]
    assert queries.builds_for_decision(STRANGER, [decision.id]) == {decision.id: []}


def test_a_decision_stands_in_beta_once_testers_have_its_build(app: Flask) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project)
    decision = a_decision(project=project)
    build = a_build(programme, decisions=[decision], assigned=False)
    assert stage_of(decision) is Stage.PLANNED
    manager = actor_of(a_product_manager())
    with transaction():
        cohorts = [cohort.id for cohort in queries.cohorts(programme.id)]
        actions.assign_build(manager, build.id, cohort_ids=cohorts)
    assert stage_of(decision) is Stage.IN_BETA


def stage_of(decision: Decision) -> Stage:
    db.session.expire_all()
    return db.session.get_one(Decision, decision.id).stage


def test_a_build_carries_only_what_its_own_project_has_published(app: Flask) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project)
    for decision in (a_decision(), a_decision(project=project, published=False)):
        with pytest.raises(InvalidError, match="this project has published"):
            a_build(programme, decisions=[decision])
        db.session.rollback()


def test_a_withdrawn_build_is_given_to_nobody_else(app: Flask) -> None:
    programme = a_programme()
    build = a_build(programme, assigned=False)
    manager = actor_of(a_product_manager())
    for reason in ("It loses money.", "Another reason."):
        with transaction():
            actions.revoke_build(manager, build.id, reason=reason)
    db.session.refresh(build)
    assert build.revoked_reason == "It loses money."
    cohorts = [cohort.id for cohort in queries.cohorts(programme.id)]
    with pytest.raises(InvalidError, match="withdrawn"), transaction():
        actions.assign_build(manager, build.id, cohort_ids=cohorts)


def test_testers_neither_assign_nor_withdraw(app: Flask) -> None:
    programme = a_programme()
    tester = actor_of(a_tester(programme))
    build = a_build(programme)
    with pytest.raises(ForbiddenError):
        actions.assign_build(tester, build.id, cohort_ids=[])
    with pytest.raises(ForbiddenError):
        actions.revoke_build(tester, build.id, reason="I do not like it.")


def test_the_teams_forms_say_what_is_missing(signed_in: Browsers) -> None:
    build = a_build(a_programme())
    browser = signed_in(a_product_manager())
    nowhere = browser.post(f"/builds/{build.id}/cohorts", data={})
    assert nowhere.status_code == 422
    assert "Choose at least one cohort" in nowhere.text
    unexplained = browser.post(f"/builds/{build.id}/revocation", data={"reason": "no"})
    assert unexplained.status_code == 422
    assert "Write at least 5 characters" in unexplained.text


def test_the_page_costs_the_same_however_much_there_is(
    signed_in: Browsers, queries: Queries
) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project)
    tester = a_tester(programme)
    for number in range(6):
        a_tester(programme, f"Companion {number}")
        a_report(a_build(programme), tester, title=f"Report number {number}")
    browser = signed_in(tester)
    with queries(at_most=10):
        browser.get(f"/projects/{project.slug}/beta")
    team = signed_in(a_product_manager())
    with queries(at_most=9):
        team.get(f"/projects/{project.slug}/beta/testers")
    with queries(at_most=6):
        team.get(f"/projects/{project.slug}/beta/reports")


def test_a_stranger_finds_the_programme_with_two_questions(
    client: ForgetfulClient, queries: Queries
) -> None:
    project = a_project(phase=Phase.BETA)
    a_programme(project)
    with queries(at_most=2):
        page = client.get(f"/projects/{project.slug}/beta").text
    assert "Sign in to apply" in page


def test_a_project_without_a_beta_says_so(
    client: ForgetfulClient, signed_in: Browsers
) -> None:
    address = f"/projects/{a_project().slug}/beta"
    assert "No beta yet" in client.get(address).text
    assert "Open the beta" in signed_in(a_product_manager()).get(address).text
