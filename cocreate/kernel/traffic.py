"""How many requests came, how they were answered and how long it took.

The figures lie in memory that all processes of a server share, made before they are
forked: a place for each, in which no other writes. Whoever begins takes the place of
one that has ended and counts on from there, so that no figure ever falls. Files of each
process, as Prometheus' own client keeps them, would end a process whose disk is full.
"""

import fcntl
import itertools
import mmap
import os
import re
import secrets
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from flask import Flask, request

from cocreate.kernel.log import REQUEST_ID

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

V = TypeVar("V", bound=Callable[..., Any])
EXTENSION, ENDPOINT = "cocreate_traffic", "cocreate.endpoint"
KEPT, NOWHERE, SHED = "kept", "nowhere", "shed"
"""Pages answered from memory; addresses that lead nowhere; what was turned away."""
STATUSES = ("2xx", "3xx", "4xx", "429", "5xx", "503", "507")
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SPARE_PLACES = 8
OWNER, IN_USE, FIRST = 0, 1, 2  # cells of a place: whose it is, connections, figures
WIDTH = len(STATUSES) + len(BOUNDS) + 2  # of a kind of route: the sum comes last
CELL = 8  # bytes
HEADER = "X-Request-Id"
GIVEN = re.compile(r"[\w-]{1,64}", re.ASCII)


class Route(NamedTuple):
    """What was counted of a kind of route, by all processes."""

    name: str
    answered: dict[str, int]
    by_duration: list[int]  # as many as BOUNDS, and one for what took longer
    seconds: float


class Traffic:
    """The memory in which requests are counted."""

    def __init__(self, names: Sequence[str], processes: int) -> None:
        self.names = (*names, KEPT, NOWHERE, SHED)
        self.row = {name: number for number, name in enumerate(self.names)}
        self.size = FIRST + WIDTH * len(self.names)
        self.places = processes + SPARE_PLACES
        self.cells = memoryview(mmap.mmap(-1, self.places * self.size * CELL)).cast("d")
        self.lock = threading.Lock()
        self.process = self.place = 0

    def count(self, name: str, status: str, seconds: float) -> None:
        with self.lock:
            row = self.own() + FIRST + WIDTH * self.row[name]
            self.cells[row + STATUSES.index(kind_of(status))] += 1
            slot = row + len(STATUSES) + bisect_left(BOUNDS, seconds)
            self.cells[slot] += 1
            self.cells[row + WIDTH - 1] += seconds

    def use_connections(self, more: int) -> None:
        """So many more connections of this process' pool are in use."""
        with self.lock:
            self.cells[self.own() + IN_USE] += more

    def own(self) -> int:
        """Where this process counts; the lock is held."""
        if self.process != os.getpid():
            self.place, self.process = self.taken(os.getpid()), os.getpid()
        return self.place

    def taken(self, process: int) -> int:
        """One at a time takes a place, whose owner has ended; the last is for all."""
        with Path(__file__).open("rb") as shared:
            fcntl.flock(shared, fcntl.LOCK_EX)
            free = (one for one in self.begins() if not is_alive(self.owner_of(one)))
            place = next(free, (self.places - 1) * self.size)
            self.cells[place + OWNER], self.cells[place + IN_USE] = process, 0
            return place

    def begins(self) -> range:
        return range(0, self.places * self.size, self.size)

    def owner_of(self, place: int) -> int:
        return int(self.cells[place + OWNER])

    def connections(self) -> int:
        """How many are in use, in all processes that live."""
        alive = [place for place in self.begins() if is_alive(self.owner_of(place))]
        return sum(int(self.cells[place + IN_USE]) for place in alive)

    def routes(self) -> Iterator[Route]:
        for name, number in self.row.items():
            told = [self.sum_of(FIRST + WIDTH * number + cell) for cell in range(WIDTH)]
            answered = dict(zip(STATUSES, map(int, told), strict=False))
            durations = [int(found) for found in told[len(STATUSES) : -1]]
            yield Route(name, answered, durations, told[-1])

    def sum_of(self, cell: int) -> float:
        return sum(self.cells[place + cell] for place in self.begins())


def kind_of(status: str) -> str:
    return status if status in STATUSES else f"{status[0]}xx".replace("1xx", "2xx")


def is_alive(process: int) -> bool:
    if not process:
        return False
    with suppress(PermissionError):  # it is there, and another's
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True


def counted_as(name: str) -> Callable[[V], V]:
    """Count what a view answers apart from the rest of its pages."""

    def declare(view: V) -> V:
        view.__counted_as__ = name  # type: ignore[attr-defined]  # functions take attributes
        return view

    return declare


class Counting:
    """In front of the application: numbers each request, and counts its answer."""

    def __init__(self, app: Flask, traffic: Traffic, *, believes: bool) -> None:
        self.inner: WSGIApplication = app.wsgi_app
        self.traffic = traffic
        self.believes = believes  # the number that a proxy gave a request
        self.named = dict(names_of(app))
        self.begun = secrets.token_hex(4)
        self.numbers = itertools.count()

    def __call__(
        self, environ: "WSGIEnvironment", start: "StartResponse"
    ) -> Iterable[bytes]:
        began, said = time.perf_counter(), "500"
        number = environ[REQUEST_ID] = self.number_of(environ)

        def start_numbered(
            status: str, headers: list[tuple[str, str]], *failure: Any
        ) -> Any:
            nonlocal said
            said = status[:3]
            return start(status, [*headers, (HEADER, number)], *failure)

        try:
            return self.inner(environ, start_numbered)
        finally:
            name = self.name_of(environ, said)
            self.traffic.count(name, said, time.perf_counter() - began)

    def number_of(self, environ: "WSGIEnvironment") -> str:
        given = environ.get("HTTP_X_REQUEST_ID", "") if self.believes else ""
        if given and GIVEN.fullmatch(given):
            return str(given)
        return f"{self.begun}-{os.getpid():x}-{next(self.numbers):x}"

    def name_of(self, environ: "WSGIEnvironment", status: str) -> str:
        endpoint = environ.get(ENDPOINT)
        if endpoint is None:  # Flask was not asked
            return KEPT if status in {"200", "304"} else NOWHERE
        return self.named.get(endpoint, NOWHERE)


def names_of(app: Flask) -> Iterator[tuple[str, str]]:
    """By which name each route is counted: its capability's, or one of its own."""
    for endpoint, view in app.view_functions.items():
        own = getattr(view, "__counted_as__", None)
        yield endpoint, own or endpoint.partition(".")[0]


def set_up(app: Flask, *, processes: int, believes: bool) -> Traffic:
    """Count from here on; to be called when all else stands before the application."""
    names = sorted({name for _, name in names_of(app)})
    traffic = app.extensions[EXTENSION] = Traffic(names, processes)
    app.url_value_preprocessor(note_endpoint)
    counting = Counting(app, traffic, believes=believes)
    app.wsgi_app = counting  # type: ignore[method-assign, assignment]  # Flask's documented way
    return traffic


def note_shed(app: Flask) -> None:
    """Somebody was turned away before the application was asked."""
    traffic_of(app).count(SHED, "503", 0.0)


def note_endpoint(endpoint: str | None, _: object) -> None:
    request.environ[ENDPOINT] = endpoint or ""


def traffic_of(app: Flask) -> Traffic:
    found: Traffic = app.extensions[EXTENSION]
    return found
