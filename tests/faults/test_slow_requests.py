"""Slow clients keep nobody waiting but themselves, while a thread is left."""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest
import requests
from flask import Flask

from cocreate.cli.shedding import LATE_SECONDS, NEW_SECONDS, Line
from cocreate.config import Settings
from tests.beta.test_resuming import CONTENT, asking, link_to
from tests.faults.running import House, house

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

THREADS = 3
# Who waits for long is told so, and on a busy machine each of these may wait for long.
TURNS_NOBODY_AWAY = "from cocreate.cli import shedding; shedding.LATE_SECONDS = 600"
TIMEOUT = 60.0  # what is held up here is held up until the test ends
READS = b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
BODY = b"csrf_token=none&email=" + b"a" * 100
SENDS = (
    b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(BODY)
)


HALF = SENDS + BODY[:5]  # a form whose end does not come
REST = BODY[5:]
Talk = Callable[[bytes], socket.socket]


@pytest.fixture(scope="module")
def standing(
    site: Flask, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """One process, so that nobody else can answer for it."""
    said = {"COCREATE_WEB_PROCESSES": "1", "COCREATE_WEB_THREADS": str(THREADS)}
    log = tmp_path_factory.mktemp("slow") / "server.log"
    with house(settings, log, first=TURNS_NOBODY_AWAY, **said) as running:
        yield running


@pytest.fixture
def home(standing: House) -> House:
    """It stands already, unless another test has stopped it."""
    if standing.process is None or standing.process.poll() is not None:
        standing.start(with_worker=False)
    return standing


@pytest.fixture
def talk(home: House) -> Iterator[Talk]:
    """Connects and says something; what was opened is closed in the end."""
    with ExitStack() as opened:

        def start(said: bytes) -> socket.socket:
            talking = socket.create_connection(("127.0.0.1", home.port), TIMEOUT)
            opened.enter_context(closing(talking))
            talking.sendall(said)
            return talking

        yield start


def pages(home: House, times: int) -> list[int]:
    return [
        requests.get(f"{home.address}/sign-in", timeout=TIMEOUT).status_code
        for _ in range(times)
    ]


def all_of(talking: socket.socket) -> bytes:
    said = b""
    while some := talking.recv(65_536):
        said += some
    return said


def test_others_are_answered_while_some_are_slow(home: House, talk: Talk) -> None:
    slow = [talk(HALF) for _ in range(THREADS - 1)]
    assert pages(home, 5) == [200] * 5
    for talking in slow:
        talking.sendall(REST)
        assert all_of(talking).startswith(b"HTTP/1.1 400")
    assert pages(home, 5) == [200] * 5


def test_when_all_are_slow_it_goes_on_once_one_has_ended(
    home: House, talk: Talk
) -> None:
    slow = [talk(HALF) for _ in range(THREADS + 1)]
    time.sleep(0.3)
    waiting = talk(READS)
    for talking in slow:
        talking.sendall(REST)
    assert waiting.recv(65_536).startswith(b"HTTP/1.1 200")
    assert [all_of(talking)[:12] for talking in slow] == [b"HTTP/1.1 400"] * len(slow)
    assert pages(home, 5) == [200] * 5


def test_whoever_connects_and_says_nothing_keeps_no_thread(
    home: House, talk: Talk
) -> None:
    silent = [talk(b"") for _ in range(3 * THREADS)]
    assert pages(home, 5) == [200] * 5
    for talking in silent:
        talking.sendall(READS)
        assert talking.recv(65_536).startswith(b"HTTP/1.1 200")


def test_requests_sent_in_one_go_are_each_answered(home: House, talk: Talk) -> None:
    many = 300
    talking = talk(READS * (many - 1) + READS[:-2] + b"Connection: close\r\n\r\n")
    assert all_of(talking).count(b"HTTP/1.1 200") == many


def test_a_body_that_nobody_reads_costs_the_next_request_nothing(
    home: House, talk: Talk
) -> None:
    unread = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n"
    size = 1_000_000
    talking = talk(unread % size + b"x" * size)
    talking.sendall(READS[:-2] + b"Connection: close\r\n\r\n")
    assert all_of(talking).count(b"HTTP/1.1 200") == 2


@pytest.mark.usefixtures("app")
def test_it_stops_when_asked_and_what_was_begun_is_ended(
    home: House, talk: Talk
) -> None:
    """A form that comes slowly, a file taken slowly, and who stands at the door."""
    assert home.process is not None
    [answering] = home.children()
    with asking(home.address, link_to(1)) as downloading:
        assert downloading.recv(12) == b"HTTP/1.1 200"
        os.kill(answering, signal.SIGSTOP)
        slow, silent = talk(HALF), talk(b"")
        os.kill(answering, signal.SIGTERM)
        home.process.send_signal(signal.SIGTERM)
        os.kill(answering, signal.SIGCONT)
        for talking, rest in (slow, REST), (silent, SENDS + BODY):
            talking.sendall(rest)  # at once: to stop, the server takes but seconds
        for talking in slow, silent:
            assert all_of(talking).startswith(b"HTTP/1.1 400")
        time.sleep(0.3)
        assert all_of(downloading).endswith(b"\r\n\r\n" + CONTENT)
    assert home.process.wait(TIMEOUT) == 0
    home.process = None


def test_nobody_is_turned_away_because_a_process_has_just_begun() -> None:
    line = Line()
    line.seen_at = line.begun_at - 2 * LATE_SECONDS
    assert not line.is_late()
    line.is_long = True
    assert line.is_late(), "more came than it could ever answer"
    line.is_long, line.begun_at = False, line.begun_at - NEW_SECONDS
    assert line.is_late()
