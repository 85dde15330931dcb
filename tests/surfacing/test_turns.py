"""Whose turn it is to be seen."""

from collections import Counter
from collections.abc import Callable

import pytest

from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.policy import STRANGER, Actor
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.surfacing.actions import begin_with, weigh_project
from cocreate.surfacing.queries import for_you
from cocreate.surfacing.queries.turns import drawn_for
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_person,
    a_project,
    a_vote,
    actor_of,
    an_idea,
)
from tests.watching import queries

pytestmark = pytest.mark.usefixtures("app")
SignIn = Callable[[Person], ForgetfulClient]


@pytest.fixture
def project() -> Project:
    return a_project()


def known(project: Project, shown: dict[Idea, int]) -> None:
    """So many people have seen these; all else is told from what stands."""
    begin_with({idea.id: people for idea, people in shown.items()})
    db.session.commit()
    weigh_project(ProjectId(project.id))


def first_of(project: Project, hours: int) -> Counter[int]:
    """Which idea comes first, in so many different hours."""
    drawn = [drawn_for(STRANGER, project.id, f"hour {n}") for n in range(hours)]
    return Counter(order[0][1] for order in drawn)


def test_what_few_have_seen_comes_first_now_and_then_and_what_is_liked_most_often(
    project: Project,
) -> None:
    liked, poor, fresh = (an_idea(project=project, votes=n) for n in (5, 1, 0))
    known(project, {liked: 12, poor: 60, fresh: 0})
    first = first_of(project, 200)
    assert first[poor.id] < 10
    assert min(first[fresh.id], first[liked.id]) > 50


def test_a_reader_meets_nothing_twice_and_nothing_they_judged_or_wrote(
    project: Project,
) -> None:
    reader = a_person()
    own = an_idea(project=project, author=reader)
    ideas = [an_idea(project=project) for _ in range(6)]
    a_vote(ideas[0], reader)
    known(project, dict.fromkeys([own, *ideas], 3))
    actor, found, place = actor_of(reader), [], None
    for _ in range(3):
        page = for_you(actor, project.id, place=place, size=2)
        found += [line.id for line in page.rows]
        place = page.following
    assert place is None
    assert sorted(found) == sorted(idea.id for idea in ideas[1:])
    again = for_you(actor, project.id, size=6).rows
    assert [line.id for line in again] == found, "the same all day"
    others = [for_you(actor_of(a_person()), project.id, size=9).rows for _ in "ab"]
    assert len({tuple(line.id for line in rows) for rows in others}) == 2


def test_what_is_near_to_what_somebody_voted_for_or_spoke_about_comes_forward(
    project: Project,
) -> None:
    voter, talker = a_person(), a_person()
    voted = an_idea("Unlock the vault with my fingerprint", project=project)
    spoken = an_idea("Show the exchange rate abroad", project=project)
    vault = an_idea("Vault that opens by fingerprint or face", project=project)
    rate = an_idea("Warn me when the exchange rate falls", project=project)
    far = [an_idea(f"Another colour {word}", project=project) for word in FAR]
    known(project, dict.fromkeys([voted, spoken, vault, rate, *far], 5))
    for reader, near, care in (
        (voter, vault, lambda: a_vote(voted, voter)),
        (talker, rate, lambda: a_comment(spoken, by=talker)),
    ):
        before = ahead(project, actor_of(reader), near, far)
        care()
        after = ahead(project, actor_of(reader), near, far)
        assert all(now <= then for now, then in zip(after, before, strict=True))
        assert sum(after) < sum(before)


def ahead(project: Project, actor: Actor, idea: Idea, others: list[Idea]) -> list[int]:
    """How many of the others stand before an idea in somebody's list, day by day."""
    days = [f"2026-01-{day:02}" for day in range(1, 31)]
    drawn = [[key for _, key in drawn_for(actor, project.id, day)] for day in days]
    theirs = {other.id for other in others}
    return [len(theirs & {*order[: order.index(idea.id)]}) for order in drawn]


FAR = ("saffron", "crimson", "indigo", "umber", "ochre", "teal", "mauve", "sepia")


def test_what_is_closed_or_hidden_has_no_turn(project: Project) -> None:
    idea, other = an_idea(project=project), an_idea(project=project)
    known(project, {idea: 1, other: 1})
    assert len(for_you(STRANGER, project.id).rows) == 2
    idea.withdrawn_at = idea.proposed_at
    db.session.commit()
    assert [line.id for line in for_you(STRANGER, project.id).rows] == [other.id]
    weigh_project(ProjectId(project.id))
    assert [key for _, key in drawn_for(STRANGER, project.id, "")] == [other.id]


@pytest.mark.parametrize("many", [3, 30])
def test_the_page_asks_as_much_of_many_ideas_as_of_few(
    signed_in: SignIn, project: Project, many: int
) -> None:
    ideas = [an_idea(project=project) for _ in range(many)]
    reader = a_person()
    a_vote(ideas[0], reader)
    known(project, dict.fromkeys(ideas, 2))
    browser = signed_in(reader)
    path = f"/projects/{project.slug}/ideas?sort=for-you"
    browser.get(path)
    with queries(at_most=16):
        page = browser.get(path)
    assert page.status_code == 200
    assert 'aria-current="page"' in page.text
    assert page.text.count("<article") == min(many - 1, 20)
    for bad in ("", "nonsense", "W1tdLDFd", "W1siaCIsMV0sMV0"):
        assert browser.get(f"{path}&page={bad}").status_code == 200
    filtered = browser.get(f"{path}&tag=none")
    assert filtered.status_code == 200


def test_programs_ask_for_it_too(client: ForgetfulClient, project: Project) -> None:
    ideas = [an_idea(project=project) for _ in range(3)]
    known(project, dict.fromkeys(ideas, 2))
    path = f"/api/v1/projects/{project.slug}/ideas?sort=for-you"
    told = client.get(f"{path}&limit=2").get_json()
    assert len(told["rows"]) == 2
