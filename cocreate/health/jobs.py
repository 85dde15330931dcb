"""The worker's part in health: it says that it works, and what of it does."""

from datetime import timedelta

from cocreate.health.policy import ADRIFT, CLOCKWORK, INDEX, WORKER
from cocreate.kernel.clock import now
from cocreate.kernel.heartbeats import beat, last_beat
from cocreate.kernel.log import log
from cocreate.kernel.put_back import hurry_what_is_ahead
from cocreate.kernel.transaction import transaction
from cocreate.search.actions import is_index_complete

PAUSE = timedelta(seconds=10)


def say_so() -> int:
    """Now and then, once all that was due is done; how much is due by that."""
    last = last_beat(WORKER)
    is_ahead = last is not None and last > now() + ADRIFT
    hurried = live_by_the_new_clock() if is_ahead else 0
    if last is None or abs(now() - last) >= PAUSE:
        beat(WORKER, *([INDEX] if is_index_complete() else []))
    return hurried


def live_by_the_new_clock() -> int:
    """The clock was put back: nothing waits for hours that came already."""
    with transaction():
        hurried = hurry_what_is_ahead()
    log.warning("clock.put_back", hurried=hurried)
    return hurried


def say_that_the_clock_runs() -> None:
    beat(CLOCKWORK)
