"""What triage does by the clock: statuses whose moment has come."""

from cocreate.kernel.transaction import transaction
from cocreate.triage import actions, queries


def carry_out_plans() -> None:
    """Each in a transaction of its own, so that none holds up another."""
    for idea_id in queries.due_plans():
        with transaction():
            actions.carry_out(idea_id)
