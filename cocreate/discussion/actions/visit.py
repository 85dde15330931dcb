"""Keep when somebody last read a discussion, so that they find what is new."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, insert

from cocreate.config import current
from cocreate.discussion.models import Visit
from cocreate.discussion.queries import VISIT
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.retention import drop_some


def note_visit(person_id: PersonId, idea_id: IdeaId) -> None:
    """Somebody reads the discussion now. One statement; said twice, it is one visit.

    Whoever comes back after a while begins another visit, and what was said since the
    end of the one before is new to them.
    """
    at = now()
    fresh = insert_into(Visit).values(person_id=person_id, idea_id=idea_id, seen_at=at)
    began_anew = Visit.seen_at < at - VISIT
    db.session.execute(
        fresh.on_conflict_do_update(
            index_elements=["person_id", "idea_id"],
            set_={
                "before_at": case((began_anew, Visit.seen_at), else_=Visit.before_at),
                "seen_at": at,
            },
        )
    )


def bring_visits(visits: Sequence[tuple[PersonId, IdeaId, datetime]]) -> None:
    """When people last read discussions, elsewhere or in a story."""
    rows = [
        {"person_id": person_id, "idea_id": idea_id, "seen_at": at}
        for person_id, idea_id, at in visits
    ]
    db.session.execute(insert(Visit), rows)


def forget_old_visits(most: int) -> int:
    """Drop when somebody last read what they have not read for long; how many."""
    long_ago = now() - timedelta(days=current().visit_kept_days)
    return drop_some(Visit, Visit.seen_at < long_ago, most=most)
