"""Forget who gave a notice once nothing can come of knowing it; the notice stays."""

from datetime import timedelta

from sqlalchemy import or_, select, update

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db
from cocreate.moderation.models import LegalNotice, Review

AT_ONCE = 1_000


def forget_notice_givers() -> int:
    """Forget the names and addresses of some whose notice was decided long ago.

    Says of how many: whoever has more to forget comes again. What was noticed, where,
    why and against which law stays, under its number.
    """
    decided_before = now() - timedelta(days=current().notice_giver_days)
    known = or_(LegalNotice.name.is_not(None), LegalNotice.email.is_not(None))
    some = (
        select(LegalNotice.id)
        .join(Review, Review.id == LegalNotice.review_id)
        .where(known, Review.closed_at < decided_before)
        .where(LegalNotice.received_at < decided_before)
        .order_by(LegalNotice.id)
        .limit(AT_ONCE)
    )
    forgotten = db.session.execute(
        update(LegalNotice)
        .where(LegalNotice.id.in_(some))
        .values(name=None, email=None),
        execution_options={"synchronize_session": False},
    )
    return changed_rows(forgotten)
