"""Keep when a rule was carried out, and how much it dropped."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import insert

from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.privacy.models import RetentionRun


def note_run(rule: str, dropped: int, *, is_done: bool) -> None:
    """Note a run of a rule; what it dropped is added to what it ever did."""
    fresh = insert_into(RetentionRun).values(
        rule=rule, ran_at=now(), dropped=dropped, dropped_ever=dropped, is_done=is_done
    )
    db.session.execute(
        fresh.on_conflict_do_update(
            index_elements=["rule"],
            set_={
                "ran_at": fresh.excluded.ran_at,
                "dropped": fresh.excluded.dropped,
                "dropped_ever": RetentionRun.dropped_ever + fresh.excluded.dropped,
                "is_done": fresh.excluded.is_done,
            },
        )
    )


class PastRun(NamedTuple):
    """A run of a rule in a night gone by: what it dropped, and all runs up to it."""

    rule: str
    ran_at: datetime
    dropped: int
    dropped_ever: int


def bring_runs(runs: Iterable[PastRun]) -> None:
    """Keep when rules were carried out, each to its end."""
    rows = [{**run._asdict(), "is_done": True} for run in runs]
    db.session.execute(insert(RetentionRun), rows)
