"""Fold a duplicate into another idea. Triage moves its votes and followers."""

from cocreate.ideas.actions.answer import stand
from cocreate.ideas.actions.count import count_listed
from cocreate.ideas.events import IdeaMerged
from cocreate.ideas.models import Idea
from cocreate.ideas.policy import may_answer
from cocreate.ideas.queries import get_idea
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require


class NotMergeableError(ConflictError):
    message = "Choose another idea of the same project that is not merged itself."


def fold_into(actor: Actor, idea_id: IdeaId, *, into_id: IdeaId) -> Idea:
    """Make an idea a duplicate of another; its page leads there from now on."""
    # Locked in the order of their keys: two merges crossing each other must not wait
    # for one another for ever.
    found = {key: get_idea(actor, key, lock=True) for key in sorted({idea_id, into_id})}
    idea, into = found[idea_id], found.get(into_id)
    require(may_answer(actor, idea) or idea.merged_into_id == into_id, "Only the team.")
    if idea.merged_into_id == into_id:
        return idea
    if into is None or idea is into or not (idea.listed and into.listed):
        raise NotMergeableError
    if idea.project_id != into.project_id:
        raise NotMergeableError
    count_listed(idea, by=-1)
    db.session.flush()
    idea.merged_into_id = into.id
    db.session.flush()  # no longer listed, so its new status is counted nowhere
    db.session.refresh(idea)
    stand(actor, idea, Status.MERGED)
    record(IdeaMerged(idea_id=idea.id, into_id=into.id, by_id=actor.person_id))
    return idea
