"""What of an idea a verdict can change: as it stands, in the words of JSON."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from cocreate.discussion.queries import parted_with
from cocreate.ideas.models import Idea
from cocreate.ideas.queries import find_response, last_split, last_step
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.triage.models import Routing, TriageNote
from cocreate.triage.queries import find_pause

Parts = dict[str, Any]


def parts_of(idea: Idea) -> Parts:
    """Everything of an idea that a verdict can change."""
    return {
        "merged": idea.merged_into_id,
        "split": last_split(idea.id),
        "parted": parted_with(idea.id),
        "status": [idea.status, idea.internal, last_step(idea.id)],
        "answer": answer_part(idea.id),
        "answered": written(idea.answered_at),
        "tags": idea.tag_names.splitlines(),
        "assignee": idea.assignee_id,
        "routed": routed_part(idea.id),
        "pause": pause_part(idea.id),
        "note": last_note(idea.id),
    }


def last_note(idea_id: IdeaId) -> int | None:
    latest = select(func.max(TriageNote.id)).where(TriageNote.idea_id == idea_id)
    return db.session.scalar(latest)


def answer_part(idea_id: IdeaId) -> list[Any] | None:
    response = find_response(idea_id)
    if response is None:
        return None
    return [
        response.body,
        response.author_id,
        written(response.responded_at),
        written(response.edited_at),
    ]


def routed_part(idea_id: IdeaId) -> list[list[Any]]:
    rows = db.session.execute(
        select(
            Routing.department_id,
            Routing.owner_id,
            Routing.due_on,
            Routing.by_id,
            Routing.routed_at,
        )
        .where(Routing.idea_id == idea_id)
        .order_by(Routing.department_id)
    )
    return [
        [department, owner, written(due_on), by, written(routed_at)]
        for department, owner, due_on, by, routed_at in rows
    ]


def pause_part(idea_id: IdeaId) -> list[Any] | None:
    pause = find_pause(idea_id)
    if pause is None:
        return None
    return [
        pause.awaits,
        written(pause.until_at),
        pause.why,
        pause.by_id,
        written(pause.since_at),
        pause.comment_id,
        written(pause.answered_at),
    ]


def written(moment: date | None) -> str | None:
    """A moment or day as JSON keeps it."""
    return moment.isoformat() if moment else None
