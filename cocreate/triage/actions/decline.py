"""Say no to an idea, with the reason as its answer."""

from cocreate.ideas.actions import change_status, respond
from cocreate.ideas.status import Status
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.outbox import telling_nobody
from cocreate.kernel.policy import Actor
from cocreate.triage.actions.verdict import judging
from cocreate.triage.acts import Act


def decline_idea(actor: Actor, idea_id: IdeaId, *, reason: str) -> None:
    """Decline an idea: the reason is its official answer, and is told once."""
    with judging(actor, idea_id, Act.DECLINE):
        change_status(actor, idea_id, to=Status.DECLINED, note=reason)
        with telling_nobody():  # the new status tells the reason already
            respond(actor, idea_id, body=reason)
