"""Say something under an idea or a journal entry, perhaps in answer to somebody."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import select

from cocreate.discussion.actions.call import put_words
from cocreate.discussion.actions.count import count_shown
from cocreate.discussion.actions.follow import put_follow
from cocreate.discussion.actions.hang import put_files
from cocreate.discussion.events import CommentPosted
from cocreate.discussion.models import Comment
from cocreate.discussion.policy import may_comment
from cocreate.discussion.queries import get_comment, lock_reason
from cocreate.ideas.drafts import Hanging
from cocreate.ideas.policy import may_comment as may_comment_on_idea
from cocreate.ideas.queries import get_idea
from cocreate.journal.policy import is_published
from cocreate.journal.queries import get_entry
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
)
from cocreate.kernel.ids import CommentId, EntryId, IdeaId, ProjectId
from cocreate.kernel.languages import Saying, translatable
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.people.queries import get_person
from cocreate.projects.queries import phase_of

SAME_PRESS = timedelta(minutes=10)
CLOSED = translatable("This discussion takes no new comments just now.")


class NothingToAnswerError(ConflictError):
    message = translatable(
        "What you wanted to answer is no longer shown. What you wrote is kept."
    )


class LockedError(ForbiddenError):
    """Nobody speaks in a locked discussion; the reason is somebody's words."""

    def __init__(self, reason: str) -> None:
        said = Saying(
            translatable("This discussion is locked: %(reason)s"), {"reason": reason}
        )
        super().__init__(said, quotes=True)


class Subject(NamedTuple):
    """What a discussion is about."""

    project_id: ProjectId
    idea_id: IdeaId | None
    entry_id: EntryId | None


def post_comment(
    actor: Actor,
    *,
    body: str,
    idea_id: IdeaId | None = None,
    entry_id: EntryId | None = None,
    parent_id: CommentId | None = None,
    hanging: Hanging | None = None,
) -> Comment:
    """Say something, once: a second press gives what the first one said.

    Whoever speaks under an idea follows it from then on.
    """
    parent = get_parent(actor, parent_id)
    if parent is not None:
        refuse_elsewhere(parent, idea_id, entry_id)
        idea_id, entry_id = parent.idea_id, parent.entry_id
    subject = open_subject(actor, idea_id, entry_id)
    refuse_locked(subject)
    # Locked before the question: two presses at once must not both find nothing.
    get_person(actor.person_id, lock=True)
    if said := just_said(actor, subject, parent_id, body):
        return said
    comment = say(actor, subject, parent, body)
    put_files(actor, comment, hanging)
    count_shown(comment, by=1)
    if idea_id is not None:
        put_follow(actor.person_id, idea_id)
    record(
        CommentPosted(
            comment_id=comment.id,
            idea_id=idea_id,
            entry_id=entry_id,
            author_id=actor.person_id,
            parent_id=parent_id,
        )
    )
    return comment


def get_parent(actor: Actor, parent_id: CommentId | None) -> Comment | None:
    if parent_id is None:
        return None
    parent = get_comment(actor, parent_id)
    if not parent.shown:
        raise NothingToAnswerError
    return parent


def refuse_elsewhere(
    parent: Comment, idea_id: IdeaId | None, entry_id: EntryId | None
) -> None:
    """A reply stands where what it answers stands, and nowhere else."""
    named = (idea_id, entry_id)
    if any(named) and named != (parent.idea_id, parent.entry_id):
        raise InvalidError({"parent_id": "What you answer was said somewhere else."})


def open_subject(
    actor: Actor, idea_id: IdeaId | None, entry_id: EntryId | None
) -> Subject:
    """The subject, if the actor may see it and it takes comments."""
    if idea_id is not None:
        # Locked: while it is folded into another, its comments are carried there.
        idea = get_idea(actor, idea_id, lock=True)
        phase = phase_of(idea.project_id)
        require(may_comment_on_idea(actor, idea, phase), CLOSED)
        return Subject(idea.project_id, idea_id, None)
    if entry_id is None:
        raise NotFoundError
    entry = get_entry(actor, entry_id)
    open_now = is_published(entry, now()) and may_comment(
        actor, phase_of(entry.project_id)
    )
    require(open_now, CLOSED)
    return Subject(entry.project_id, None, entry_id)


def refuse_locked(subject: Subject) -> None:
    reason = lock_reason(subject.idea_id, subject.entry_id)
    if reason is not None:
        raise LockedError(reason)


def just_said(
    actor: Actor, subject: Subject, parent_id: CommentId | None, body: str
) -> Comment | None:
    """The same words by the same person, to the same, said a moment ago."""
    return db.session.scalar(
        select(Comment)
        .where(
            Comment.author_id == actor.person_id,
            Comment.posted_at > now() - SAME_PRESS,
            Comment.idea_id == subject.idea_id,
            Comment.entry_id == subject.entry_id,
            Comment.parent_id == parent_id,
            Comment.body == body,
            Comment.withdrawn_at.is_(None),
        )
        .order_by(Comment.id)
        .limit(1)
    )


def say(actor: Actor, subject: Subject, parent: Comment | None, body: str) -> Comment:
    comment = Comment(
        project_id=subject.project_id,
        idea_id=subject.idea_id,
        entry_id=subject.entry_id,
        parent_id=parent.id if parent else None,
        top_id=parent.turn_id if parent else None,
        author_id=actor.person_id,
        is_official=actor.is_company,
        posted_at=now(),
    )
    put_words(comment, body)
    return comment
