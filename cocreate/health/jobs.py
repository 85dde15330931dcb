"""The worker's part in health: it says that it works, and what of it does."""

from datetime import timedelta

from cocreate.health.policy import ADRIFT, CLOCKWORK, INDEX, WORKER
from cocreate.kernel import mail, outbox
from cocreate.kernel.clock import now
from cocreate.kernel.heartbeats import beat, last_beat
from cocreate.kernel.log import log
from cocreate.kernel.transaction import transaction
from cocreate.search.actions import is_index_complete

PAUSE = timedelta(seconds=10)


def say_so() -> int:
    """Now and then, once all that was due is done; it is no work of its own."""
    last = last_beat(WORKER)
    if last is not None and last > now() + ADRIFT:
        live_by_the_new_clock()
    if last is None or abs(now() - last) >= PAUSE:
        beat(WORKER, *([INDEX] if is_index_complete() else []))
    return 0


def live_by_the_new_clock() -> None:
    """The clock was put back: nothing waits for hours that came already."""
    with transaction():
        hurried = outbox.hurry_what_is_ahead() + mail.hurry_what_is_ahead()
    log.warning("clock.put_back", hurried=hurried)


def say_that_the_clock_runs() -> None:
    beat(CLOCKWORK)
