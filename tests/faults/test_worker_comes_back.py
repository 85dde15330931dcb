"""A worker that dies beside its server is begun again, and what waited is done."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from cocreate.config import Settings
from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from cocreate.kernel.transaction import transaction
from cocreate.people.actions import ask_for_reset
from tests.factories import an_account
from tests.faults.running import PATIENCE, House, house

pytestmark = pytest.mark.slow


@pytest.fixture
def home(app: Flask, settings: Settings, tmp_path: Path) -> Iterator[House]:
    with house(settings, tmp_path / "server.log") as running:
        running.forks = True
        yield running


def test_a_worker_that_dies_is_begun_again(home: House) -> None:
    emails = [str(an_account(f"Person {n}").email) for n in range(3)]
    db.session.rollback()
    home.start()
    write_to(emails[0])
    wait_for_letters(1)
    for number, email in enumerate(emails[1:], 2):
        for child in home.children():
            os.kill(child, signal.SIGKILL)
        write_to(email)  # while nobody is there to hear it
        wait_for_letters(number)
    home.wait_until_it_answers()
    assert home.complaints() == []


def write_to(email: str) -> None:
    """A letter that the worker alone writes."""
    with transaction():
        ask_for_reset(email)


def wait_for_letters(number: int) -> None:
    until = time.monotonic() + PATIENCE
    while letters() < number:
        assert time.monotonic() < until, "the worker did not come back"
        time.sleep(0.05)
    assert letters() == number


def letters() -> int:
    found = db.session.scalar(select(func.count()).select_from(Letter)) or 0
    db.session.rollback()
    return found
