"""The index in PostgreSQL: tables that go, rows that go, writers that die."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import text

from cocreate.kernel.db import db
from cocreate.kernel.policy import STRANGER
from cocreate.search import actions, index
from cocreate.search.in_postgresql import editions, writing
from cocreate.search.jobs import index_changes, tidy
from cocreate.search.queries import search
from cocreate.search.shape import IndexBusyError
from tests.factories import an_idea
from tests.racing import PATIENCE
from tests.search.finding import keys, said, titles

pytestmark = pytest.mark.postgres

Writing = Callable[[], AbstractContextManager[tuple[int, Future[int]]]]

DAMAGE = {
    "a table that is gone": "DROP TABLE search_index_documents",
    "words that are gone": "DROP TABLE search_index_terms",
    "a column that is gone": "ALTER TABLE search_index_documents DROP COLUMN words",
    "another shape": "UPDATE search_editions SET shape = 1",
    "no edition": "DELETE FROM search_editions",
}


def damage(statement: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize("broken", DAMAGE)
def test_a_broken_index_still_answers_and_heals(
    learn: Callable[[], None], broken: str
) -> None:
    an_idea("Keep my place in the queue")
    learn()
    damage(DAMAGE[broken])
    assert search(STRANGER, "queue").is_broken
    assert actions.find_drift().is_broken
    assert not actions.is_index_complete(), "so the worker says that it is not"
    index_changes()
    assert titles("queue") == ["Keep my place in the queue"]
    assert not actions.find_drift()


def test_rows_that_are_gone_are_drift_and_are_mended(learn: Callable[[], None]) -> None:
    idea = an_idea("Keep my place in the queue")
    learn()
    damage("TRUNCATE search_index_documents")
    assert actions.find_drift().missing == {f"idea:{idea.id}"}
    actions.mend_drift()
    assert titles("queue") == ["Keep my place in the queue"]


@pytest.fixture
def in_the_middle(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Writing:
    """A writer that has changed rows, and not yet committed: its process, its end."""
    changed, go_on = Event(), Event()
    process: list[int] = []
    count_terms = writing.count_terms

    def wait(counts: object) -> None:
        process.append(db.session.scalar(text("SELECT pg_backend_pid()")))
        changed.set()
        go_on.wait(PATIENCE)
        count_terms(counts)  # type: ignore[arg-type]  # what it was given

    def write() -> int:
        with app.app_context():
            return writing.write([said(2, "after the fall")], ["idea:1"])

    @contextmanager
    def writer() -> Iterator[tuple[int, Future[int]]]:
        monkeypatch.setattr(writing, "count_terms", wait)
        with ThreadPoolExecutor(1) as pool:
            ended = pool.submit(write)
            assert changed.wait(PATIENCE)
            try:
                yield process[0], ended
            finally:
                monkeypatch.setattr(writing, "count_terms", count_terms)
                go_on.set()

    return writer


def test_a_writer_that_is_killed_leaves_the_index_whole_and_unlocked(
    in_the_middle: Writing,
) -> None:
    index.write([said(1, "before the fall")])
    with in_the_middle() as (process, ended):
        assert keys("fall") == [1], "what is not committed is not found"
        damage(f"SELECT pg_terminate_backend({process})")
    with pytest.raises(IndexBusyError):
        ended.result()
    assert keys("fall") == [1]
    index.write([said(2, "after the fall")])
    assert sorted(keys("fall")) == [1, 2]


def test_what_cannot_be_written_now_is_learned_later(
    in_the_middle: Writing,
    relay_all: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(editions, "SECONDS_TO_WAIT", 0.0)
    an_idea("Keep my place in the queue")
    relay_all()
    with in_the_middle() as (_, ended):
        assert index_changes() == 0
        assert titles("queue") == []
    assert ended.result() == 1
    index_changes()
    assert titles("queue") == ["Keep my place in the queue"]


def test_an_index_of_which_most_is_gone_is_made_anew(learn: Callable[[], None]) -> None:
    an_idea("Keep my place in the queue")
    learn()
    for _ in range(4):
        index.write([said(9, "Said over and over")], ["idea:9"])
    name = editions.newest().name
    tidy()
    assert editions.newest().name != name
    assert titles("queue") == ["Keep my place in the queue"]
    assert keys("over") == []
