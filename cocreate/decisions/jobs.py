"""What decisions ask for by the clock: to be looked at again."""

from cocreate.decisions import actions, queries
from cocreate.kernel.transaction import transaction


def remind_of_revisits() -> None:
    """Each in a transaction of its own, so that none holds up another."""
    for decision_id in queries.due_revisits():
        with transaction():
            actions.remind_of(decision_id)
