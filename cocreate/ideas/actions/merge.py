"""Fold a duplicate into another idea, and back. Triage moves votes and followers."""

from sqlalchemy import select

from cocreate.ideas.actions.answer import keep_step, stand
from cocreate.ideas.actions.count import count_listed
from cocreate.ideas.events import IdeaMerged, IdeaUnmerged
from cocreate.ideas.models import Idea, StatusChange
from cocreate.ideas.policy import may_fold, may_merge
from cocreate.ideas.queries import get_idea, shown_before
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import Workflow, read
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.projects.queries import workflow_of


class NotMergeableError(ConflictError):
    message = "Choose another idea of the same project that is not merged itself."


def fold_into(actor: Actor, idea_id: IdeaId, *, into_id: IdeaId) -> Idea:
    """Make an idea a duplicate of another; its page leads there from now on."""
    # Locked in the order of their keys: two merges crossing each other must not wait
    # for one another for ever.
    found = {key: get_idea(actor, key, lock=True) for key in sorted({idea_id, into_id})}
    idea, into = found[idea_id], found.get(into_id)
    require(may_merge(actor), "The product team merges ideas.")
    if idea.merged_into_id == into_id:
        return idea
    if into is None or not may_fold(idea, into):
        raise NotMergeableError
    count_listed(idea, by=-1)
    db.session.flush()
    idea.merged_into_id = into.id
    db.session.flush()  # no longer listed, so its new status is counted nowhere
    db.session.refresh(idea)
    stand(actor, idea, Status.MERGED)
    record(IdeaMerged(idea_id=idea.id, into_id=into.id, by_id=actor.person_id))
    return idea


def unfold(actor: Actor, idea_id: IdeaId) -> Idea:
    """Make a folded idea one of its own again, standing where it stood; once.

    Triage gives it back what was carried. Asked again, nothing changes.
    """
    idea = get_idea(actor, idea_id, lock=True)
    require(may_merge(actor), "The product team takes merges apart.")
    if idea.merged_into_id is None:
        return idea
    was_in, idea.merged_into_id = idea.merged_into_id, None
    stand_as_before(idea, read(workflow_of(idea.project_id)))
    db.session.flush()  # the database says whether the idea is listed again
    db.session.refresh(idea)
    if idea.listed:
        count_listed(idea, by=1)
    keep_step(actor, idea, was=Status.MERGED)
    if idea.internal is not None:
        keep_step(actor, idea, was=idea.status, is_internal=True)
    record(IdeaUnmerged(idea_id=idea.id, from_id=was_in, by_id=actor.person_id))
    return idea


def stand_as_before(idea: Idea, workflow: Workflow) -> None:
    """Give back status and answer from before the last merge; else it is new."""
    change = db.session.scalar(
        select(StatusChange)
        .where(StatusChange.idea_id == idea.id, StatusChange.became == Status.MERGED)
        .order_by(StatusChange.changed_at.desc(), StatusChange.id.desc())
        .limit(1)
    )
    was = change.was if change else Status.NEW
    shown = shown_before([idea.id], workflow).get(idea.id)
    idea.status, idea.internal = workflow.placed(was, shown)
    answered = idea.answered_at
    # The merge itself had counted as an answer.
    if change and answered and answered >= change.changed_at:
        idea.answered_at = None
