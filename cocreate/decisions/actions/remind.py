"""Say once that the day has come to look at a decision again."""

from cocreate.decisions.events import RevisitCame
from cocreate.decisions.queries import get_decision
from cocreate.kernel.clock import now, today
from cocreate.kernel.ids import DecisionId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import WORKER


def remind_of(decision_id: DecisionId) -> None:
    """Announce the day that has come; a second run, or another worker, does not."""
    decision = get_decision(WORKER, decision_id, lock=True)
    day = decision.revisit_on
    if day is None or day > today() or decision.reminded_at is not None:
        return
    decision.reminded_at = now()
    record(RevisitCame(decision_id=decision.id, revisit_on=day.isoformat()))
