"""What the beta does by the clock: roll-outs take steps, builds near their end."""

from cocreate.beta import actions, queries
from cocreate.kernel.clock import now
from cocreate.kernel.transaction import pause, transaction


def take_steps() -> None:
    """Each roll-out in a transaction of its own, so that none holds up another."""
    running = queries.running_rollouts()
    pause()
    for build_id in running:
        with transaction():
            actions.take_step(build_id, now())


def tell_of_expiry() -> None:
    """Testers hear that a build ends in 14 days, in 3 and in 1, once each."""
    near = queries.near_expiry(now())
    pause()
    for build_id in near:
        with transaction():
            actions.tell_of_expiry(build_id, now())
