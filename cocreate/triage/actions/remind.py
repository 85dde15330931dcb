"""Tell whoever looks after an idea that its time runs out; once."""

from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db, insert_into
from cocreate.kernel.outbox import record
from cocreate.triage.events import AnswerDue
from cocreate.triage.models import Reminder
from cocreate.triage.queries import Due


def remind(due: Due) -> bool:
    """Tell those who look after it; whether this was the first time."""
    kept = db.session.execute(
        insert_into(Reminder)
        .values(
            idea_id=due.idea_id,
            department_id=due.department_id,
            due_at=due.due_at,
            reminded_at=now(),
        )
        .on_conflict_do_nothing()
    )
    first = changed_rows(kept) > 0
    if first and due.person_ids:
        record(
            AnswerDue(
                idea_id=due.idea_id,
                department_id=due.department_id,
                due_at=due.due_at.isoformat(),
                person_ids=due.person_ids,
            )
        )
    return first
