"""What pages show, and to about how many: counted apart from who reads them.

A view says which rows its page shows. Whoever is shown it is turned at once into a
number that only this site can make and that leads back to nobody; what is kept of the
number is a few bits of a sketch (surfacing/sketch.py). Here it waits in memory, never
longer than some seconds, until a thread of this process has it counted: no page waits
for that, and what waits when a process dies was not counted.
"""

import hashlib
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from flask import Flask, Response, request
from sqlalchemy.exc import OperationalError

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

SHOWS, OUTSIDE = "cocreate.shows", "cocreate.counted_outside"
SETTLED = 1.0  # seconds after which what touched a row has been committed
MOST_WAITING = 50_000  # glances; of more, the oldest are not counted
NETWORK = 4  # groups of an address of the newer kind that name a household
ROBOT = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|headless|curl|wget|python|httpclient"
    r"|java/|go-http|scan|lighthouse|feed|fetch|archive",
    re.IGNORECASE,
)
FETCHED_AHEAD = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ")


class Glance(NamedTuple):
    """Somebody was shown these rows."""

    reader: int
    keys: tuple[int, ...]


class Glances:
    """What was shown and touched here since it was counted last."""

    def __init__(self) -> None:
        self.waiting: deque[Glance] = deque(maxlen=MOST_WAITING)
        self.touched: dict[int, float] = {}
        self.settled = SETTLED
        self.hops, self.key = 0, b""
        self.person_id: Callable[[], int] = int
        self.wake: Callable[[], None] = do_nothing

    def saw(self, environ: "WSGIEnvironment", keys: tuple[int, ...]) -> None:
        """Somebody who has not signed in, known by their network address alone."""
        if keys and is_read(environ):
            self.note(f"address:{address_of(environ, self.hops)}", keys)

    def note(self, reader: str, keys: tuple[int, ...]) -> None:
        self.waiting.append(Glance(number_of(reader, self.key), keys))
        self.wake()

    def touch(self, key: int) -> None:
        """What a row is worth is to be told anew, as something has happened to it."""
        self.touched[key] = time.monotonic()
        self.wake()

    def count(
        self, keep: Callable[[Sequence[Glance], Collection[int]], object]
    ) -> None:
        """Have what waits kept; while the database is busy it goes on waiting.

        Glances may be kept twice: a sketch knows them again.
        """
        glances, touched = self.take()
        try:
            keep(glances, touched)
        except OperationalError:
            self.waiting.extendleft(reversed(glances))
            for key in touched:
                self.touch(key)
            raise

    def take(self) -> tuple[list[Glance], set[int]]:
        """All that waits; from now on it is the caller's to count.

        What was touched just now waits on: its transaction may not have ended.
        """
        glances = [self.waiting.popleft() for _ in range(len(self.waiting))]
        ended = time.monotonic() - self.settled
        touched = {key for key, at in [*self.touched.items()] if at <= ended}
        for key in touched:
            del self.touched[key]
        if self.touched:
            self.wake()
        return glances, touched


def do_nothing() -> None:
    return


glances = Glances()


def show(keys: Iterable[int]) -> None:
    """Say that the page being made shows these rows."""
    request.environ[SHOWS] = tuple(keys)


def set_up(
    app: Flask,
    *,
    key: str,
    hops: int,
    seconds: float,
    person_id: Callable[[], int],
    count: Callable[[], None],
) -> None:
    """Note what answers show; `count` it some seconds later, together."""
    glances.key = hashlib.sha256(f"shown {key}".encode()).digest()
    glances.hops, glances.person_id = hops, person_id
    glances.wake = Waker(app, seconds, count).wake if seconds else do_nothing

    @app.after_request
    def note(response: Response) -> Response:
        if SHOWS in request.environ and response.status_code == HTTPStatus.OK:
            note_answer(request.environ)
        return response


def note_answer(environ: "WSGIEnvironment") -> None:
    reader = glances.person_id()
    if reader:
        if is_read(environ):
            glances.note(f"person:{reader}", environ[SHOWS])
    elif OUTSIDE not in environ:
        glances.saw(environ, environ[SHOWS])


class Waker:
    """Has what waits counted after some seconds, once, in a thread of its own."""

    def __init__(self, app: Flask, seconds: float, count: Callable[[], None]) -> None:
        self.app, self.seconds, self.count = app, seconds, count
        self.is_awake = False
        self.lock = threading.Lock()

    def wake(self) -> None:
        with self.lock:
            if self.is_awake:
                return
            self.is_awake = True
        timer = threading.Timer(self.seconds, self.run)
        timer.daemon = True
        timer.start()

    def run(self) -> None:
        self.is_awake = False
        with self.app.app_context(), suppress(OperationalError):
            self.count()


def is_read(environ: "WSGIEnvironment") -> bool:
    """Whether a person looks at the answer: no robot, and nothing fetched ahead."""
    if environ["REQUEST_METHOD"] != "GET" or any(map(environ.get, FETCHED_AHEAD)):
        return False
    return not is_robot(environ.get("HTTP_USER_AGENT", ""))


@lru_cache(maxsize=2_000)
def is_robot(agent: str) -> bool:
    return not agent or ROBOT.search(agent) is not None


def address_of(environ: "WSGIEnvironment", hops: int) -> str:
    """The address that the outermost trusted proxy saw; of a household, one."""
    passed = [environ.get("REMOTE_ADDR", "")]
    if hops:
        passed = environ.get("HTTP_X_FORWARDED_FOR", "").split(",") or passed
    address = passed[-min(max(hops, 1), len(passed))].strip()
    return ":".join(address.split(":")[:NETWORK]) if ":" in address else address


def number_of(reader: str, key: bytes) -> int:
    named = hashlib.blake2b(reader.encode("utf-8", "replace"), digest_size=8, key=key)
    return int.from_bytes(named.digest(), "big")
