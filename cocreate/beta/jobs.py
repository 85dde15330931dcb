"""What the beta does by the clock: roll-outs, builds near their end, seats due."""

from contextlib import suppress

from cocreate.beta import actions, queries
from cocreate.kernel.clock import now
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.transaction import pause, transaction


def take_steps() -> None:
    """Each roll-out in a transaction of its own, so that none holds up another."""
    running = queries.running_rollouts()
    pause()
    for build_id in running:
        with transaction():
            actions.take_step(build_id, now())


def forget_old_uploads(most: int = 100) -> int:
    """Files that came in part, and nobody went on with."""
    with transaction():
        return actions.forget_old_uploads(now(), most)


def tell_of_expiry() -> None:
    """Testers hear that a build ends in 14 days, in 3 and in 1, once each."""
    near = queries.near_expiry(now())
    pause()
    for build_id in near:
        with transaction():
            actions.tell_of_expiry(build_id, now())


def give_on_idle_seats() -> None:
    """Each programme in a transaction of its own, so that none holds up another."""
    for programme_id, idle_days in queries.programmes_with_limit():
        with transaction():
            actions.remind_idle(programme_id, idle_days)
        with transaction():
            actions.give_on_idle(programme_id)


def give_seats_due() -> None:
    """Seats that were kept for the cited until a day go to those who wait."""
    for programme_id in queries.programmes_with_free_seats():
        with transaction():
            actions.give_seats_due(programme_id)


def complete_what_ended() -> None:
    """Thank the testers of a programme after its last day."""
    for programme_id in queries.programmes_ended():
        with transaction():
            actions.complete_ended(programme_id)


def sign_files() -> None:
    """Each file by itself: the next is not lost with one that is not there."""
    waiting = queries.unsigned()
    pause()
    for build_id in waiting:
        with suppress(NotFoundError, FileNotFoundError):
            signature = actions.signature_for(build_id)
            with transaction():
                actions.keep_signature(build_id, signature)
