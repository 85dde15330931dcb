"""How far people are trusted: as they were told, and as they earn."""

from datetime import timedelta

from cocreate.cli.doctor.check import Check, Trouble, counted
from cocreate.kernel.clock import now
from cocreate.kernel.transaction import transaction
from cocreate.moderation.actions import overdue_moves
from cocreate.moderation.jobs import reckon_trust
from cocreate.people.actions import put_levels_right, reckon_anew
from cocreate.people.queries import last_round_at, levels_not_as_told

NIGHTS = timedelta(days=2)
MOST = 1_000


def look_at_levels() -> list[Trouble]:
    wrong = levels_not_as_told()
    words = "people stand at another level than their history says"
    return [Trouble(len(wrong), words)] if wrong else []


def mend_levels() -> str:
    with transaction():
        wrong = levels_not_as_told()
        put_levels_right(wrong)
    return f"put {counted(len(wrong), 'level')} right"


def look_at_nights() -> list[Trouble]:
    """Nothing is wrong while nights come, or before the first: levels wait a day."""
    begun_at = last_round_at()
    if begun_at is None or now() - begun_at < NIGHTS:
        return []
    due = overdue_moves(MOST)
    words = "people earn another level, and no night has reckoned it"
    return [Trouble(len(due), words)] if due else []


def reckon() -> str:
    with transaction():
        reckon_anew()
    reckon_trust()
    return "reckoned everybody's level"


CHECKS = [
    Check("person: level of trust", look_at_levels, mend_levels),
    Check("person: levels by night", look_at_nights, reckon),
]
