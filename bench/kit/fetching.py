"""Clients that fetch a file and throw it away: one after another, or all at once."""

import selectors
import socket
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Event, Process, Value
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

PIECE = 1024 * 1024
HEAD = 64 * 1024
SLOW_BYTES, SLOW_SECONDS = 32 * 1024, 0.1  # a third of a megabyte a second
ARRIVES = 0.01  # seconds after the one before
PATIENCE = 60.0
ASKERS = 20


class Fetched(NamedTuple):
    seconds: float
    first_byte: float  # seconds until it came
    bytes: int
    status: int


def connect(url: str) -> socket.socket:
    place = urlsplit(url)
    return socket.create_connection((place.hostname, place.port or 80), PATIENCE)


def request(url: str, headers: Mapping[str, str], *, stay: bool = False) -> bytes:
    place = urlsplit(url)
    lines = [f"GET {place.path}?{place.query} HTTP/1.1", f"Host: {place.netloc}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [] if stay else ["Connection: close"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def fetch(url: str, **headers: str) -> Fetched:
    """The whole answer, on a connection of its own."""
    room = bytearray(PIECE)
    begun = time.perf_counter()
    with connect(url) as wire:
        wire.sendall(request(url, headers))
        first = wire.recv(HEAD)
        came = time.perf_counter() - begun
        head, _, body = first.partition(b"\r\n\r\n")
        taken = len(body)
        while some := wire.recv_into(room):
            taken += some
    status = int(head.split(b" ", 2)[1])
    return Fetched(time.perf_counter() - begun, came, taken, status)


class Crowd:
    """Each fetches by a link of their own, again and again; every second one slowly.

    A hundred arrive within a second, and all of them are there from then on.
    """

    def __init__(self, urls: Sequence[str]) -> None:
        self.over = Event()
        self.open = Value("i", 0)
        self.bytes = Value("q", 0)
        self.process = Process(target=self.go, args=(urls,))

    def __enter__(self) -> Self:
        self.process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.process.join()

    def go(self, urls: Sequence[str]) -> None:
        poller = selectors.DefaultSelector()
        room = bytearray(PIECE)
        resting: list[tuple[float, Any]] = []
        for number, url in enumerate(urls):
            self.begin(poller, url, slowly=number % 2 == 1)
            time.sleep(ARRIVES)
        while not self.over.is_set():
            wake(poller, resting)
            for key, _ in poller.select(0.02):
                wire, (url, slowly) = key.fileobj, key.data
                least = SLOW_BYTES if slowly else PIECE
                taken = wire.recv_into(room, least)  # type: ignore[union-attr]  # a socket
                self.bytes.value += taken
                if not taken:
                    poller.unregister(wire)
                    wire.close()  # type: ignore[union-attr]  # a socket
                    self.open.value -= 1
                    self.begin(poller, url, slowly=slowly)
                elif slowly:
                    poller.unregister(wire)
                    resting.append((time.monotonic() + SLOW_SECONDS, key))

    def begin(self, poller: Any, url: str, *, slowly: bool) -> None:
        wire = connect(url)
        if slowly:
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2 * SLOW_BYTES)
        wire.sendall(request(url, {}))
        poller.register(wire, selectors.EVENT_READ, (url, slowly))
        self.open.value += 1


def wake(poller: Any, resting: list[tuple[float, Any]]) -> None:
    while resting and resting[0][0] <= time.monotonic():
        key = resting.pop(0)[1]
        poller.register(key.fileobj, selectors.EVENT_READ, key.data)


def ask_steadily(url: str, seconds: float, *, pause: float) -> list[float]:
    """Ask for a page at the same pace whatever it takes: how many seconds each took.

    Nobody waits for another's answer, so that a slow one delays no question (Tene:
    coordinated omission).
    """
    with ThreadPoolExecutor(ASKERS) as askers:
        asked = []
        for _ in range(int(seconds / pause)):
            asked.append(askers.submit(fetch, url))
            time.sleep(pause)
    found = [one.result() for one in asked]
    if wrong := {one.status for one in found} - {200}:
        raise SystemExit(f"{url} answered {wrong}")
    return [one.seconds for one in found]
