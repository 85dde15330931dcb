"""What may be done to a decision. The only writer of the decisions tables."""

from cocreate.decisions.actions.amend import amend_decision, words_of
from cocreate.decisions.actions.bring import (
    PastCitation,
    PastDecision,
    bring_decision,
)
from cocreate.decisions.actions.forget import forget_thanks
from cocreate.decisions.actions.move import (
    move_cited_ideas,
    move_stage,
    ship_decisions,
)
from cocreate.decisions.actions.publish import discard_draft, publish_decision
from cocreate.decisions.actions.remind import remind_of
from cocreate.decisions.actions.write import rewrite_decision, write_decision

__all__ = [
    "PastCitation",
    "PastDecision",
    "amend_decision",
    "bring_decision",
    "discard_draft",
    "forget_thanks",
    "move_cited_ideas",
    "move_stage",
    "publish_decision",
    "remind_of",
    "rewrite_decision",
    "ship_decisions",
    "words_of",
    "write_decision",
]
