import queue
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from werkzeug.test import EnvironBuilder

from cocreate.ideas.models import Idea
from cocreate.ideas.queries import Wanted, lines
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.gathered import Gathered
from cocreate.kernel.kept_pages import MARK, KeptPages
from cocreate.kernel.policy import STRANGER
from cocreate.kernel.shown import SHOWS, Glance, address_of, glances, number_of
from cocreate.people.models import Person
from cocreate.surfacing.actions import (
    begin_with,
    count_shown,
    weigh_project,
)
from cocreate.surfacing.models import Exposure
from cocreate.surfacing.queries import reach_of
from cocreate.surfacing.queries.turns import drawn_for
from cocreate.surfacing.sketch import EMPTY, people_in, together, with_readers
from cocreate.triage.actions import merge_ideas
from cocreate.votes.actions import answer_idea, cast_vote, say_why, withdraw_vote
from cocreate.votes.kinds import Importance, Opinion
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    a_vote,
    actor_of,
    an_idea,
)
from tests.racing import PATIENCE
from tests.watching import queries

pytestmark = pytest.mark.usefixtures("app")
SignIn = Callable[[Person], ForgetfulClient]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Firefox/143.0"


@pytest.fixture(autouse=True)
def nothing_waits() -> None:
    glances.waiting.clear()


def test_a_sketch_counts_people_once_and_about_right() -> None:
    chance = [number_of(f"reader {number}", b"") for number in range(3000)]
    for many in (0, 1, 12, 40, 300, 3000):
        sketch = with_readers(EMPTY, chance[:many])
        assert abs(people_in(sketch) - many) <= 0.25 * many
        assert with_readers(sketch, chance[:many]) == sketch
    halves = with_readers(EMPTY, chance[:200]), with_readers(EMPTY, chance[100:300])
    assert together(*halves) == with_readers(EMPTY, chance[:300])


def waiting() -> list[Glance]:
    return [glance for _, glance in glances.waiting]


def shown(idea: Idea) -> int:
    db.session.expire_all()
    found = db.session.get(Exposure, idea.id)
    return found.shown if found else 0


def support_of(idea: Idea) -> float:
    db.session.expire_all()
    told: float = db.session.get_one(Idea, idea.id).support
    return told


def look_by(idea: Idea, people: int) -> None:
    """So many different people are shown an idea."""
    told = [Glance(number_of(f"{n}", b""), (idea.id,)) for n in range(people)]
    count_shown(told)


def test_people_who_are_shown_a_list_are_counted_once_each_and_no_robots(
    client: FlaskClient, signed_in: SignIn
) -> None:
    project = a_project()
    idea, other = an_idea(project=project), an_idea(project=a_project())
    path = f"/projects/{project.slug}/ideas"
    for agent in (FIREFOX, FIREFOX, "Mozilla/5.0 Safari", "Googlebot/2.1", "curl/8"):
        client.get(path, headers={"User-Agent": agent})
    ahead = {"User-Agent": FIREFOX, "Sec-Purpose": "prefetch"}
    client.get(path, headers=ahead, environ_base={"REMOTE_ADDR": "10.0.0.9"})
    member = signed_in(a_person())
    for address in (path, path, f"/ideas/{idea.id}"):
        member.get(address, headers={"User-Agent": FIREFOX})
    assert shown(idea) == 0, "no page waits for it"
    readers = {glance.reader for glance in waiting() if glance.reader}
    assert len(readers) == 2, "one address, one account"
    told = people_in(with_readers(EMPTY, readers))  # one where two share a place
    for _ in range(2):
        glances.keep_now()
        assert shown(idea) == told
    assert shown(other) == 0


def test_a_page_that_is_kept_counts_whoever_it_is_sent_to() -> None:
    def page(environ: Any, start: Any) -> list[bytes]:
        environ[SHOWS] = (7, 8)
        start("200 OK", [("Content-Type", "text/html"), (MARK, "1")])
        return [b"a page"]

    kept = KeptPages(page, seconds=60, most=5, cookies=())
    for number in (1, 2, 2):
        environ = EnvironBuilder(headers=[("User-Agent", FIREFOX)]).get_environ()
        list(kept(environ | {"REMOTE_ADDR": f"10.0.0.{number}"}, start_nothing))
    seen = waiting()
    assert [glance.keys for glance in seen] == [(7, 8)] * 3
    assert len({glance.reader for glance in seen}) == 2


def start_nothing(*_: Any) -> Callable[[bytes], object]:
    return str


def test_nine_of_ten_stand_above_fifty_of_a_hundred() -> None:
    project = a_project()
    few, many = an_idea(project=project, votes=4), an_idea(project=project, votes=6)
    look_by(few, 5)
    look_by(many, 60)
    assert support_of(few) > support_of(many)
    listed = lines(STRANGER, project.id, wanted=Wanted()).rows
    assert [line.id for line in listed] == [few.id, many.id]


def test_a_vote_reaches_the_support_and_changes_two_rows(app: Flask) -> None:
    project = a_project()
    ideas = [an_idea(project=project, votes=n) for n in (1, 2, 3)]
    glances.keep_now()
    weigh_project(project.id)
    before = [support_of(idea) for idea in ideas]
    voter = a_vote(ideas[0])
    with queries(at_most=8) as statements:
        glances.keep_now()
    written = [said for said in statements if said.startswith(("INSERT", "UPDATE"))]
    assert len(written) == 2
    after = [support_of(idea) for idea in ideas]
    assert after[0] != before[0]
    assert after[1:] == before[1:]
    withdraw_vote(actor_of(voter), ideas[0].id)
    db.session.commit()
    weigh_project(project.id)
    assert support_of(ideas[0]) == pytest.approx(before[0])


def test_whose_turn_it_is_moves_with_what_is_learned_and_not_with_each_vote() -> None:
    project = a_project()
    fresh, known = an_idea(project=project, votes=1), an_idea(project=project, votes=9)
    begin_with({fresh.id: 3, known.id: 300})
    db.session.commit()
    weigh_project(project.id)
    turns, told = (turn_of(fresh), turn_of(known)), support_of(known)
    for idea in (fresh, fresh, known):
        a_vote(idea)
    glances.keep_now()
    assert support_of(known) > told, "Top is told of each"
    assert turn_of(fresh) > turns[0]
    assert turn_of(known) == turns[1]
    for _ in range(9):
        a_vote(known)
    glances.keep_now()
    assert turn_of(known) > turns[1]


def turn_of(idea: Idea) -> float:
    db.session.expire_all()
    return db.session.get_one(Exposure, idea.id).turn or 0.0


def test_a_vote_that_is_not_committed_yet_is_told_with_the_next_ones() -> None:
    idea = an_idea()
    glances.waiting.clear()
    cast_vote(actor_of(a_person()), idea.id)
    glances.keep_settled()
    assert [glance.keys for glance in waiting()] == [(idea.id,)]
    db.session.rollback()


def test_a_must_counts_for_more_than_a_nice_to_have() -> None:
    project = a_project()
    must, nice = an_idea(project=project), an_idea(project=project)
    for idea, importance in ((must, Importance.MUST), (nice, Importance.NICE)):
        voter = actor_of(a_vote(idea))
        say_why(voter, idea.id, importance=importance, why="")
        db.session.commit()
        look_by(idea, 10)
    assert support_of(must) > support_of(nice)


def test_votes_that_came_from_elsewhere_are_not_held_against_nobody() -> None:
    """An import brings votes, and nobody was counted: more votes stand first."""
    with time_machine.travel("2026-01-05", tick=False):
        project = a_project()
        ideas = [an_idea(project=project, votes=n) for n in (1, 4, 2)]
    weigh_project(project.id)
    told = [support_of(idea) for idea in ideas]
    assert told[0] < told[2] < told[1]
    begin_with({ideas[1].id: 400})
    db.session.commit()
    assert weigh_project(project.id) >= 1
    assert shown(ideas[1]) == 400
    assert support_of(ideas[1]) < support_of(ideas[2])


def test_the_company_is_told_how_far_an_idea_came_and_nobody_else(
    signed_in: SignIn,
) -> None:
    idea = an_idea(votes=2)
    begin_with({idea.id: 40})
    db.session.commit()
    manager = a_product_manager()
    assert reach_of(actor_of(manager), idea.id) == (40, 2)
    with pytest.raises(ForbiddenError):
        reach_of(actor_of(a_person()), idea.id)
    words = "Shown to about 40 people"
    assert words in signed_in(manager).get(f"/ideas/{idea.id}").text
    assert words not in signed_in(a_person()).get(f"/ideas/{idea.id}").text


def test_what_is_gathered_is_kept_soon_and_once_by_a_thread(app: Flask) -> None:
    kept: queue.Queue[list[int]] = queue.Queue()
    notes = Gathered(kept.put)
    notes.begin(app, 0.01)
    notes.add(7)
    assert kept.get(timeout=PATIENCE) == [7]
    notes.begin(app, 0)
    notes.add(8)
    notes.add(9)
    notes.keep_now()
    notes.keep_now()
    assert kept.get_nowait() == [8, 9]
    assert kept.empty()


def test_a_busy_database_loses_nobody_who_was_shown_something() -> None:
    def refuse(_: list[int]) -> None:
        raise OperationalError("locked", {}, Exception())

    notes = Gathered(refuse)
    for note in (7, 8):
        notes.add(note)
    with pytest.raises(OperationalError):
        notes.keep_now()
    assert [note for _, note in notes.waiting] == [7, 8]


def test_a_household_is_one_address_and_the_last_proxy_is_believed() -> None:
    assert address_of({"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, 0) == "2001:db8:1:2"
    passed = {"HTTP_X_FORWARDED_FOR": "6.6.6.6, 10.0.0.7", "REMOTE_ADDR": "127.0.0.1"}
    assert address_of(passed, 1) == "10.0.0.7"


def test_who_saw_a_duplicate_has_seen_what_it_became_a_part_of(
    work: Callable[[], int],
) -> None:
    project = a_project()
    part, head = an_idea(project=project), an_idea(project=project)
    look_by(part, 30)
    look_by(head, 10)
    merge_ideas(actor_of(a_product_manager()), part.id, into_id=head.id)
    db.session.commit()
    work()
    assert 27 <= shown(head) <= 33
    assert db.session.get_one(Exposure, part.id).turn is None


def test_where_opinions_are_asked_for_those_who_answered_are_all_that_counts() -> None:
    project = a_project()
    project.asks_opinion = True
    liked, split = an_idea(project=project, votes=3), an_idea(project=project, votes=3)
    doubters = [actor_of(a_person()) for _ in range(3)]
    for doubter in doubters:
        answer_idea(doubter, split.id, opinion=Opinion.DISAGREE)
        db.session.commit()
    look_by(liked, 50)
    look_by(split, 5)
    assert support_of(liked) > support_of(split)
    turns = [key for _, key in drawn_for(doubters[0], project.id, "today")]
    assert turns == [liked.id]
