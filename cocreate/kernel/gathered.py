"""Facts of many requests, kept together a moment later: one write instead of many.

For what a crash may lose, because something slower would find it too. No request waits
for it, and none runs a statement more.
"""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from flask import Flask, current_app
from sqlalchemy.exc import OperationalError

from cocreate.kernel.transaction import transaction

SECONDS = 2.0


class Gathered:
    """Keys that wait, in this process, to be kept by one transaction."""

    def __init__(self, keep: Callable[[Sequence[int]], object]) -> None:
        self.keep = keep
        self.facts: set[int] = set()
        self.is_waiting = False
        self.lock = threading.Lock()

    def add(self, fact: int) -> None:
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - flask's own way to the application
        with self.lock:
            self.facts.add(fact)
            if self.is_waiting or app.testing:  # no thread may outlive a test
                return
            self.is_waiting = True
        threading.Thread(target=self.keep_later, args=(app,), daemon=True).start()

    def keep_later(self, app: Flask) -> None:
        time.sleep(SECONDS)
        with app.app_context(), suppress(OperationalError):
            self.keep_now()

    def keep_now(self) -> None:
        """Keep all that waits; while the database is busy it goes on waiting."""
        with self.lock:
            facts, self.facts, self.is_waiting = self.facts, set(), False
        if not facts:
            return
        try:
            with transaction():
                self.keep(sorted(facts))
        except OperationalError:
            with self.lock:
                self.facts |= facts
            raise
