"""What pages show, and to about how many: counted apart from who reads them.

A view says which rows its page shows. Whoever is shown it is turned at once into a
number that only this site can make and that leads back to nobody; what is kept of the
number is a few bits of a sketch (surfacing/sketch.py). Here it waits in memory, never
longer than some seconds, to be counted (see kernel/gathered.py).
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from flask import Flask, Response, request

from cocreate.kernel.gathered import SETTLED, Gathered

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

SHOWS, OUTSIDE = "cocreate.shows", "cocreate.counted_outside"
NETWORK = 4  # groups of an address of the newer kind that name a household
ROBOT = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|headless|curl|wget|python|httpclient"
    r"|java/|go-http|scan|lighthouse|feed|fetch|archive",
    re.IGNORECASE,
)
FETCHED_AHEAD = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ")


class Glance(NamedTuple):
    """Somebody was shown these rows; nobody: something else has happened to them."""

    reader: int | None
    keys: tuple[int, ...]


class Glances(Gathered[Glance]):
    """What was shown and touched here since it was counted last."""

    hops, key = 0, b""
    person_id: Callable[[], int] = int

    def saw(self, environ: "WSGIEnvironment", keys: tuple[int, ...]) -> None:
        """Somebody who has not signed in, known by their network address alone."""
        if keys and is_read(environ):
            self.note(f"address:{address_of(environ, self.hops)}", keys)

    def note(self, reader: str, keys: tuple[int, ...]) -> None:
        self.add(Glance(number_of(reader, self.key), keys))

    def touch(self, key: int) -> None:
        """What a row is worth is to be told anew, as something has happened to it."""
        self.add(Glance(None, (key,)))


glances = Glances(len, settled=SETTLED)  # kept once it is known how


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
    count: Callable[[list[Glance]], object],
) -> None:
    """Note what answers show; `count` it some seconds later, together."""
    glances.keep = count
    glances.key = hashlib.sha256(f"shown {key}".encode()).digest()
    glances.hops, glances.person_id = hops, person_id
    glances.begin(app, seconds)

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
