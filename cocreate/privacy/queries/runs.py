"""When each rule was carried out last."""

from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.kernel.policy import Actor, require
from cocreate.privacy.models import RetentionRun


def runs() -> dict[str, RetentionRun]:
    """The last run of each rule, by its name: for the job."""
    rows = db.session.scalars(select(RetentionRun).order_by(RetentionRun.rule))
    return {row.rule: row for row in rows}


def runs_for(actor: Actor) -> dict[str, RetentionRun]:
    """The same, for administrators."""
    require(actor.is_administrator, "Administrators read when data was dropped.")
    return runs()
