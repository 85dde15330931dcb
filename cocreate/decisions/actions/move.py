"""Move decisions along the roadmap, and the ideas behind them along with them."""

from collections.abc import Iterable

from cocreate.decisions.actions.write import TEAM_DECIDES
from cocreate.decisions.events import DecisionStageChanged
from cocreate.decisions.models import Decision
from cocreate.decisions.policy import BY_HAND, STATUS_AT, may_decide, may_move
from cocreate.decisions.queries import get_decision, voices_of
from cocreate.decisions.stage import Stage
from cocreate.ideas.actions import change_status
from cocreate.ideas.policy import may_move as may_become
from cocreate.ideas.queries import heads_of, titles
from cocreate.ideas.workflow import true_status
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import DecisionId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.projects.queries import workflow_of


class NotByHandError(ConflictError):
    message = "Only a release ships a decision, and what has shipped stays shipped."


def move_stage(actor: Actor, decision_id: DecisionId, *, to: Stage) -> Decision:
    """Say where a published decision stands; a release alone says that it shipped."""
    decision = get_decision(actor, decision_id, lock=True)
    require(may_decide(actor), TEAM_DECIDES)
    if decision.stage is to:
        return decision
    if to not in BY_HAND or not may_move(actor, decision):
        raise NotByHandError
    return stand(actor, decision, to)


def stand(actor: Actor, decision: Decision, to: Stage) -> Decision:
    was, decision.stage = decision.stage, to
    record(
        DecisionStageChanged(
            decision_id=decision.id, by_id=actor.person_id, was=was, became=to
        )
    )
    return decision


def ship_decisions(actor: Actor, decision_ids: Iterable[DecisionId]) -> None:
    """Let decisions that a release carries stand as shipped, with their ideas."""
    for decision_id in sorted(decision_ids):
        decision = get_decision(actor, decision_id, lock=True)
        require(may_decide(actor), TEAM_DECIDES)
        if decision.stage is not Stage.SHIPPED:
            stand(actor, decision, Stage.SHIPPED)
        move_cited_ideas(actor, decision_id)


def move_cited_ideas(actor: Actor, decision_id: DecisionId) -> None:
    """Give the cited ideas the status of their decision, where that step is legal.

    Where an idea was folded into another, the other one moves.
    """
    decision = get_decision(actor, decision_id)
    status = STATUS_AT[decision.stage]
    voices = voices_of(actor, [decision_id]).get(decision_id, [])
    cited = {voice.idea_id for voice in voices if voice.is_idea and voice.idea_id}
    heads = set(heads_of(cited).values())
    workflow = workflow_of(decision.project_id)
    # In one order, so that two decisions citing the same ideas wait and do not block.
    for idea_id, idea in sorted(titles(actor, heads).items()):
        if may_become(true_status(idea), status, workflow):
            change_status(actor, idea_id, to=status, note=decision.title)
