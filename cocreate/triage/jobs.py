"""What triage does by the clock: statuses whose moment has come, and reminders."""

from cocreate.kernel.transaction import pause, transaction
from cocreate.triage import actions, queries


def carry_out_plans() -> None:
    """Each in a transaction of its own, so that none holds up another."""
    for idea_id in queries.due_plans():
        with transaction():
            actions.carry_out(idea_id)


def remind_owners() -> None:
    """Whoever looks after what is due within a day hears of it, once."""
    due = queries.due_soon()
    pause()
    for one in due:
        with transaction():
            actions.remind(one)
