"""Every letter arrives, however often the worker is killed while it sends."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from cocreate.config import Settings, use
from cocreate.kernel import mail
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter, State
from tests.faults.running import PATIENCE, house
from tests.mailing import OpenOffice, PostOffice

pytestmark = pytest.mark.slow

LETTERS = 40
KILLED_AFTER = (7, 23)  # letters


def test_no_letter_is_lost_and_a_doubled_one_is_the_same(
    app: Flask, settings: Settings, tmp_path: Path, open_office: OpenOffice
) -> None:
    office = open_office()
    office.seconds = 0.01
    served = settings.model_copy(update={"mail_url": office.url()})
    use(served)
    for number in range(LETTERS):
        to_address = f"reader-{number}@example.org"
        mail.post(to_address=to_address, to_name="", subject="Hello", text="It moved.")
    db.session.commit()
    written = set(db.session.scalars(select(Letter.message_id)))
    db.session.rollback()
    with house(served, tmp_path / "worker.log") as home:
        home.forks = True
        for number in KILLED_AFTER:
            home.work_alone()
            wait_until(partial(has_received, office, number))
            home.kill()
            # What the dead worker had in hand would be due again in five minutes.
            in_hand = update(Letter).where(Letter.state == State.SENDING)
            db.session.execute(in_hand.values(due_at=now()))
            db.session.commit()
        home.work_alone()
        wait_until(lambda: sent() == LETTERS)
        assert home.complaints() == []
    assert set(office.ids) == written
    doubled = len(office.ids) - len(written)
    assert doubled <= len(KILLED_AFTER), "only what was in hand may come twice"


def has_received(office: PostOffice, letters: int) -> bool:
    return len(office.received) >= letters


def sent() -> int:
    db.session.rollback()
    query = select(func.count()).where(Letter.state == State.SENT)
    return db.session.scalar(query) or 0


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)
