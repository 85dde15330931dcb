"""How long a write waits for others: long, unless many wait already.

Whoever waits for a lock holds a thread that could answer those who read. So two of a
process wait their time; the next ones are told soon that nothing can be saved now, and
at once when somebody has been waiting for long.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import has_request_context

LONGEST = 15.0  # seconds
SOON = 5.0
AT_ONCE = 0.5
MOST_WAITING = 2
STUCK_AFTER = 5.0
_waiting: dict[int, float] = {}  # threads, since when


@contextmanager
def in_line() -> Iterator[float]:
    """Wait among the others; for how many seconds."""
    me, at = threading.get_ident(), time.monotonic()
    patience = patience_at(at)
    _waiting[me] = at
    try:
        yield patience
    finally:
        _waiting.pop(me, None)


def stand_in_line() -> float:
    """The same where locks are waited for by each statement, until `leave_line`."""
    at = time.monotonic()
    patience = patience_at(at)
    _waiting[threading.get_ident()] = at
    return patience


def leave_line() -> None:
    _waiting.pop(threading.get_ident(), None)


def patience_at(at: float) -> float:
    """The worker and commands have nobody who reads behind them."""
    others = list(_waiting.values())
    if not others or not has_request_context():
        return LONGEST
    if at - min(others) > STUCK_AFTER:
        return AT_ONCE
    return SOON if len(others) >= MOST_WAITING else LONGEST
