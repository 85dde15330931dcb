"""When each rule was carried out last."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.kernel.policy import Actor, require
from cocreate.privacy.models import RetentionRun


class LastRun(NamedTuple):
    """The last run of a rule: when, what went, then and ever, and whether all did."""

    ran_at: datetime
    dropped: int
    dropped_ever: int
    is_done: bool


def runs() -> dict[str, LastRun]:
    """The last run of each rule, by its name: for the job."""
    rows = db.session.scalars(select(RetentionRun).order_by(RetentionRun.rule))
    return {
        row.rule: LastRun(row.ran_at, row.dropped, row.dropped_ever, row.is_done)
        for row in rows
    }


def runs_for(actor: Actor) -> dict[str, LastRun]:
    """The same, for administrators."""
    require(actor.is_administrator, "Administrators read when data was dropped.")
    return runs()
