"""A discussion as a page puts it down: each comment is made once and kept."""

from collections.abc import Mapping
from typing import NamedTuple

from cocreate.config import current
from cocreate.discussion.policy import answering, may_lock, may_pin
from cocreate.discussion.queries.standing import Standing, reactions_by
from cocreate.discussion.queries.thread import Thread
from cocreate.discussion.queries.turns import Turn
from cocreate.discussion.reaction import Reacted
from cocreate.kernel.afterwards import leave_word
from cocreate.kernel.fragments import fragments, with_token
from cocreate.kernel.ids import CommentId, IdeaId, PersonId
from cocreate.kernel.policy import Actor
from cocreate.kernel.text import SafeHtml

Cited = Mapping[CommentId, tuple[str, str]]
NOWHERE = ("", "")
NONE: frozenset[Reacted] = frozenset()


class Talk(NamedTuple):
    """What a page says of its discussion, and what its reader may do there."""

    turns: SafeHtml
    thread: Thread
    standing: Standing
    takes_comments: bool
    may_comment: bool
    may_lock: bool
    takes_files: bool
    may_act: bool  # react or choose the answer: the page holds the form for it
    new_id: CommentId | None  # the first comment here that is new to the reader


def talk_of(
    actor: Actor,
    thread: Thread,
    standing: Standing,
    *,
    takes_comments: bool,
    begun_by: PersonId,
    cited: Cited | None = None,
) -> Talk:
    """The discussion as this actor sees it; `cited`: where decisions cite comments."""
    is_open = takes_comments and standing.lock is None
    reply = answering(actor, open_now=is_open)
    pins = may_pin(actor, begun_by)
    own = reactions_by(actor, [t.id for t in thread.turns if t.reactions])
    fresh = {turn.id for turn in thread.turns if is_new(turn, standing)}
    cites = cited or {}
    moderates, writes = actor.is_moderator, actor.may_write
    turns = with_token(
        fragments(
            "comment",
            (
                (
                    turn,
                    reply,
                    moderates,
                    *(cites.get(turn.id, NOWHERE) if cites else NOWHERE),
                    writes,
                    own.get(turn.id, NONE) if own else NONE,
                    pins,
                    turn.id == standing.pinned_id,
                    turn.id in fresh,
                )
                for turn in thread.turns
            ),
        )
    )
    return Talk(
        turns=turns,
        thread=thread,
        standing=standing,
        takes_comments=takes_comments,
        may_comment=is_open and actor.may_write,
        may_lock=may_lock(
            actor, None if standing.is_of_entry else begun_by, standing.locked_by
        ),
        takes_files=current().attachments_most > 0,
        may_act=actor.may_write,
        new_id=min(fresh, default=None),
    )


def is_new(turn: Turn, standing: Standing) -> bool:
    """Whether somebody else said it since the reader's last visit."""
    if standing.since is None or turn.posted_at is None or turn.is_mine:
        return False
    return turn.posted_at > standing.since


def comes_by(actor: Actor, idea_id: IdeaId) -> None:
    """A moderator reads an idea by the API: kept, so that no look of theirs is blind.

    What a program reads for others is no visit of theirs.
    """
    if actor.is_moderator:
        leave_word("visit", actor.person_id, idea_id)


def reads_talk(actor: Actor, idea_id: IdeaId, standing: Standing) -> None:
    """Let it be kept that the actor was here, once they are answered: see visiting."""
    if actor.is_moderator or (standing.visit_is_due and actor.is_member):
        leave_word("visit", actor.person_id, idea_id)
