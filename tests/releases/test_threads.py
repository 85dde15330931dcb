"""The thread: what came of an idea, and whose words a release goes back to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from cocreate.beta.models import Build
from cocreate.decisions.models import Decision
from cocreate.discussion.models import Comment
from cocreate.ideas.actions import fold_into, hide_idea
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.projects.models import Project
from cocreate.projects.phase import Phase
from cocreate.releases.models import Release
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
    a_tester,
    actor_of,
    an_idea,
)

Browsers = Callable[..., ForgetfulClient]
Budget = Callable[..., Any]


@dataclass
class World:
    project: Project
    idea: Idea
    comment: Comment
    decision: Decision
    build: Build
    release: Release

    def addresses(self, tail: str = "") -> list[str]:
        return [
            f"/ideas/{self.idea.id}{tail}",
            f"/decisions/{self.decision.id}{tail}",
            f"/builds/{self.build.id}{tail}",
            f"/releases/{self.release.id}{tail}",
        ]


def a_world(*, private: bool = False, more: int = 0) -> World:
    project = a_project(phase=Phase.LAUNCHED)
    idea = an_idea(
        "Freeze my card", author=a_person("Aoife Brennan"), project=project, votes=2
    )
    comments = [a_comment(idea, by=a_person(f"Amara {n}")) for n in range(1 + more)]
    ideas = [idea, *(an_idea(project=project) for _ in range(more))]
    decisions = [a_decision(ideas=ideas, comments=comments) for _ in range(1 + more)]
    programme = a_programme(project)
    builds = [a_build(programme, decisions=decisions) for _ in range(1 + more)]
    release = a_release(decisions=decisions, builds=builds, version="4.8")
    if private:
        project.is_private = True
        db.session.commit()
    return World(project, idea, comments[0], decisions[0], builds[0], release)


def test_every_end_of_the_thread_leads_to_every_other(client: ForgetfulClient) -> None:
    world = a_world()
    for address in world.addresses("/thread.json"):
        told = client.get(address).get_json()
        assert [idea["id"] for idea in told["ideas"]] == [world.idea.id]
        assert [one["id"] for one in told["comments"]] == [world.comment.id]
        assert told["decisions"][0]["cites"] == {
            "ideas": [world.idea.id],
            "comments": [world.comment.id],
        }
        assert told["builds"][0]["carries"] == {"decisions": [world.decision.id]}
        assert told["releases"][0]["ships"] == {
            "decisions": [world.decision.id],
            "builds": [world.build.id],
        }


def test_it_names_the_people_and_their_words(client: ForgetfulClient) -> None:
    world = a_world()
    told = client.get(f"/releases/{world.release.id}/thread.json").get_json()
    assert told["subject"] == {"kind": "release", "id": world.release.id}
    assert told["ideas"][0]["by"]["name"] == "Aoife Brennan"
    assert told["ideas"][0]["votes"] == 2
    assert told["comments"][0]["words"] == world.comment.body
    assert told["comments"][0]["url"].endswith(f"#comment-{world.comment.id}")


def test_each_page_shows_it_and_leads_on(client: ForgetfulClient) -> None:
    world = a_world()
    for place, address in enumerate(world.addresses()):
        for tail in ("", "/thread"):
            page = client.get(address + tail).text
            assert "Aoife Brennan" in page
            for other, leads_to in enumerate(world.addresses()):
                assert other == place or f'href="{leads_to}"' in page, address + tail


def test_a_comment_says_which_decision_cites_it(client: ForgetfulClient) -> None:
    world = a_world()
    page = client.get(f"/ideas/{world.idea.id}").text
    assert f'href="/decisions/{world.decision.id}">Cited in' in page
    assert page.count("comment--cited") == 1


def test_an_idea_nothing_came_of_says_so(client: ForgetfulClient) -> None:
    idea = an_idea()
    assert "Nothing is decided yet" in client.get(f"/ideas/{idea.id}").text
    told = client.get(f"/ideas/{idea.id}/thread.json").get_json()
    assert [one["id"] for one in told["ideas"]] == [idea.id]
    assert (told["decisions"], told["releases"]) == ([], [])


def test_what_is_still_to_come_is_said(client: ForgetfulClient) -> None:
    idea = an_idea()
    decision = a_decision(ideas=[idea])
    page = client.get(f"/decisions/{decision.id}").text
    assert "No tester has it yet" in page


def test_a_merged_idea_leads_to_the_thread_of_the_other(
    client: ForgetfulClient,
) -> None:
    manager = actor_of(a_product_manager())
    idea, into = an_idea(), None
    into = an_idea(project=db.session.get_one(Project, idea.project_id))
    decision = a_decision(ideas=[idea])
    fold_into(manager, idea.id, into_id=into.id)
    told = client.get(f"/ideas/{idea.id}/thread.json").get_json()
    assert told["subject"] == {"kind": "idea", "id": into.id}
    assert [one["id"] for one in told["decisions"]] == [decision.id]
    moved = client.get(f"/ideas/{idea.id}/thread")
    assert moved.status_code == 301
    assert moved.location == f"/ideas/{into.id}/thread"
    assert f"/decisions/{decision.id}" in client.get(f"/ideas/{into.id}").text


def test_each_step_is_shown_to_those_who_may_see_it(
    client: ForgetfulClient, signed_in: Browsers
) -> None:
    project = a_project(phase=Phase.LAUNCHED)
    idea = an_idea(project=project)
    decision = a_decision(ideas=[idea])
    programme = a_programme(project)
    a_build(programme, decisions=[decision])
    a_release(decisions=[decision], published=False)
    address = f"/ideas/{idea.id}/thread.json"

    def steps(browser: ForgetfulClient) -> tuple[int, int, int]:
        told = browser.get(address).get_json()
        return len(told["decisions"]), len(told["builds"]), len(told["releases"])

    assert steps(client) == (1, 0, 0)
    assert steps(signed_in(a_person())) == (1, 0, 0)
    assert steps(signed_in(a_tester(programme))) == (1, 1, 0)
    assert steps(signed_in(a_product_manager())) == (1, 1, 0)


def test_a_hidden_voice_leaves_the_thread(client: ForgetfulClient) -> None:
    world = a_world()
    hide_idea(actor_of(a_moderator()), world.idea.id, reason="An address in it.")
    told = client.get(f"/releases/{world.release.id}/thread.json").get_json()
    assert (told["ideas"], told["comments"]) == ([], [])
    assert client.get(f"/ideas/{world.idea.id}/thread.json").status_code == 404
    assert "Aoife" not in client.get(f"/releases/{world.release.id}/thread").text


@pytest.mark.parametrize("tail", ["/thread", "/thread.json"])
def test_a_private_thread_is_nowhere_for_others(
    client: ForgetfulClient, signed_in: Browsers, tail: str
) -> None:
    world = a_world(private=True)
    stranger, customer = client, signed_in(a_person())
    for address in world.addresses(tail):
        assert stranger.get(address).status_code == 404
        assert customer.get(address).status_code == 404


def test_a_long_thread_asks_no_more_than_a_short_one(
    client: ForgetfulClient, queries: Budget
) -> None:
    short, long = a_world(), a_world(more=4)
    for few, many in zip(
        short.addresses("/thread.json"), long.addresses("/thread.json"), strict=True
    ):
        client.get(few)
        with queries(at_most=20) as asked:
            client.get(few)
        with queries(at_most=len(asked)):
            client.get(many)
