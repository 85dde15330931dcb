"""The index under the hands of several processes, and of those that die."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from flask import Flask

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.policy import STRANGER
from cocreate.search import actions, index, places, writing
from cocreate.search.index import Scope
from cocreate.search.jobs import index_changes, tidy
from cocreate.search.queries import search
from cocreate.search.shape import Document
from cocreate.search.sources import SOURCES
from cocreate.search.subject import Subject
from cocreate.search.words import Asked
from tests.factories import an_idea
from tests.search.finding import titles

SCOPE = Scope()


def keys(term: str) -> list[int]:
    return [hit.id for hit in index.find(Asked((term,)), SCOPE, most=10_000).best]


def said(key: int, title: str, *, project: int = 1) -> Document:
    return Document(Subject.IDEA, key, ProjectId(project), title, "")


def test_an_index_that_was_deleted_and_made_anew_is_not_taken_for_the_old_one(
    learn: Callable[[], None],
) -> None:
    an_idea("Keep my place in the queue")
    learn()
    assert titles("queue") == ["Keep my place in the queue"]  # this thread reads it
    shutil.rmtree(places.folder())
    with ThreadPoolExecutor(1) as pool:  # as another process would
        pool.submit(writing.write_anew, [said(9, "Something else")], print).result()
    assert keys("queue") == []
    assert keys("someth") == [9]


def test_an_index_that_was_deleted_is_made_anew_by_the_worker(
    learn: Callable[[], None],
) -> None:
    an_idea("Keep my place in the queue")
    learn()
    shutil.rmtree(places.folder())
    assert search(STRANGER, "queue").is_broken
    index_changes()
    assert titles("queue") == ["Keep my place in the queue"]


def test_what_is_said_while_an_index_is_made_is_found_at_once_and_afterwards(
    app: Flask, learn: Callable[[], None], relay_all: Callable[[], int]
) -> None:
    an_idea("Keep my place in the queue")
    learn()
    read, go_on = Event(), Event()

    def hold(_: int) -> None:
        read.set()
        go_on.wait(20)

    def make_anew() -> None:
        with app.app_context():
            actions.rebuild(hold)

    with ThreadPoolExecutor(1) as pool:
        making = pool.submit(make_anew)
        assert read.wait(20)
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


WRITER = """
import os, signal, sys
from cocreate.app import create_app
from cocreate.search import writing
from cocreate.search.shape import Document
from cocreate.search.subject import Subject

with create_app().app_context():
    def documents():
        yield Document(Subject.IDEA, 1, 1, "never committed", "")
        sys.stdout.write("writing\\n")
        sys.stdout.flush()
        signal.pause()
    with writing.writer_of_index() as writer:
        for document in documents():
            writer.add_document(**writing.fields_of(document))
"""


def test_a_writer_that_is_killed_leaves_the_index_whole_and_unlocked() -> None:
    writing.write([said(1, "before the fall")])
    settings = current()
    environment = os.environ | {
        "COCREATE_DATA_DIR": str(settings.data_dir),
        "COCREATE_SECRET_KEY": "0" * 40,
        "COCREATE_DATABASE_URL": f"sqlite:///{settings.data_dir}/unasked.db",
    }
    child = subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-W", "ignore", "-c", WRITER],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    with child.stdout:
        assert child.stdout.readline() == "writing\n"
        child.send_signal(signal.SIGKILL)
        child.wait(10)
    assert keys("fall") == [1]
    writing.write([said(2, "after the fall")])
    assert sorted(keys("fall")) == [1, 2]
    assert keys("commit") == []


def test_two_writers_lose_nothing(app: Flask) -> None:
    def write(key: int) -> None:
        with app.app_context():
            writing.write([said(key, "written at once")])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(1, 13)))
    assert sorted(keys("written")) == list(range(1, 13))


def test_the_newest_come_first_however_the_index_was_written() -> None:
    for first in range(1, 200, 10):
        writing.write([said(key, "the same words") for key in range(first, first + 10)])
    assert keys("word") == list(range(200, 0, -1))
    writing.write([said(7, "the same words, edited")], ["idea:200"])
    assert keys("edit") == [7]
    assert len(keys("word")) == 199


def test_an_index_of_many_parts_is_made_anew_in_one(
    monkeypatch: pytest.MonkeyPatch, learn: Callable[[], None]
) -> None:
    monkeypatch.setattr(writing, "MOST_REWRITTEN", 0)
    for number in range(22):
        an_idea(f"Idea number {number}")
        learn()
    assert index.tidiness().segments > 20
    tidy()
    assert index.tidiness().segments == 1
    assert len(titles("idea")) == 20


def test_a_common_word_costs_no_more_in_a_larger_index() -> None:
    made = (said(key, f"common {key % 7} words") for key in range(8_000, 0, -1))
    writing.write_anew(made, lambda _: None)
    hits = index.find(Asked(("common",)), SCOPE, most=1_000)
    assert hits.is_cut
    assert hits.number < 8_000
    assert hits.best[0].id > 3_000  # among the newest


def test_a_rare_project_is_found_behind_many_newer_matches() -> None:
    documents = [said(key, "common words") for key in range(9_000, 1, -1)]
    writing.write_anew([*documents, said(1, "common words", project=2)], lambda _: None)
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
    writing.write([kept._replace(title=f"Older words of {now():%Y}")])
    assert actions.find_drift().changed == {f"idea:{idea.id}"}
    actions.mend_drift()
    assert not actions.find_drift()
