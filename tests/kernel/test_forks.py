import os
import signal
import sys
import time
from pathlib import Path
from typing import Never

import pytest
from flask import Flask
from sqlalchemy import func, select

from cocreate.kernel import forks
from cocreate.kernel.db import db
from cocreate.people.models import Person
from tests.factories import a_person

PATIENCE = 120


def refuse() -> Never:
    raise ValueError("Said by the child.")


def leave(code: object) -> Never:
    sys.exit(code)  # type: ignore[arg-type]  # whatever somebody may leave with


def test_a_child_does_its_work_and_ends(app: Flask, tmp_path: Path) -> None:
    told = tmp_path / "told"
    child = forks.fork(app, lambda: told.write_text(str(os.getpid())))
    assert forks.result_of(child) == 0
    assert told.read_text() == str(child)


@pytest.mark.parametrize(("code", "told"), [(0, 0), (3, 3), ("words", 1), (None, 0)])
def test_its_exit_code_is_told(app: Flask, code: object, told: int) -> None:
    assert forks.result_of(forks.fork(app, lambda: leave(code))) == told


def test_a_child_that_fails_says_why_and_never_comes_back(
    app: Flask, capfd: pytest.CaptureFixture[str]
) -> None:
    parent = os.getpid()
    assert forks.result_of(forks.fork(app, refuse)) == forks.FAILED
    assert os.getpid() == parent
    assert "Said by the child." in capfd.readouterr().err


def test_parent_and_child_ask_the_database_each_by_itself(app: Flask) -> None:
    a_person()
    assert people() == 1

    def ask() -> None:
        with app.app_context():
            sys.exit(0 if people() == 1 else 9)

    children = [forks.fork(app, ask) for _ in range(3)]
    assert people() == 1
    assert [forks.result_of(child) for child in children] == [0, 0, 0]


def people() -> int:
    found = db.session.scalar(select(func.count()).select_from(Person)) or 0
    db.session.rollback()
    return found


def test_whether_it_has_ended_can_be_asked_as_often_as_one_likes(app: Flask) -> None:
    child = forks.fork(app, lambda: time.sleep(PATIENCE))
    assert not forks.has_ended(child)
    os.kill(child, signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while not forks.has_ended(child):
        assert time.monotonic() < until
        time.sleep(0.01)
    assert forks.has_ended(child)
