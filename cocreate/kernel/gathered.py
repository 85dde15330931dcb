"""Notes of many requests, gathered in memory and kept together a moment later.

No request waits for that, and none runs a statement more. It is for what a process may
forget when it dies, because a sweep would find it, too. What is noted within a
transaction settles first: when it is kept, what it speaks of has been committed.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

from flask import Flask
from sqlalchemy.exc import OperationalError

MOST_WAITING = 50_000  # notes; of more, the oldest are forgotten
SETTLED = 1.0  # seconds after which a transaction has ended

N = TypeVar("N")


class Gathered(Generic[N]):
    """Notes that wait, in this process, until a thread of its own has them kept."""

    app: Flask
    seconds = 0.0  # until that thread; none: whoever wants them kept says so

    def __init__(
        self, keep: Callable[[list[N]], object], *, settled: float = 0.0
    ) -> None:
        self.keep = keep
        self.settled = settled
        self.waiting: deque[tuple[float, N]] = deque(maxlen=MOST_WAITING)
        self.awake, self.keeping = threading.Lock(), threading.Lock()

    def begin(self, app: Flask, seconds: float) -> None:
        """From now on keep what is noted so many seconds later."""
        self.app, self.seconds = app, seconds

    def add(self, note: N) -> None:
        self.waiting.append((time.monotonic(), note))
        self.wake()

    def wake(self) -> None:
        """Keep what waits in a moment; twice is once."""
        if self.seconds and self.awake.acquire(blocking=False):
            timer = threading.Timer(self.seconds, self.keep_later)
            timer.daemon = True
            timer.start()

    def keep_later(self) -> None:
        self.awake.release()
        with self.app.app_context(), suppress(OperationalError):
            self.keep_settled()

    def keep_settled(self) -> None:
        self.keep_older(self.settled)
        if self.waiting:
            self.wake()

    def keep_now(self) -> None:
        self.keep_older(0.0)

    def keep_older(self, seconds: float) -> None:
        """Keep what waits so long; while the database is busy it goes on waiting.

        So notes may be kept twice, which must change nothing.
        """
        with self.keeping:
            taken = self.take(until=time.monotonic() - seconds)
            if not taken:
                return
            try:
                self.keep([note for _, note in taken])
            except OperationalError:
                self.waiting.extendleft(reversed(taken))
                self.wake()
                raise

    def take(self, *, until: float) -> list[tuple[float, N]]:
        taken = []
        while self.waiting and self.waiting[0][0] <= until:
            taken.append(self.waiting.popleft())
        return taken
