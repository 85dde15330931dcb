"""Credits follow from citations and reports: derived, never typed."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update

from cocreate.beta import actions as beta
from cocreate.beta.drafts import Evidence, Honouring, TaskDraft
from cocreate.beta.kinds import Honours, Went
from cocreate.credits import queries
from cocreate.credits.actions import derive_credits
from cocreate.credits.models import Credit
from cocreate.discussion.actions import hide_comment, restore_comment
from cocreate.ideas.actions import fold_into, hide_idea, restore_idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import ReleaseId
from cocreate.kernel.policy import STRANGER
from cocreate.projects.phase import Phase
from tests.client import ForgetfulClient
from tests.factories import (
    a_build,
    a_comment,
    a_decision,
    a_moderator,
    a_person,
    a_product_manager,
    a_programme,
    a_project,
    a_release,
    a_report,
    a_tester,
    actor_of,
    an_idea,
)
from tests.racing import at_once

pytestmark = pytest.mark.usefixtures("app")
Relay = Callable[[], int]


def thanked(release_id: ReleaseId) -> dict[str, str]:
    return {one.person.name: one.what for one in queries.of_release(release_id)}


def test_a_release_thanks_those_it_cites_and_those_who_tested_it(
    relay_all: Relay,
) -> None:
    project = a_project(phase=Phase.LAUNCHED)
    aoife = a_person("Aoife Brennan")
    idea = an_idea(author=aoife, project=project)
    comment = a_comment(idea, by=a_person("Amara Diallo"))
    own = a_comment(idea, by=aoife)
    decision = a_decision(ideas=[idea], comments=[comment, own])
    programme = a_programme(project)
    build = a_build(programme, decisions=[decision])
    tester = a_tester(programme, "Emre Kaya")
    for title in ("It thaws by itself", "It is grey"):
        a_report(build, tester, title=title)
    release = a_release(decisions=[decision], builds=[build])
    relay_all()
    assert thanked(release.id) == {
        "Aoife Brennan": "the idea and a comment",
        "Amara Diallo": "a comment",
        "Emre Kaya": "2 test reports",
    }


def test_who_tried_and_judged_a_build_is_thanked_for_that_too(relay_all: Relay) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project)
    tester = a_tester(programme, "Emre Kaya")
    decision = a_decision(ideas=[an_idea(author=tester, project=project)])
    build = a_build(programme, decisions=[decision])
    manager, own = actor_of(a_product_manager()), actor_of(tester)
    tasks = [
        beta.add_task(manager, build.id, TaskDraft(title=title, minutes=3))
        for title in ("Send ten euros", "Read the notice")
    ]
    beta.answer_task(own, tasks[0].id, Evidence(went=Went.DONE))
    said = Honouring(honours=Honours.YES, note="")
    beta.answer_honour(own, build.id, decision.id, said)
    release = a_release(decisions=[decision], builds=[build])
    relay_all()
    assert thanked(release.id) == {
        "Emre Kaya": "the idea, a task tried and a verdict on it"
    }
    blocked = Evidence(went=Went.BLOCKED, note="It is grey.")
    beta.answer_task(own, tasks[1].id, blocked)
    relay_all()
    assert thanked(release.id) == {
        "Emre Kaya": "the idea, 2 tasks tried and a verdict on it"
    }


def test_who_found_the_same_is_thanked_for_that_until_they_take_it_back(
    relay_all: Relay, client: ForgetfulClient
) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project)
    tester, other = (a_tester(programme, name) for name in ("Emre Kaya", "Gro Dahl"))
    idea = an_idea(author=a_person("Aoife Brennan"), project=project)
    decision = a_decision(ideas=[idea])
    build = a_build(programme, decisions=[decision])
    report = a_report(build, tester, title="It is grey.")
    beta.join_idea(actor_of(a_product_manager()), report.id, idea_id=idea.id)
    beta.join_report(actor_of(other), report.id, build_id=build.id)
    release = a_release(decisions=[decision], builds=[build])
    relay_all()
    both = {"Aoife Brennan": "the idea", "Emre Kaya": "a test report"}
    assert thanked(release.id) == {**both, "Gro Dahl": "a report confirmed"}
    told = client.get(f"/releases/{release.id}/thread.json").get_json()
    assert [one["reports"] for one in told["ideas"]] == [1]
    assert [one["reports"] for one in told["builds"]] == [1]
    beta.leave_report(actor_of(other), report.id)
    relay_all()
    assert thanked(release.id) == both


def test_nobody_of_the_company_is_credited(relay_all: Relay) -> None:
    idea = an_idea()
    comment = a_comment(idea, by=a_product_manager("Daan Verhoeven"))
    release = a_release(decisions=[a_decision(ideas=[idea], comments=[comment])])
    relay_all()
    assert [*thanked(release.id)] == ["Idea Author"]


def test_deriving_again_changes_nothing(relay_all: Relay) -> None:
    release = a_release(decisions=[a_decision(ideas=[an_idea()])])
    relay_all()
    before = db.session.scalars(select(Credit.id)).all()
    assert derive_credits(release.id) == 0
    assert db.session.scalars(select(Credit.id)).all() == before


def test_deriving_at_once_thanks_once(app: Flask) -> None:
    release_id = a_release(decisions=[a_decision(ideas=[an_idea()])]).id
    answers = at_once(app, *[lambda: derive_credits(release_id)] * 3)
    assert sorted(answers) == [0, 0, 1]
    assert db.session.scalar(select(func.count()).select_from(Credit)) == 1


@pytest.mark.parametrize(
    "spoil", [delete(Credit), update(Credit).values(contributions=7)], ids=str
)
def test_what_was_spoilt_is_derived_anew(relay_all: Relay, spoil: object) -> None:
    release = a_release(decisions=[a_decision(ideas=[an_idea()])])
    relay_all()
    db.session.execute(spoil)  # type: ignore[call-overload]  # either statement
    assert derive_credits(release.id) == 1
    assert thanked(release.id) == {"Idea Author": "the idea"}


def test_a_draft_thanks_nobody_yet() -> None:
    draft = a_release(decisions=[a_decision(ideas=[an_idea()])], published=False)
    assert derive_credits(draft.id) == 0
    assert thanked(draft.id) == {}


def test_what_is_hidden_earns_no_thanks_until_it_is_restored(relay_all: Relay) -> None:
    moderator = actor_of(a_moderator())
    idea = an_idea()
    release = a_release(decisions=[a_decision(ideas=[idea])])
    relay_all()
    hide_idea(moderator, idea.id, reason="An address in it.")
    relay_all()
    assert thanked(release.id) == {}
    restore_idea(moderator, idea.id)
    relay_all()
    assert thanked(release.id) == {"Idea Author": "the idea"}


def test_a_hidden_comment_earns_no_thanks_either(relay_all: Relay) -> None:
    moderator = actor_of(a_moderator())
    idea = an_idea()
    comment = a_comment(idea, by=a_person("Amara Diallo"))
    release = a_release(decisions=[a_decision(ideas=[idea], comments=[comment])])
    relay_all()
    hide_comment(moderator, comment.id, reason="Unkind.")
    relay_all()
    assert [*thanked(release.id)] == ["Idea Author"]
    restore_comment(moderator, comment.id)
    relay_all()
    assert "Amara Diallo" in thanked(release.id)


def test_a_person_is_shown_with_the_releases_that_carry_their_name(
    relay_all: Relay, client: ForgetfulClient
) -> None:
    aoife = a_person("Aoife Brennan")
    idea = an_idea(author=aoife)
    release = a_release(decisions=[a_decision(ideas=[idea])], version="4.8")
    relay_all()
    page = client.get(f"/people/{aoife.id}").text
    assert "What it changed" in page
    assert f"/releases/{release.id}" in page
    assert "Thanked for the idea" in page


def test_a_private_projects_credits_are_not_shown_to_others(relay_all: Relay) -> None:
    project = a_project()
    idea = an_idea(project=project)
    a_release(decisions=[a_decision(ideas=[idea])])
    relay_all()
    project.is_private = True
    db.session.flush()
    assert queries.of_person(STRANGER, idea.author_id) == []
    assert queries.of_person(actor_of(a_product_manager()), idea.author_id)


def test_who_said_the_same_before_is_thanked_with_the_idea_it_was_merged_into(
    relay_all: Relay,
) -> None:
    project, manager = a_project(), actor_of(a_product_manager())
    idea = an_idea(project=project)
    same = an_idea(author=a_person("Oskar Lind"), project=project)
    first = an_idea(author=a_person("Mina Okafor"), project=project)
    fold_into(manager, first.id, into_id=same.id)
    fold_into(manager, same.id, into_id=idea.id)
    release = a_release(decisions=[a_decision(ideas=[idea])])
    relay_all()
    thanks = dict.fromkeys(("Idea Author", "Oskar Lind", "Mina Okafor"), "the idea")
    assert thanked(release.id) == thanks
    hide_idea(actor_of(a_moderator()), first.id, reason="An address in it.")
    relay_all()
    assert "Mina Okafor" not in thanked(release.id)


def test_a_duplicate_merged_after_the_release_counts_if_it_was_said_before(
    relay_all: Relay,
) -> None:
    project, manager = a_project(), actor_of(a_product_manager())
    idea = an_idea(project=project)
    early = an_idea(author=a_person("Oskar Lind"), project=project)
    release = a_release(decisions=[a_decision(ideas=[idea])])
    late = an_idea(author=a_person("Late Comer"), project=project)
    relay_all()
    assert [*thanked(release.id)] == ["Idea Author"]
    for duplicate in (early, late):
        fold_into(manager, duplicate.id, into_id=idea.id)
    relay_all()
    assert [*thanked(release.id)] == ["Idea Author", "Oskar Lind"]
