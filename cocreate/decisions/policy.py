"""Who may decide, and what a stage means for the ideas behind it. Pure."""

from cocreate.decisions.models import Decision
from cocreate.decisions.stage import Stage
from cocreate.ideas.status import Status
from cocreate.kernel.policy import Actor

BY_HAND = (Stage.PLANNED, Stage.BUILDING, Stage.IN_BETA)
STATUS_AT = {
    Stage.PLANNED: Status.PLANNED,
    Stage.BUILDING: Status.BUILDING,
    Stage.IN_BETA: Status.IN_BETA,
    Stage.SHIPPED: Status.SHIPPED,
}


def may_decide(actor: Actor) -> bool:
    return actor.may_write and actor.is_team


def may_rewrite(actor: Actor, decision: Decision) -> bool:
    """A published decision is on the record: it is amended, never rewritten."""
    return may_decide(actor) and decision.published_at is None


def may_amend(actor: Actor, decision: Decision) -> bool:
    return may_decide(actor) and decision.published_at is not None


def may_move(actor: Actor, decision: Decision) -> bool:
    """What has shipped stays shipped; to ship is what a release does."""
    return may_amend(actor, decision) and decision.stage is not Stage.SHIPPED
