"""The index under the hands of several processes, whichever engine keeps it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from flask import Flask

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import ProjectId
from cocreate.search import actions, index, shape
from cocreate.search.engine import Scope
from cocreate.search.jobs import index_changes
from cocreate.search.sources import SOURCES
from cocreate.search.subject import Subject
from cocreate.search.words import Asked
from tests.factories import an_idea
from tests.racing import PATIENCE
from tests.search.finding import SCOPE, keys, said, titles
from tests.spending import least_spent


def test_what_is_said_while_an_index_is_made_is_found_at_once_and_afterwards(
    app: Flask, learn: Callable[[], None], relay_all: Callable[[], int]
) -> None:
    an_idea("Keep my place in the queue")
    learn()
    read, go_on = Event(), Event()

    def hold(_: int) -> None:
        read.set()
        go_on.wait(PATIENCE)

    def make_anew() -> None:
        with app.app_context():
            actions.rebuild(hold)

    with ThreadPoolExecutor(1) as pool:
        making = pool.submit(make_anew)
        assert read.wait(PATIENCE)
        an_idea("Tell me who is calling")
        learn()
        assert titles("calling") == ["Tell me who is calling"]
        assert titles("queue") == ["Keep my place in the queue"]
        assert index_changes() == 0  # it was taught, and is not taught over and over
        go_on.set()
        making.result()
    db.session.rollback()
    index_changes()
    assert titles("calling") == ["Tell me who is calling"]
    assert not actions.find_drift()


def test_two_writers_lose_nothing(app: Flask) -> None:
    def write(key: int) -> None:
        with app.app_context():
            index.write([said(key, "written at once")])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(1, 13)))
    assert sorted(keys("written")) == list(range(1, 13))


def test_the_newest_come_first_however_the_index_was_written() -> None:
    for first in range(1, 200, 10):
        index.write([said(key, "the same words") for key in range(first, first + 10)])
    assert keys("word") == list(range(200, 0, -1))
    index.write([said(7, "the same words, edited")], ["idea:200"])
    assert keys("edit") == [7]
    assert len(keys("word")) == 199


def test_a_common_word_costs_no_more_in_a_larger_index() -> None:
    made = (said(key, f"common {key % 7} words") for key in range(8_000, 0, -1))
    index.write_anew(made)
    hits = index.find(Asked(("common",)), SCOPE, most=1_000)
    assert hits.is_cut
    assert hits.number < 8_000
    assert hits.best[0].id > 3_000  # among the newest


def test_a_rare_project_is_found_behind_many_newer_matches() -> None:
    documents = [said(key, "common words") for key in range(9_000, 1, -1)]
    index.write_anew([*documents, said(1, "common words", project=2)])
    for projects in ((ProjectId(2),), tuple(map(ProjectId, range(2, 50)))):
        found = index.find(Asked(("common",)), Scope((), projects), most=10)
        assert [hit.id for hit in found.best] == [1]
        some = index.find_some(Asked(("common", "nil")), Scope((), projects), most=10)
        assert [hit.id for hit in some.best] == [1]


def test_what_was_edited_behind_the_index_is_drift_and_is_mended(
    learn: Callable[[], None],
) -> None:
    idea = an_idea("Keep my place in the queue")
    learn()
    (kept,) = SOURCES[Subject.IDEA].documents([idea.id])
    index.write([kept._replace(title=f"Older words of {now():%Y}")])
    assert actions.find_drift().changed == {f"idea:{idea.id}"}
    actions.mend_drift()
    assert not actions.find_drift()


def test_what_is_posted_is_findable_within_two_seconds(work: Callable[[], int]) -> None:
    words = iter(("place", "queue", "number"))

    def post_and_find() -> None:
        word = next(words)
        an_idea(f"Keep my {word}")
        work()
        assert titles(word) == [f"Keep my {word}"]

    assert least_spent(post_and_find) < 2


def test_many_changes_are_learned_some_at_a_time(
    relay_all: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 3)
    for number in range(5):
        an_idea(f"Quiet hours {number}")
    relay_all()
    assert index_changes() == 3
    assert len(titles("quiet")) == 3
    assert [index_changes(), index_changes()] == [2, 0]
    assert not actions.find_drift()


def test_whatever_is_said_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shape, "MOST_KEPT", 200)
    pairs = "".join(map(chr, range(0x4E00, 0x4E00 + 300)))
    long = "\u0390" * 300 + " \ufdfa-\ufdfa" * 9 + "\ufdfa" * 20 + "++"
    odd = [said(1, long), said(2, "Han")._replace(body=f"{pairs} {pairs[::-1]} end")]
    index.write(odd)
    index.write_anew(odd)
    assert keys("han") == [2]
    assert index.find(Asked(("\u4e00\u4e01",)), SCOPE, most=9).number == 1
    index.write([], ["idea:1", "idea:2"])
    assert index.prints_kept() == {}
