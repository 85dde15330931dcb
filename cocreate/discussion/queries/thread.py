"""A discussion as it is read: turn by turn, a window at a time, ready to be shown.

One query reads the comments of a window with the columns of their authors, whatever
their number. What a template needs is made here, once: it only puts it down.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from cocreate.discussion.models import Comment
from cocreate.discussion.queries.turns import (
    KEPT,
    Turn,
    reader_of,
    turns_of,
    turns_of_page,
    with_files,
)
from cocreate.discussion.reaction import Reacted
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import EntryId, IdeaId, PersonId
from cocreate.kernel.paging import LARGEST_KEY, Pages, Place, mark
from cocreate.kernel.policy import Actor
from cocreate.people.models import Person

WINDOW = 60
NEIGHBOURS = 2
LATEST = mark(Place(LARGEST_KEY, LARGEST_KEY, backwards=True))


class Thread(NamedTuple):
    """A window of a discussion, and where those before and after it begin."""

    turns: Sequence[Turn]
    following: str | None
    preceding: str | None
    latest: str = ""  # where the window begins that ends with the last comment

    @property
    def is_long(self) -> bool:
        """Whether there is more than this window."""
        return bool(self.following or self.preceding)


FIGURES = tuple(getattr(Comment, kind.value) for kind in Reacted)
Origin = aliased(Idea, name="origin")
COLUMNS = (
    Comment.id,
    Comment.parent_id,
    Comment.top_id,
    Comment.turn_id,
    Comment.author_id,
    Comment.body_html,
    Comment.is_official,
    Comment.posted_at,
    Comment.edited_at.is_not(None).label("is_edited"),
    Comment.hidden_at.is_not(None).label("is_hidden"),
    Comment.hidden_reason,
    Comment.shown,
    Comment.carried_from_id,
    Comment.files,
    *FIGURES,
    Person.name,
    Person.role,
    Person.title,
    Person.picture_key,
    Origin.title.label("carried_from"),
)
ROWS = (
    select(*COLUMNS)
    .join(Person, Person.id == Comment.author_id)
    .outerjoin(
        Origin,
        (Origin.id == Comment.carried_from_id)
        & Origin.hidden_at.is_(None)
        & Origin.withdrawn_at.is_(None),
    )
)


def windows(subject: InstrumentedAttribute[Any]) -> Pages:
    """The windows of every discussion of one kind; their queries are built once."""
    return Pages(
        ROWS.where(subject == bindparam("subject_id", type_=subject.type)),
        by=Comment.turn_id,
        key=Comment.id,
        descending=False,
        keeps=KEPT,
    )


OF_IDEAS = windows(Comment.idea_id)
OF_ENTRIES = windows(Comment.entry_id)


def thread_of_idea(
    actor: Actor,
    idea_id: IdeaId,
    *,
    place: str | None = None,
    proposer_id: PersonId | None = None,
) -> Thread:
    """The discussion of an idea that the actor has been let to."""
    return read(actor, OF_IDEAS, idea_id, place, proposer_id)


def thread_of_entry(
    actor: Actor,
    entry_id: EntryId,
    *,
    place: str | None = None,
    proposer_id: PersonId | None = None,
) -> Thread:
    """The discussion of a journal entry that the actor has been let to."""
    return read(actor, OF_ENTRIES, entry_id, place, proposer_id)


def read(
    actor: Actor,
    discussions: Pages,
    subject_id: int,
    place: str | None,
    proposer_id: PersonId | None,
) -> Thread:
    page = discussions.page(place, size=WINDOW, subject_id=subject_id)
    turns = turns_of_page(page, reader_of(actor, page), proposer_id)
    turns = with_files(turns, page.rows)
    following = None if place == LATEST else page.following
    return Thread(turns, following, page.preceding, LATEST)


def place_of(comment: Comment) -> str | None:
    """Where the window begins that holds a comment; None: at the beginning."""
    subject = subject_of(comment)
    before = or_(
        Comment.turn_id < comment.turn_id,
        and_(Comment.turn_id == comment.turn_id, Comment.id < comment.id),
    )
    ahead = db.session.scalars(
        select(Comment.turn_id)
        .where(subject, before)
        .order_by(Comment.turn_id.desc(), Comment.id.desc())
        .limit(WINDOW)
    ).all()
    if len(ahead) < WINDOW:
        return None
    # From the top of its turn where the reply still fits, else from the reply itself.
    start = comment.id if ahead[-1] == comment.turn_id else comment.turn_id
    return mark(Place(comment.turn_id, start - 1))


def subject_of(comment: Comment) -> ColumnElement[bool]:
    if comment.idea_id is not None:
        return Comment.idea_id == comment.idea_id
    return Comment.entry_id == comment.entry_id


def around(actor: Actor, comment: Comment) -> tuple[Sequence[Turn], Sequence[Turn]]:
    """The turns just before a comment and just after it, for judging it in context."""
    subject = subject_of(comment)
    key = (Comment.turn_id, Comment.id)
    same = Comment.turn_id == comment.turn_id
    before = ROWS.where(
        subject,
        or_(Comment.turn_id < comment.turn_id, and_(same, Comment.id < comment.id)),
    )
    after = ROWS.where(
        subject,
        or_(Comment.turn_id > comment.turn_id, and_(same, Comment.id > comment.id)),
    )
    earlier = before.order_by(*(column.desc() for column in key)).limit(NEIGHBOURS)
    later = after.order_by(*key).limit(NEIGHBOURS)
    return (
        read_turns(actor, reversed(db.session.execute(earlier).all())),
        read_turns(actor, db.session.execute(later)),
    )


def read_turns(actor: Actor, rows: Iterable[Any]) -> Sequence[Turn]:
    found = list(rows)
    return with_files(tuple(turns_of(actor, found)), found)
