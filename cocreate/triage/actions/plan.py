"""Give an idea a status at a moment to come, or do not after all."""

from datetime import datetime

from sqlalchemy import delete, select

from cocreate.ideas.actions import IllegalStepError, change_status
from cocreate.ideas.policy import may_answer, may_move
from cocreate.ideas.queries import get_idea
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import true_status
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import CoCreateError, InvalidError
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.policy import Actor, require
from cocreate.people.queries import actor_for
from cocreate.projects.queries import workflow_of
from cocreate.triage.models import StatusPlan


def plan_status(
    actor: Actor, idea_id: IdeaId, *, to: Status, note: str, due_at: datetime
) -> None:
    """Let an idea get a status later, in the actor's name; a new plan replaces one."""
    idea = get_idea(actor, idea_id, lock=True)
    require(may_answer(actor, idea), "The product team answers ideas.")
    if not may_move(true_status(idea), to, workflow_of(idea.project_id)):
        raise IllegalStepError
    if due_at <= now():
        raise InvalidError({"at": "Choose a moment to come, or leave it open for now."})
    planned = {
        "status": to,
        "note": note,
        "by_id": actor.person_id,
        "due_at": due_at,
        "planned_at": now(),
        "refused": None,
    }
    db.session.execute(
        insert_into(StatusPlan)
        .values(idea_id=idea.id, **planned)
        .on_conflict_do_update(index_elements=["idea_id"], set_=planned)
    )


def cancel_plan(actor: Actor, idea_id: IdeaId) -> None:
    """Leave an idea where it stands after all; without a plan nothing changes."""
    idea = get_idea(actor, idea_id)
    require(actor.may_write and actor.is_team, "The product team answers ideas.")
    db.session.execute(delete(StatusPlan).where(StatusPlan.idea_id == idea.id))


def carry_out(idea_id: IdeaId) -> bool:
    """Do what was planned for an idea, if it is due and still planned.

    What cannot be done any more stays, with the reason, for the team to see.
    """
    plan = db.session.scalar(
        select(StatusPlan)
        .where(
            StatusPlan.idea_id == idea_id,
            StatusPlan.due_at <= now(),
            StatusPlan.refused.is_(None),
        )
        .with_for_update(skip_locked=True)
    )
    if plan is None:
        return False
    try:
        actor = actor_for(plan.by_id)
        require(actor.is_team, "Whoever planned it is of the product team no more.")
        change_status(actor, idea_id, to=plan.status, note=plan.note)
    except CoCreateError as refusal:
        plan.refused = str(refusal)
    else:
        db.session.delete(plan)
    return True
