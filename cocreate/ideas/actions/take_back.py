"""Take back what the product team said to an idea, as if it had not, or openly."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cocreate.ideas.actions.answer import TEAM_ANSWERS, keep_step
from cocreate.ideas.actions.count import move_status_count
from cocreate.ideas.events import IdeaAnswered, IdeaStatusChanged
from cocreate.ideas.models import Idea, StatusChange
from cocreate.ideas.policy import may_answer
from cocreate.ideas.queries import find_response, get_idea
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import true_status
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import excerpt_of, render_markdown


@dataclass(frozen=True, slots=True)
class Stood:
    """Where an idea stood: as all are told, and as is kept inside."""

    status: Status
    internal: Status | None
    change_id: int  # the latest step then; 0: none


@dataclass(frozen=True, slots=True)
class Answer:
    """What an idea was answered, and by whom."""

    body: str
    author_id: PersonId
    responded_at: datetime
    edited_at: datetime | None


def stand_back(actor: Actor, idea_id: IdeaId, *, at: Stood, openly: bool) -> Idea:
    """Let an idea stand where it stood. Openly, the way back is a step of its own.

    Else the steps since then are forgotten: nobody was told of them.
    """
    idea = get_idea(actor, idea_id, lock=True)
    require(may_answer(actor, idea), TEAM_ANSWERS)
    was, shown = true_status(idea), idea.status
    idea.status, idea.internal = at.status, at.internal
    if idea.listed and shown is not at.status:
        move_status_count(idea.project_id, shown, -1)
        move_status_count(idea.project_id, at.status, 1)
    change_id = 0
    if openly:
        step = keep_step(actor, idea, was=was, is_internal=shown is at.status)
        change_id = step.id
    else:
        forget_steps(idea.id, since=at.change_id)
    if shown is not at.status:
        record(
            IdeaStatusChanged(
                idea_id=idea.id,
                by_id=actor.person_id,
                was=shown,
                became=at.status,
                change_id=change_id,
            )
        )
    return idea


def forget_steps(idea_id: IdeaId, *, since: int) -> None:
    steps = db.session.scalars(
        select(StatusChange).where(
            StatusChange.idea_id == idea_id, StatusChange.id > since
        )
    )
    for step in steps:
        db.session.delete(step)


def answer_as_before(actor: Actor, idea_id: IdeaId, *, answer: Answer | None) -> None:
    """Give an idea the answer it had, or none."""
    idea = get_idea(actor, idea_id, lock=True)
    require(may_answer(actor, idea), TEAM_ANSWERS)
    response = find_response(idea.id)
    if response is None:
        return
    record(IdeaAnswered(idea_id=idea.id, by_id=actor.person_id))
    if answer is None:
        db.session.delete(response)
        return
    html = render_markdown(answer.body)
    response.body, response.body_html = answer.body, html
    response.excerpt = excerpt_of(html)
    response.author_id = answer.author_id
    response.responded_at, response.edited_at = answer.responded_at, answer.edited_at


def wait_again(actor: Actor, idea_id: IdeaId) -> None:
    """Let an idea wait for an answer again, unless it has one by other means."""
    idea = get_idea(actor, idea_id, lock=True)
    require(may_answer(actor, idea), TEAM_ANSWERS)
    db.session.flush()  # an answer that was just taken back counts no more
    if find_response(idea.id) is None and idea.status is Status.NEW:
        idea.answered_at = None
