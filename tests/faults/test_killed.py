"""Whatever was acknowledged is there once, however often the house is killed."""

import logging
import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
import requests
from flask import Flask
from sqlalchemy import func, select

from cocreate.cli.shedding import SENTENCE
from cocreate.config import Settings
from cocreate.discussion.models import Comment
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.outbox import OutboxMessage
from cocreate.kernel.policy import STRANGER
from cocreate.notices.models import Notice
from cocreate.search.actions import find_drift, rebuild
from cocreate.search.models import SearchChange
from cocreate.search.queries import search
from cocreate.votes.models import Vote
from tests.factories import PASSWORD, a_person, a_project, an_account, an_idea
from tests.faults.customers import Browser, Deeds
from tests.faults.killing import WAYS, Way, kill_the_house
from tests.faults.programs import token_of
from tests.faults.running import House, crowding, house

pytestmark = pytest.mark.slow

SEED = 20_301
KILLS, VOTERS, IDEAS = 2, 5, 12
BACK_MOSTLY, BACK_WITHIN = 2.0, 5.0
DRAINED_WITHIN = 120.0
TIMEOUT = 10

Act = tuple[str, Callable[[], requests.Response]]
log = logging.getLogger(__name__)


@pytest.fixture
def home(app: Flask, settings: Settings, tmp_path: Path) -> Iterator[House]:
    rebuild()  # what an earlier test has read of an index that is gone is forgotten
    with house(settings, tmp_path / "server.log") as running:
        yield running


# ── Killed while people vote ──────────────────────────────────────────────────


def test_what_was_acknowledged_survives_every_kill(home: House) -> None:
    be_killed(home, [kill_the_house] * KILLS, seed=SEED, size=(VOTERS, IDEAS))


@pytest.mark.drill
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_survives_kills_at_other_moments(home: House, seed: int) -> None:
    ways = random.Random(seed).sample(WAYS * 3, 12)  # noqa: S311 - the same each time
    be_killed(home, ways, seed=seed, size=(20, 24))


def be_killed(
    home: House, ways: Sequence[Way], *, seed: int, size: tuple[int, int]
) -> None:
    voters, ideas = size
    project = a_project()
    author = a_person("Author")
    slug, author_id = project.slug, author.id
    keys = [an_idea(project=project, author=author).id for _ in range(ideas)]
    people = [an_account(f"Voter {n}") for n in range(voters)]
    tokens = [token_of(person) for person in people]
    emails = [str(person.email) for person in people]
    person_ids = [person.id for person in people]
    db.session.rollback()
    home.start()
    lists = [
        acts_by_form(Browser(home, email, PASSWORD), keys, slug, number)
        if number % 2 == 0
        else acts_by_token(home, token, keys, slug, number)
        for number, (email, token) in enumerate(zip(emails, tokens, strict=True))
    ]
    deeds, backs = live_through(home, lists, seed=seed, ways=ways)
    assert deeds.refused == []
    assert [said for said in deeds.put_off if SENTENCE not in said] == []
    wait_until_nothing_waits()
    home.kill()
    assert sorted(deeds.done) == sorted({name for acts in lists for name, _ in acts})
    it_was_back_soon(backs)
    every_vote_is_there_once(person_ids, keys)
    everything_was_delivered(author_id, len(people))
    assert home.complaints() == []


def it_was_back_soon(backs: Sequence[tuple[Way, float]]) -> None:
    """In seconds of a machine that is ours."""
    told = ", ".join(f"{way.__name__} {back:.2f} s" for way, back in backs)
    median = statistics.median(back for _, back in backs)
    log.info("back in %.2f s (median): %s", median, told)
    assert median <= BACK_MOSTLY, told
    assert max(back for _, back in backs) <= BACK_WITHIN, told


def acts_by_form(
    browser: Browser, ideas: Sequence[int], slug: str, number: int
) -> list[Act]:
    votes: list[Act] = [
        (f"{number} votes for {idea}", partial(browser.send, f"/ideas/{idea}/vote", {}))
        for idea in ideas
    ]
    said = {"body": f"Quokka, says voter {number}."}
    idea = {"title": f"A wombat for voter {number}", "body": "So that it digs."}
    return [
        *votes,
        (f"{number} says", partial(browser.send, f"/ideas/{ideas[0]}/comments", said)),
        (f"{number} proposes", partial(browser.send, f"/projects/{slug}/ideas", idea)),
    ]


def acts_by_token(
    house: House, token: str, ideas: Sequence[int], slug: str, number: int
) -> list[Act]:
    program = requests.Session()
    program.headers["Authorization"] = f"Bearer {token}"
    api = f"{house.address}/api/v1"

    def put(idea: int) -> requests.Response:
        return program.put(f"{api}/ideas/{idea}/vote", timeout=TIMEOUT)

    def post(path: str, body: dict[str, str]) -> requests.Response:
        return program.post(api + path, json=body, timeout=TIMEOUT)

    said = {"body": f"Quokka, says voter {number}."}
    idea = {"title": f"A wombat for voter {number}", "body": "So that it digs."}
    return [
        *((f"{number} votes for {idea}", partial(put, idea)) for idea in ideas),
        (f"{number} says", partial(post, f"/ideas/{ideas[0]}/comments", said)),
        (f"{number} proposes", partial(post, f"/projects/{slug}/ideas", idea)),
    ]


def live_through(
    home: House, lists: list[list[Act]], *, seed: int, ways: Sequence[Way]
) -> tuple[Deeds, list[tuple[Way, float]]]:
    """Everybody acts; meanwhile the house is killed at moments nobody expects."""
    deeds, hurry, backs = Deeds(), threading.Event(), []
    fate = random.Random(seed)  # noqa: S311 - the same moments every time
    # The first of them presses every button twice at once.
    crowd = [lists[0], *lists]
    with ThreadPoolExecutor(len(crowd)) as pool:
        working = [
            pool.submit(act_one_by_one, deeds, acts, hurry, fate.random())
            for acts in crowd
        ]
        for way in ways:
            time.sleep(fate.uniform(0.1, 0.7))
            began, crowded = time.monotonic(), crowding()
            way(home, fate)
            took = time.monotonic() - began
            backs.append((way, took / max(crowded, crowding())))
        hurry.set()
        for one in working:
            one.result()
    return deeds, backs


def act_one_by_one(
    deeds: Deeds, acts: list[Act], hurry: threading.Event, seed: float
) -> None:
    """In an order of one's own, with a breath between, until all of it is done."""
    mine = random.Random(seed)  # noqa: S311 - the same order every time
    for name, act in mine.sample(acts, len(acts)):
        deeds.insist(name, act)
        hurry.wait(mine.uniform(0, 0.25))


def wait_until_nothing_waits() -> None:
    """The worker delivers every event, and the index learns of every change."""
    until, left = time.monotonic() + DRAINED_WITHIN, [0]
    while time.monotonic() < until:
        left = [rows_of(OutboxMessage), rows_of(SearchChange)]
        db.session.rollback()
        if not any(left):
            return
        time.sleep(0.1)
    raise AssertionError(f"still waiting: {left}")


def rows_of(table: type[OutboxMessage] | type[SearchChange]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def every_vote_is_there_once(person_ids: Sequence[int], ideas: Sequence[int]) -> None:
    """No voice is lost, doubled or made up, and the figures say the same."""
    votes = db.session.execute(select(Vote.voter_id, Vote.idea_id)).all()
    asked = {(voter, idea) for voter in person_ids for idea in ideas}
    assert {tuple(vote) for vote in votes} == asked
    assert len(votes) == len(asked)
    figures = set(db.session.scalars(select(Idea.votes).where(Idea.id.in_(ideas))))
    assert figures == {len(person_ids)}


def everything_was_delivered(author_id: int, voices: int) -> None:
    """Said once, proposed once, told once, and found."""
    comments = list(db.session.scalars(select(Comment.id)))
    assert len(comments) == voices
    told = select(Notice.about).where(
        Notice.person_id == author_id, Notice.kind == "comment"
    )
    assert sorted(db.session.scalars(told)) == sorted(f"comment:{n}" for n in comments)
    wombats = db.session.scalar(
        select(func.count()).where(Idea.title.startswith("A wombat"))
    )
    assert wombats == voices
    assert not find_drift()
    assert len(search(STRANGER, "wombat").results) == voices
    assert len(search(STRANGER, "quokka").results) == voices


# ── Killed between the commit and the worker ──────────────────────────────────


def test_an_event_waits_for_a_worker_that_is_not_there(home: House) -> None:
    home.forks = True
    author, voice = a_person("Author"), an_account("Voice")
    idea_id, author_id = an_idea(author=author).id, author.id
    email = str(voice.email)
    db.session.rollback()
    home.start(with_worker=False)
    browser = Browser(home, email, PASSWORD)
    said = {"body": "Quokka, I say."}
    assert browser.send(f"/ideas/{idea_id}/comments", said).status_code == 303
    home.kill()
    assert rows_of(OutboxMessage) > 0
    assert rows_told(author_id) == 0
    db.session.rollback()
    home.work_alone()
    wait_until_nothing_waits()
    assert rows_told(author_id) == 1
    assert len(search(STRANGER, "quokka").results) == 1
    assert home.complaints() == []


def rows_told(person_id: int) -> int:
    told = select(func.count()).where(
        Notice.person_id == person_id, Notice.kind == "comment"
    )
    return db.session.scalar(told) or 0
