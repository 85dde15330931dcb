"""Put a decision on the record, or throw a draft away."""

from cocreate.decisions.actions.write import ON_THE_RECORD, TEAM_DECIDES, clear
from cocreate.decisions.events import DecisionPublished
from cocreate.decisions.models import Decision
from cocreate.decisions.policy import may_decide, may_rewrite
from cocreate.decisions.queries import find_decision, get_decision
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import DecisionId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require


def publish_decision(actor: Actor, decision_id: DecisionId) -> Decision:
    """Put a decision on the public record, once; everyone cited is told."""
    decision = get_decision(actor, decision_id, lock=True)
    require(may_decide(actor), TEAM_DECIDES)
    if decision.published_at is None:
        decision.published_at = now()
        record(DecisionPublished(decision_id=decision.id, by_id=actor.person_id))
    return decision


def discard_draft(actor: Actor, decision_id: DecisionId) -> None:
    """Throw a draft away; one that is gone already stays gone."""
    require(may_decide(actor), TEAM_DECIDES)
    decision = find_decision(actor, decision_id, lock=True)
    if decision is None:
        return
    require(may_rewrite(actor, decision), ON_THE_RECORD)
    clear(decision)
    db.session.delete(decision)
