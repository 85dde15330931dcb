"""Amend a published decision: what it said before is kept, and why it changed."""

from dataclasses import asdict

from sqlalchemy import func, select

from cocreate.decisions.actions.write import TEAM_DECIDES, put_words
from cocreate.decisions.drafts import DecisionWords
from cocreate.decisions.events import DecisionAmended
from cocreate.decisions.models import Decision, DecisionAmendment, DecisionVersion
from cocreate.decisions.policy import may_amend, may_decide
from cocreate.decisions.queries import get_decision
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import DecisionId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import render_markdown


def amend_decision(
    actor: Actor,
    decision_id: DecisionId,
    *,
    body: str,
    words: DecisionWords | None = None,
) -> DecisionAmendment:
    """Note, in one's own name, what has changed since; the same words once.

    Where the decision itself says something else now, what it said is kept.
    """
    decision = get_decision(actor, decision_id, lock=True)
    require(may_decide(actor), TEAM_DECIDES)
    require(may_amend(actor, decision), "A draft can simply be rewritten.")
    said = find_amendment(decision.id, body)
    changes = words is not None and words != words_of(decision)
    if said and not changes:
        return said
    if words is not None and changes:
        keep_version(actor, decision)
        put_anew(decision, words)
    record(DecisionAmended(decision_id=decision.id, by_id=actor.person_id))
    return said or note(actor, decision, body)


def find_amendment(decision_id: DecisionId, body: str) -> DecisionAmendment | None:
    return db.session.scalar(
        select(DecisionAmendment)
        .where(
            DecisionAmendment.decision_id == decision_id, DecisionAmendment.body == body
        )
        .limit(1)
    )


def words_of(decision: Decision) -> DecisionWords:
    return DecisionWords(
        title=decision.title,
        rationale=decision.rationale,
        dissent=decision.dissent,
        dissent_by=decision.dissent_by,
        revisit_on=decision.revisit_on,
    )


def keep_version(actor: Actor, decision: Decision) -> None:
    """Keep what it said until now, under the next number; the decision is locked."""
    kept = db.session.scalar(
        select(func.count())
        .select_from(DecisionVersion)
        .where(DecisionVersion.decision_id == decision.id)
    )
    db.session.add(
        DecisionVersion(
            decision_id=decision.id,
            number=(kept or 0) + 1,
            **asdict(words_of(decision)),
            replaced_at=now(),
            by_id=actor.person_id,
        )
    )


def put_anew(decision: Decision, words: DecisionWords) -> None:
    """Let it say something else; another day to look again is a day to remind of."""
    if decision.revisit_on != words.revisit_on:
        decision.reminded_at = None
    put_words(decision, words)


def note(actor: Actor, decision: Decision, body: str) -> DecisionAmendment:
    amendment = DecisionAmendment(
        decision_id=decision.id,
        author_id=actor.person_id,
        body=body,
        body_html=render_markdown(body),
        amended_at=now(),
    )
    db.session.add(amendment)
    return amendment
