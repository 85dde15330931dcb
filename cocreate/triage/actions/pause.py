"""Put an idea off until a day, or until its author answers; and have it back."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update

from cocreate.discussion.actions import post_comment
from cocreate.ideas.models import Idea
from cocreate.ideas.policy import may_answer
from cocreate.ideas.queries import get_idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import CommentId, IdeaId, PersonId
from cocreate.kernel.policy import Actor, require
from cocreate.triage.acts import Awaited
from cocreate.triage.models import Pause
from cocreate.triage.queries import find_pause

TEAM_PUTS_OFF = "The product team decides what waits."
LONGEST = timedelta(days=366)


def snooze_idea(
    actor: Actor, idea_id: IdeaId, *, until_at: datetime, why: str = ""
) -> None:
    """Take an idea off the desk until a moment; then it lies there again by itself.

    The promise to its author goes on meanwhile.
    """
    idea = get_idea(actor, idea_id, lock=True)
    require(may_answer(actor, idea), TEAM_PUTS_OFF)
    if not now() < until_at <= now() + LONGEST:
        raise InvalidError({"until": "Choose a day to come, within a year."})
    pause = find_pause(idea.id)
    if pause and (pause.awaits, pause.until_at, pause.why) == (
        Awaited.DAY,
        until_at,
        why,
    ):
        return
    put_pause(actor, idea, Awaited.DAY, until_at=until_at, why=why)


def ask_author(actor: Actor, idea_id: IdeaId, *, question: str, days: int) -> None:
    """Ask an idea's author something, openly and in one's own name.

    It is off the desk until they say something under it, or for so many days.
    """
    idea = get_idea(actor, idea_id, lock=True)
    require(may_answer(actor, idea), TEAM_PUTS_OFF)
    comment = post_comment(actor, idea_id=idea.id, body=question)
    pause = find_pause(idea.id)
    if pause and pause.comment_id == comment.id:
        return
    put_pause(
        actor,
        idea,
        Awaited.AUTHOR,
        until_at=now() + timedelta(days=days),
        comment_id=comment.id,
    )


def put_pause(
    actor: Actor,
    idea: Idea,
    awaits: Awaited,
    *,
    until_at: datetime,
    why: str = "",
    comment_id: CommentId | None = None,
) -> None:
    paused = {
        "project_id": idea.project_id,
        "awaits": awaits,
        "until_at": until_at,
        "why": why,
        "by_id": actor.person_id,
        "since_at": now(),
        "comment_id": comment_id,
        "answered_at": None,
    }
    db.session.execute(
        insert_into(Pause)
        .values(idea_id=idea.id, **paused)
        .on_conflict_do_update(index_elements=["idea_id"], set_=paused)
    )


def wake_idea(actor: Actor, idea_id: IdeaId) -> None:
    """Have an idea back on the desk now; one that lies there stays."""
    idea = get_idea(actor, idea_id, lock=True)
    require(may_answer(actor, idea), TEAM_PUTS_OFF)
    db.session.execute(delete(Pause).where(Pause.idea_id == idea.id))


def note_reply(idea_id: IdeaId, *, author_id: PersonId) -> None:
    """Let an idea lie on the desk again whose author was asked and has spoken."""
    idea = db.session.get(Idea, idea_id)
    if idea is None or idea.author_id != author_id:
        return
    db.session.execute(
        update(Pause)
        .where(
            Pause.idea_id == idea_id,
            Pause.awaits == Awaited.AUTHOR,
            Pause.until_at > now(),
        )
        .values(until_at=now(), answered_at=now())
    )
