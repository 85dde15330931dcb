"""Who may decide, and what a stage means for the ideas behind it. Pure."""

from datetime import date

from cocreate.decisions.models import Decision
from cocreate.decisions.stage import Stage
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import Step, read
from cocreate.kernel.policy import Actor

BY_HAND = (Stage.PLANNED, Stage.BUILDING, Stage.IN_BETA)
STATUS_AT = {
    Stage.PLANNED: Status.PLANNED,
    Stage.BUILDING: Status.BUILDING,
    Stage.IN_BETA: Status.IN_BETA,
    Stage.SHIPPED: Status.SHIPPED,
}


def stage_seen(stage: Stage, workflow: str, *, insider: bool) -> Stage | None:
    """The stage as a reader may know it: of one kept inside the last public before it.

    Where that is none, the first that is public; where none is, it is not said.
    """
    steps = read(workflow)
    public = [one for one in Stage if steps.step(STATUS_AT[one]).is_public]
    if insider or stage in public:
        return stage
    order = [*Stage]
    before = [one for one in public if order.index(one) < order.index(stage)]
    return next(reversed(before), next(iter(public), None))


def step_at(stage: Stage, workflow: str, *, insider: bool) -> Step | None:
    """Where a decision stands, in the words of its project."""
    seen = stage_seen(stage, workflow, insider=insider)
    return read(workflow).step(STATUS_AT[seen]) if seen else None


def may_decide(actor: Actor) -> bool:
    return actor.may_write and actor.is_team


def may_rewrite(actor: Actor, decision: Decision) -> bool:
    """A published decision is on the record: it is amended, never rewritten."""
    return may_decide(actor) and decision.published_at is None


def may_amend(actor: Actor, decision: Decision) -> bool:
    return may_decide(actor) and decision.published_at is not None


def is_due(decision: Decision, on: date) -> bool:
    """Whether the day has come on which it was to be looked at again."""
    if decision.published_at is None or decision.revisit_on is None:
        return False
    return decision.revisit_on <= on


def may_move(actor: Actor, decision: Decision) -> bool:
    """What has shipped stays shipped; to ship is what a release does."""
    return may_amend(actor, decision) and decision.stage is not Stage.SHIPPED
