"""Say how a project calls its statuses, and what each allows."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update

from cocreate.ideas.actions.count import move_status_count
from cocreate.ideas.events import IdeasPlacedAnew
from cocreate.ideas.models import Idea, StatusChange
from cocreate.ideas.queries import shown_before
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import Step, Workflow, read, true_status, write
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor
from cocreate.projects.actions import keep_workflow
from cocreate.projects.queries import get_project

AT_ONCE = 1_000
CALLED_SO = "Another status is called so. Give each a name of its own."
NONE_SHOWN = "Customers have to see one status at least."


def shape_workflow(actor: Actor, slug: str, *, steps: Sequence[Step]) -> None:
    """Let a project have its statuses like this from now on.

    Ideas stay where they stand; a status that is called otherwise is called so at once.
    What is kept inside from now on customers see at the last public status it had; what
    is so no longer they see where it stands. Nobody is told of either.
    """
    project = get_project(actor, slug)
    refuse_same_names(steps)
    if not any(step.is_public for step in steps):
        raise InvalidError({f"public_{Status.NEW}": NONE_SHOWN})
    before, after = read(project.workflow), Workflow(tuple(steps))
    keep_workflow(actor, project.id, workflow=write(steps))
    if before.inside != after.inside:
        place_anew(actor, project.id, after)


def place_anew(actor: Actor, project_id: ProjectId, workflow: Workflow) -> None:
    """Let customers see each idea where the workflow says, and count it there."""
    ideas = db.session.execute(
        select(Idea.id, Idea.status, Idea.internal, Idea.listed)
        .where(
            Idea.project_id == project_id,
            or_(Idea.status.in_(workflow.inside), Idea.internal.is_not(None)),
        )
        .order_by(Idea.id)
        .with_for_update()
    ).all()
    shown = shown_before([idea.id for idea in ideas], workflow)
    places = {
        idea.id: workflow.placed(true_status(idea), shown.get(idea.id))
        for idea in ideas
    }
    put([(key, status, internal) for key, (status, internal) in places.items()])
    announce(project_id, [one.id for one in ideas if places[one.id][0] != one.status])
    moved: Counter[Status] = Counter()
    for idea in ideas:
        if idea.listed:
            moved.update({places[idea.id][0]: 1})
            moved.subtract({idea.status: 1})
    for status, by in moved.items():
        move_status_count(project_id, status, by)
    keep_what_is_seen(
        actor,
        [idea for idea in ideas if idea.internal and places[idea.id][1] is None],
    )


def put(places: Sequence[tuple[int, Status, Status | None]]) -> None:
    if not places:
        return
    keys = ("idea_key", "shown", "inside")
    db.session.connection().execute(
        update(Idea)
        .where(Idea.id == bindparam("idea_key"))
        .values(status=bindparam("shown"), internal=bindparam("inside")),
        [dict(zip(keys, place, strict=True)) for place in places],
    )
    db.session.expire_all()  # what was read before stands elsewhere now


def announce(project_id: ProjectId, idea_ids: Sequence[int]) -> None:
    for start in range(0, len(idea_ids), AT_ONCE):
        some = tuple(idea_ids[start : start + AT_ONCE])
        record(IdeasPlacedAnew(project_id=project_id, idea_ids=some))


def keep_what_is_seen(actor: Actor, ideas: Sequence[Any]) -> None:
    """Keep as history that customers see from now on where these ideas stood."""
    rows = [
        {
            "idea_id": idea.id,
            "by_id": actor.person_id or None,
            "was": idea.status,
            "became": idea.internal,
            "note": "",
            "is_internal": False,
            "changed_at": now(),
        }
        for idea in ideas
    ]
    if rows:
        db.session.execute(insert(StatusChange), rows)


def refuse_same_names(steps: Sequence[Step]) -> None:
    known: dict[str, Status] = {}
    for step in steps:
        if known.setdefault(step.name.casefold(), step.status) is not step.status:
            raise InvalidError({f"name_{step.status}": CALLED_SO})
