"""The worker's part in health: it says that it works, and what of it does."""

from datetime import timedelta

from cocreate.health.policy import CLOCKWORK, INDEX, WORKER
from cocreate.kernel.clock import now
from cocreate.kernel.heartbeats import beat, last_beat
from cocreate.search.actions import is_index_complete

PAUSE = timedelta(seconds=10)


def say_so() -> int:
    """Now and then, once all that was due is done; it is no work of its own."""
    last = last_beat(WORKER)
    # Where the clock was put back, the last one is still to come.
    if last is None or abs(now() - last) >= PAUSE:
        beat(WORKER, *([INDEX] if is_index_complete() else []))
    return 0


def say_that_the_clock_runs() -> None:
    beat(CLOCKWORK)
