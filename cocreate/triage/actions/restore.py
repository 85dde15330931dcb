"""Put back what a verdict changed of an idea, part by part."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert

from cocreate.discussion.actions import part_again, withdraw_comment
from cocreate.ideas.actions import (
    Answer,
    Stood,
    answer_as_before,
    assign_idea,
    move_departments,
    stand_back,
    tag_idea,
    wait_again,
)
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, IdeaId
from cocreate.kernel.policy import Actor
from cocreate.people.queries import actor_for
from cocreate.triage.actions.merge import merge_ideas, unmerge_idea
from cocreate.triage.actions.split import unsplit_idea
from cocreate.triage.acts import Awaited
from cocreate.triage.models import Pause, Routing, TriageNote


@dataclass(frozen=True, slots=True)
class Undoing:
    """Whose idea is put back, by whom, and whether people had heard."""

    actor: Actor
    idea_id: IdeaId
    openly: bool


def put_back(undoing: Undoing, changed: dict[str, list[Any]]) -> None:
    """Put back each part that a verdict changed: what it was, from what it became."""
    whole = [name for name in WHOLE if name in changed]
    for name in whole:
        WAYS_BACK[name](undoing, *changed[name])
    if whole:
        return  # which puts status and answer back by itself
    for name, way_back in WAYS_BACK.items():
        if name in changed:
            way_back(undoing, *changed[name])
    if {"status", "answer"} & changed.keys():
        wait_again(undoing.actor, undoing.idea_id)


def merge_or_part(undoing: Undoing, was: Any, _became: Any) -> None:
    """Take apart what a verdict merged; merge again what it took apart."""
    if was is None:
        unmerge_idea(undoing.actor, undoing.idea_id)
    else:
        merge_ideas(undoing.actor, undoing.idea_id, into_id=IdeaId(was))


def join_again(undoing: Undoing, _was: Any, made_id: Any) -> None:
    unsplit_idea(undoing.actor, IdeaId(made_id))


def go_along_again(undoing: Undoing, was: Any, _became: Any) -> None:
    part_again(undoing.idea_id, was)


def stand_again(undoing: Undoing, was: Any, _became: Any) -> None:
    status, internal, change_id = was
    stood = Stood(Status(status), Status(internal) if internal else None, change_id)
    stand_back(undoing.actor, undoing.idea_id, at=stood, openly=undoing.openly)


def answer_again(undoing: Undoing, was: Any, _became: Any) -> None:
    answer = None
    if was is not None:
        body, author_id, responded_at, edited_at = was
        answer = Answer(body, author_id, moment(responded_at), read(edited_at))
    answer_as_before(undoing.actor, undoing.idea_id, answer=answer)


def file_again(undoing: Undoing, was: Any, _became: Any) -> None:
    tag_idea(undoing.actor, undoing.idea_id, names=was)


def assign_again(undoing: Undoing, was: Any, _became: Any) -> None:
    assign_idea(undoing.actor, undoing.idea_id, assignee_id=was)


def route_again(undoing: Undoing, was: Any, became: Any) -> None:
    project_id = db.session.get_one(Idea, undoing.idea_id).project_id
    db.session.execute(delete(Routing).where(Routing.idea_id == undoing.idea_id))
    rows = [
        {
            "idea_id": undoing.idea_id,
            "project_id": project_id,
            "department_id": department_id,
            "owner_id": owner_id,
            "due_on": date.fromisoformat(due_on) if due_on else None,
            "by_id": by_id,
            "routed_at": moment(routed_at),
        }
        for department_id, owner_id, due_on, by_id, routed_at in was
    ]
    if rows:
        db.session.execute(insert(Routing), rows)
    move_departments(undoing.idea_id, len(was) - len(became))


def pause_again(undoing: Undoing, was: Any, became: Any) -> None:
    idea = db.session.get_one(Idea, undoing.idea_id)
    db.session.execute(delete(Pause).where(Pause.idea_id == idea.id))
    asked = became[5] if became else None
    if asked and not (was and was[5] == asked):
        take_question_back(CommentId(asked), became[3])
    if was is None:
        return
    awaits, until_at, why, by_id, since_at, comment_id, answered_at = was
    db.session.execute(
        insert(Pause).values(
            idea_id=idea.id,
            project_id=idea.project_id,
            awaits=Awaited(awaits),
            until_at=moment(until_at),
            why=why,
            by_id=by_id,
            since_at=moment(since_at),
            comment_id=comment_id,
            answered_at=read(answered_at),
        )
    )


def take_question_back(comment_id: CommentId, asker_id: Any) -> None:
    """In the name of whoever asked: the question was theirs."""
    withdraw_comment(actor_for(asker_id), comment_id)


def forget_note(_undoing: Undoing, _was: Any, note_id: Any) -> None:
    db.session.execute(delete(TriageNote).where(TriageNote.id == note_id))


def moment(said: str) -> datetime:
    return datetime.fromisoformat(said)


def read(said: str | None) -> datetime | None:
    return moment(said) if said else None


WHOLE = ("merged", "split", "parted")
WAYS_BACK: dict[str, Callable[[Undoing, Any, Any], None]] = {
    "merged": merge_or_part,
    "split": join_again,
    "parted": go_along_again,
    "status": stand_again,
    "answer": answer_again,
    "tags": file_again,
    "assignee": assign_again,
    "routed": route_again,
    "pause": pause_again,
    "note": forget_note,
}
