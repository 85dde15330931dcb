"""What takes minutes: `make drills`. Each breaks a real server, and sees it heal."""

import asyncio
import os
import socket
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta

import psutil
import pytest
import requests
from sqlalchemy import select, update

from cocreate.config import Settings, use
from cocreate.kernel import mail, push
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from cocreate.kernel.outbox import OutboxMessage
from tests.faults.programs import (
    ONLY_LATE,
    TIMEOUT,
    Open,
    Program,
    every,
    programs,
    rows,
    wait_until,
    wrong,
)
from tests.faults.running import House, crowding
from tests.faults.rushing import rush
from tests.ports import own_port
from tests.pushing import FarBrowser

pytestmark = pytest.mark.drill

RECOVERED_WITHIN = 10.0
SOAK_SECONDS = 60 * float(os.environ.get("SOAK") or 1)


def test_a_mail_server_and_a_push_service_that_hang_slow_nobody(
    opened: Open, settings: Settings
) -> None:
    voters = programs(2)
    with silent() as office, silent() as service:
        mail_url = f"smtp://127.0.0.1:{office}"
        home = opened(COCREATE_MAIL_URL=mail_url, COCREATE_PUSH_ANYWHERE="true")
        use(settings.model_copy(update={"mail_url": mail_url}))
        write_to_both(service)
        took = []
        for turn in range(40):
            began = time.monotonic()
            act = voters[0].unvote if turn % 2 else voters[0].vote
            assert act(home).ok
            took.append(time.monotonic() - began)
        assert statistics.median(took) < 0.5 * crowding()
        wait_until(lambda: rows(OutboxMessage) == 0)
        wait_until(lambda: tried() == {True, False})
        assert wrong(home).keys() <= {"clockwork"}, "neither is late so far"
        told = requests.get(f"{home.address}/metrics", timeout=TIMEOUT).text
        assert "cocreate_pushes_waiting 3.0" in told
        assert "cocreate_letters_waiting 0.0" not in told
        grow_old()
        wait_until(lambda: wrong(home).keys() >= {"mail", "browsers"})
        assert home.complaints() == []


@contextmanager
def silent() -> Iterator[int]:
    """Where everybody is let in, and nobody hears a word."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=50)) as door:
        yield int(door.getsockname()[1])


def write_to_both(service: int) -> None:
    to = {"to_address": "a@example.org", "to_name": "Ada"}
    mail.post(subject="Hello", text="It moved.", **to)
    browsers = [FarBrowser(f"http://127.0.0.1:{service}/{n}").address for n in range(3)]
    push.write(browsers, title="Hello", body="It moved.", link="/ideas/1", **to)
    db.session.commit()


def tried() -> set[bool]:
    """Whether letters by mail were tried, and whether those for browsers were."""
    db.session.rollback()
    query = select(Letter.push_to.is_(None)).where(
        Letter.tries > 0, Letter.failure.is_not(None)
    )
    return {bool(one) for one in db.session.scalars(query.distinct())}


def grow_old() -> None:
    """As if all of it had waited for more than five minutes."""
    db.session.rollback()
    db.session.execute(update(Letter).values(written_at=now() - timedelta(minutes=6)))
    db.session.commit()


def test_without_redis_each_process_counts_for_itself(opened: Open) -> None:
    voters = programs(1)
    home = opened(
        COCREATE_REDIS_URL=f"redis://127.0.0.1:{own_port()}/0",
        COCREATE_RATE_LIMITS_ON="true",
    )
    assert voters[0].vote(home).ok
    assert voters[0].read(home) < TIMEOUT
    wait_until(lambda: rows(OutboxMessage) == 0)
    assert "rate limits" in wrong(home)


def test_four_times_too_many_are_turned_away_and_it_recovers(opened: Open) -> None:
    voters = programs(1)
    home = opened()
    coming = rush(home, "/search?q=quokka", people=1_600, seconds=10)
    with ThreadPoolExecutor(1) as pool:
        rushing = pool.submit(asyncio.run, coming)
        told = [wrong(home).keys() for _ in every(1, seconds=8)]
        answers = rushing.result()
    assert all(one <= ONLY_LATE for one in told), "whoever asks how we are is answered"
    assert answers.get("503", 0) > 0, answers
    assert answers.get("200", 0) > 0, answers
    assert set(answers) <= {"200", "503", "cut"}, answers
    wait_until(lambda: is_quick(voters[0], home), RECOVERED_WITHIN * crowding())
    figures = requests.get(f"{home.address}/metrics", timeout=TIMEOUT).text
    assert 'route="shed"' in figures


def is_quick(voter: Program, home: House) -> bool:
    """Ten pages one after the other, and none is late or turned away."""
    told = [voter.ask(home) for _ in range(10)]
    return all(answer.ok and took < crowding() for answer, took in told)


def test_memory_stays_flat(opened: Open) -> None:
    """For `SOAK` minutes; two hours are `make drills SOAK=120`."""
    voters = programs(4)
    home = opened()

    def live(voter: Program, seconds: float) -> None:
        for turn, _ in enumerate(every(0.1, seconds=seconds)):
            voter.read(home)
            assert (voter.unvote if turn % 2 else voter.vote)(home).ok

    sizes = []
    for part in (0.5, 0.5):
        with ThreadPoolExecutor(len(voters)) as pool:
            list(pool.map(lambda one: live(one, SOAK_SECONDS * part), voters))  # noqa: B023 - waited for
        assert home.process is not None
        numbers = [home.process.pid, *home.whole()]
        sizes.append(sum(psutil.Process(one).memory_info().rss for one in numbers))
    assert sizes[1] < sizes[0] * 1.1 + 10_000_000, sizes
    assert home.complaints() == []
