"""Add to a published decision; what it says stays as it was."""

from sqlalchemy import select

from cocreate.decisions.actions.write import TEAM_DECIDES
from cocreate.decisions.events import DecisionAmended
from cocreate.decisions.models import DecisionAmendment
from cocreate.decisions.policy import may_amend, may_decide
from cocreate.decisions.queries import get_decision
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import DecisionId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import render_markdown


def amend_decision(
    actor: Actor, decision_id: DecisionId, *, body: str
) -> DecisionAmendment:
    """Note, in one's own name, what has changed since; the same words once."""
    decision = get_decision(actor, decision_id, lock=True)
    require(may_decide(actor), TEAM_DECIDES)
    require(may_amend(actor, decision), "A draft can simply be rewritten.")
    if said := find_amendment(decision.id, body):
        return said
    amendment = DecisionAmendment(
        decision_id=decision.id,
        author_id=actor.person_id,
        body=body,
        body_html=render_markdown(body),
        amended_at=now(),
    )
    db.session.add(amendment)
    record(DecisionAmended(decision_id=decision.id, by_id=actor.person_id))
    return amendment


def find_amendment(decision_id: DecisionId, body: str) -> DecisionAmendment | None:
    return db.session.scalar(
        select(DecisionAmendment)
        .where(
            DecisionAmendment.decision_id == decision_id, DecisionAmendment.body == body
        )
        .limit(1)
    )
