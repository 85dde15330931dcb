import json
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from cocreate.ideas.actions import withdraw_idea
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.ids import ProjectId
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.surfacing.actions import map_opinions
from cocreate.surfacing.common_ground import counts_of, shared, stands
from cocreate.surfacing.drawing_groups import told_of
from cocreate.surfacing.jobs import weigh_anew
from cocreate.surfacing.models import OpinionMap
from cocreate.surfacing.opinion import (
    FROM_SCRATCH,
    Began,
    Groups,
    Table,
    answered_of,
    grouped,
    table_of,
)
from cocreate.surfacing.telling_groups import Told, read, written
from cocreate.votes.actions import answer_idea, cast_vote
from cocreate.votes.kinds import Opinion
from cocreate.votes.queries import own_opinion
from tests.client import ForgetfulClient
from tests.factories import a_person, a_project, actor_of, an_idea

SignIn = Callable[[Person], ForgetfulClient]
Row = tuple[int, int, int]

# What two camps say to eight ideas: four divide them, three they share, one is open.
CAMPS = ((1, 1, -1, -1, 1, 1, -1, 0), (-1, -1, 1, 1, 1, 1, -1, 0))


def said_by(camps: Sequence[int], *, lost: float = 0.2) -> list[Row]:
    """What people of these camps say, some of it left out."""
    chance = np.random.default_rng(7)
    return [
        (person, idea, value)
        for person, camp in enumerate(camps, 1)
        for idea, value in enumerate(CAMPS[camp], 1)
        if chance.random() >= lost
    ]


def table_from(rows: Sequence[Row]) -> Table:
    return table_of(answered_of(rows))


def test_two_camps_are_told_apart_and_what_they_share_is_found() -> None:
    camps = [0] * 40 + [1] * 25
    table = table_from(said_by(camps, lost=0.0))
    groups = grouped(table, seed=3)
    assert groups is not None
    assert groups.sure
    assert groups.members.tolist() == camps
    counts = counts_of(table, groups)
    first, second = stands(counts, table.ideas)
    assert {(one.idea_id, one.value) for one in first} == {
        *((1, 1), (2, 1), (3, -1), (4, -1))
    }
    assert {(one.idea_id, one.value) for one in second} == {
        *((1, -1), (2, -1), (3, 1), (4, 1))
    }
    together = shared(counts, table.ideas)
    assert {(one.idea_id, one.value) for one in together} == {(5, 1), (6, 1), (7, -1)}
    told = told_of(table, groups)
    assert read(written(told)) == told
    assert all(dot.people >= 3 for dot in told.dots)


def test_the_same_answers_give_the_same_groups_and_letters_stay() -> None:
    table = table_from(said_by([0] * 30 + [1] * 30))
    one, same = grouped(table, seed=5), grouped(table, seed=5)
    assert one is not None
    assert same is not None
    assert one.members.tolist() == same.members.tolist()
    placed = zip(one.people, one.members, strict=True)
    turned = {int(who): 1 - int(at) for who, at in placed}
    again = grouped(table, seed=5, before=turned)
    assert again is not None
    assert again.members.tolist() == [turned[int(who)] for who in again.people]


def found(table: Table, before: Groups | None = None) -> Groups:
    """The groups, from scratch or from where they stood."""
    letters, began = dict[int, int](), FROM_SCRATCH
    if before:
        placed = zip(before.people, before.members, strict=True)
        letters = {int(who): int(at) for who, at in placed}
        began = Began(*json.loads(json.dumps(before.began)))
    groups = grouped(table, seed=5, before=letters, began=began)
    assert groups is not None
    return groups


def test_groups_found_from_where_they_stood_are_those_found_from_scratch() -> None:
    """People answer one after the other; the groups are drawn anew in between."""
    rows = said_by(([0] * 3 + [1] * 2) * 24, lost=0.05)
    table = table_from([row for row in rows if row[0] <= 40])
    groups = warm = found(table)
    for people in (70, 71, 100, 120):
        table = table_from([row for row in rows if row[0] <= people])
        warm, same = found(table, groups), found(table, groups)
        assert warm.began == same.began, "the same from the same, to the last digit"
        assert warm.members.tolist() == same.members.tolist()
        groups = warm
    scratch = found(table)
    assert scratch.people.tolist() == warm.people.tolist()
    assert (scratch.members == warm.members).mean() >= 0.99
    assert np.allclose(scratch.places, warm.places)
    mirrored = [[-one, -other] for one, other in warm.began.main]
    turned = found(table, warm._replace(began=warm.began._replace(main=mirrored)))
    assert np.allclose(turned.places, -warm.places), "a map is turned as it was"


def test_what_chance_gives_is_called_so_and_too_little_is_none() -> None:
    chance = np.random.default_rng(1)
    said = chance.choice((-1, 1), (60, 9))
    rows = [(who, to, int(value)) for (who, to), value in np.ndenumerate(said)]
    groups = grouped(table_from(rows), seed=1)
    assert groups is not None
    assert not groups.sure
    assert grouped(table_from([]), seed=1) is None
    assert grouped(table_from(said_by([0, 1] * 4)), seed=1) is None
    alike = [(who, to, 1) for who in range(20) for to in range(8)]
    assert grouped(table_from(alike), seed=1) is not None


@pytest.fixture
def project(app: object) -> Project:
    assert app
    project = a_project()
    project.asks_opinion = True
    db.session.commit()
    return project


def test_to_agree_is_to_vote_and_the_last_word_counts(project: Project) -> None:
    idea, ada = an_idea(project=project), actor_of(a_person())
    for opinion, votes in (
        (Opinion.DISAGREE, 0),
        (Opinion.AGREE, 1),
        (Opinion.AGREE, 1),
        (Opinion.PASS, 0),
    ):
        answer_idea(ada, idea.id, opinion=opinion)
        db.session.commit()
        db.session.refresh(idea)
        assert (own_opinion(ada, idea.id), idea.votes) == (opinion, votes)
    cast_vote(ada, idea.id)
    db.session.commit()
    assert own_opinion(ada, idea.id) is Opinion.AGREE
    elsewhere = an_idea(project=a_project())
    with pytest.raises(ForbiddenError):
        answer_idea(ada, elsewhere.id, opinion=Opinion.PASS)


def test_answers_become_common_ground(
    signed_in: SignIn, client: ForgetfulClient, project: Project
) -> None:
    ground = f"/projects/{project.slug}/common-ground"
    assert "Not enough answers yet" in client.get(ground).text
    ideas, people = a_divided(project)
    browser = signed_in(people[0])
    answer_all(browser, project, ideas)
    assert map_opinions() == 1
    assert map_opinions() == 0
    told = told_in(project)
    assert [group.people for group in told.groups] == [8, 8]
    api = browser.get(f"/api/v1{ground}").get_json()
    assert [group["people"] for group in api["groups"]] == [8, 8]
    assert {one["title"] for one in api["shared"]} >= {ideas[4].title}
    mine = browser.get(ground).text
    assert "you among them" in mine
    assert "you among them" not in client.get(ground).text
    assert ideas[4].title in mine
    withdraw_idea(actor_of(db.session.get_one(Person, ideas[4].author_id)), ideas[4].id)
    db.session.commit()
    assert ideas[4].title not in client.get(ground).text
    project.asks_opinion = False
    db.session.commit()
    assert client.get(ground).status_code == 404
    assert client.get(f"/api/v1{ground}").status_code == 404


def a_divided(project: Project) -> tuple[list[Idea], list[Person]]:
    """Eight ideas, and sixteen people of two camps; the first has said nothing yet."""
    titles = [f"Idea number {number}" for number in range(1, 9)]
    ideas = [an_idea(title, project=project) for title in titles]
    people = [a_person(f"Person {number}") for number in range(16)]
    say(ideas, people[1:])
    return ideas, people


def answer_all(
    browser: ForgetfulClient, project: Project, ideas: Sequence[Idea]
) -> None:
    """What is asked is answered, pressed twice; nonsense is refused."""
    asking = f"/projects/{project.slug}/opinions"
    weigh_anew()
    page = browser.get(asking).text
    assert "button--primary" in page
    assert sum(idea.title in page for idea in ideas) == 1
    for idea, value in zip(ideas, CAMPS[0], strict=True):
        said = {"opinion": "disagree" if value < 0 else "agree"}
        address = f"/ideas/{idea.id}/opinion"
        assert browser.post(address, data=said).status_code == 303
        assert browser.post(address, data=said).status_code == 303
        assert browser.post(address, data={"opinion": "perhaps"}).status_code == 422
    assert "You have answered everything" in browser.get(asking).text


def say(ideas: Sequence[Idea], people: Sequence[Person]) -> None:
    """Every second person is of the other camp."""
    for place, person in enumerate(people, 1):
        for idea, value in zip(ideas, CAMPS[place % 2], strict=True):
            opinion = {1: Opinion.AGREE, -1: Opinion.DISAGREE, 0: Opinion.PASS}[value]
            answer_idea(actor_of(person), idea.id, opinion=opinion)
    db.session.commit()


def told_in(project: Project) -> Told:
    return read(db.session.get_one(OpinionMap, ProjectId(project.id)).told)
