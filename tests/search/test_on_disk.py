"""The index on disk: folders that go, files that break, writers that die."""

import gc
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from whoosh.index import open_dir

from cocreate.kernel.policy import STRANGER
from cocreate.search import index
from cocreate.search.jobs import index_changes, tidy
from cocreate.search.on_disk import places, writing
from cocreate.search.queries import search
from tests.client import ForgetfulClient
from tests.factories import a_comment, an_idea
from tests.search.finding import keys, said, titles

pytestmark = pytest.mark.sqlite


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


# Whoosh leaves a file open when it cannot read it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_broken_index_still_answers_and_heals(
    client: ForgetfulClient, learn: Callable[[], None]
) -> None:
    idea = an_idea("Read me my balance aloud")
    learn()
    for file in places.index_folder().iterdir():
        file.write_bytes(b"garbage")
    assert client.get("/search?q=balance").status_code == 200
    a_comment(idea)
    learn()
    assert titles("balance") == ["Read me my balance aloud"]
    gc.collect()


def test_what_cannot_be_written_now_is_learned_later(
    learn: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "SECONDS_TO_WAIT", 0.0)
    an_idea("Keep my place in the queue")
    other = open_dir(places.index_folder()).writer()
    learn()
    other.cancel()
    assert titles("queue") == []
    learn()
    assert titles("queue") == ["Keep my place in the queue"]
