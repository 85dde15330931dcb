"""A writer that dies between any two steps of a commit leaves an index that answers.

Each step once: another process, which is killed; in PostgreSQL, its connection. What
was lost is learned again, and then the index equals the database, as doctor asks.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, make_url
from sqlalchemy.exc import OperationalError

from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.policy import STRANGER
from cocreate.search import actions, index
from cocreate.search.on_disk import places
from cocreate.search.queries import search
from cocreate.search.shape import IndexBrokenError, IndexBusyError
from tests.factories import an_idea
from tests.search.finding import said

BEFORE, AFTER = "Before the fall", "After the fall"
LEAST_STEPS = 6

# Told a number, it writes, and dies before so many of its steps on files were done.
WRITER = """
import os, signal, sys
from pathlib import Path
from whoosh.filedb.filestore import FileStorage
from cocreate.search.on_disk import places, writing
from cocreate.search.shape import Document
from cocreate.search.subject import Subject

def dying(act, left):
    def step(*args, **named):
        left.append(left.pop() - 1)
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return act(*args, **named)
    return step

places.folder = lambda: Path(sys.argv[1])  # no application is asked: it starts at once
for told in sys.stdin:
    left, key, project, title = told.rstrip().split(" ", 3)
    child = os.fork()
    if not child:
        still = [int(left)]
        for name in ("create_file", "rename_file", "delete_file"):
            setattr(FileStorage, name, dying(getattr(FileStorage, name), still))
        document = Document(Subject.IDEA, int(key), int(project), title, "")
        writing.write([document], ["idea:0"])
        os._exit(0)
    print(os.waitpid(child, 0)[1], flush=True)
"""


@contextmanager
def writer_of(idea: Idea) -> Iterator[Callable[[int], bool]]:
    """Writes an idea, and dies at a step; whether it came to its end."""
    told = f"{idea.id} {idea.project_id} {idea.title}"
    command = [sys.executable, "-W", "ignore", "-c", WRITER, str(places.folder())]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as child:  # noqa: S603 - our own
        assert child.stdin
        assert child.stdout

        def write(step: int) -> bool:
            assert child.stdin
            assert child.stdout
            child.stdin.write(f"{step} {told}\n")
            child.stdin.flush()
            return str(child.stdout.readline()) == "0\n"

        yield write
        child.stdin.close()


def found() -> set[str]:
    results = search(STRANGER, "fall")
    assert not results.is_broken
    return {result.found.title for result in results.results}


@pytest.mark.sqlite
def test_a_commit_on_disk_may_end_between_any_two_of_its_steps(
    learn: Callable[[], None], relay_all: Callable[[], int]
) -> None:
    an_idea(BEFORE)
    learn()
    idea = an_idea(AFTER)
    relay_all()
    with writer_of(idea) as write:
        for step in count():
            is_done = write(step)
            assert found() in ({BEFORE}, {BEFORE, AFTER})
            if is_done:
                break
    assert step >= LEAST_STEPS
    assert found() == {BEFORE, AFTER}
    learn()
    assert not actions.find_drift()


Statements = Callable[[int, Callable[[], object]], bool]


@pytest.fixture
def dying_at() -> Statements:
    """Acts, and loses the connection at a statement; whether it came to its end."""

    def act_and_die(step: int, act: Callable[[], object]) -> bool:
        left = [step]

        def die(connection: Any, *_: Any) -> None:
            left.append(left.pop() - 1)
            if left[0] == -1:
                end(connection.connection.dbapi_connection.info.backend_pid)

        event.listen(db.engine, "before_cursor_execute", die)
        event.listen(db.engine, "commit", die)
        try:
            act()
        except (IndexBusyError, IndexBrokenError, OperationalError):
            db.session.remove()
            return False
        finally:
            event.remove(db.engine, "before_cursor_execute", die)
            event.remove(db.engine, "commit", die)
        return left[0] >= 0

    return act_and_die


def end(process: int) -> None:
    address = make_url(db.engine.url).set(drivername="postgresql")
    shown = address.render_as_string(hide_password=False)
    with psycopg.connect(shown, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [process])


@pytest.mark.postgres
@pytest.mark.parametrize("whole", [False, True], ids=["a commit", "an index anew"])
def test_a_commit_in_postgresql_may_end_before_any_of_its_statements(
    learn: Callable[[], None],
    relay_all: Callable[[], int],
    dying_at: Statements,
    *,
    whole: bool,
) -> None:
    an_idea(BEFORE)
    learn()
    idea = an_idea(AFTER)
    relay_all()
    document = said(idea.id, AFTER, project=idea.project_id)
    both = [document, *actions.documents_of([])[0]]

    def write() -> object:
        return index.write_anew(both) if whole else index.write(both, ["idea:0"])

    for step in count():
        is_done = dying_at(step, write)
        assert found() in ({BEFORE}, {AFTER} if whole else {BEFORE, AFTER})
        if is_done:
            break
    assert step >= LEAST_STEPS
    actions.mend_drift()
    assert found() == {BEFORE, AFTER}
    assert not actions.find_drift()
