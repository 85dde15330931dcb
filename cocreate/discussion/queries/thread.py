"""A discussion as it is read: turn by turn, a window at a time, ready to be shown.

One query reads the comments of a window with the columns of their authors, whatever
their number. What a template needs is made here, once: it only puts it down.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import zip_longest
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from cocreate.discussion.models import Comment
from cocreate.discussion.policy import may_read
from cocreate.discussion.reaction import Reacted, reactions_of
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, EntryId, IdeaId, PersonId
from cocreate.kernel.paging import LARGEST_KEY, Pages, Place, mark
from cocreate.kernel.policy import Actor
from cocreate.kernel.text import trusted
from cocreate.people.faces import Face
from cocreate.people.models import Person

WINDOW = 60
NEIGHBOURS = 2
LATEST = mark(Place(LARGEST_KEY, LARGEST_KEY, backwards=True))
SHOWN, HIDDEN, WITHDRAWN = "shown", "hidden", "withdrawn"


class Turn(NamedTuple):
    """One comment, ready to be put on a page."""

    id: CommentId
    author: Face | None  # none: the reader may not know
    is_official: bool  # said for the company, whatever its author is today
    words: str  # safe HTML; empty where the reader may not read it
    day: str
    moment: str  # for machines
    posted_at: datetime | None
    is_edited: bool
    is_reply: bool
    answers_id: CommentId | None  # what it replies to, where that is not the turn's top
    parent_id: CommentId | None  # what it replies to, as far as that is to be seen
    answers: str  # who said that; empty: not in this window
    state: str  # shown, hidden or withdrawn
    reason: str  # why it is hidden, for those who may read it all the same
    carried_from: str  # the title of the duplicate it was said under, while it is shown
    is_mine: bool
    by_proposer: bool  # said by whoever proposed the idea, or wrote the entry
    carried_from_id: IdeaId | None  # the duplicate it was said under
    reactions: tuple[tuple[Reacted, int], ...] = ()  # how many people, of each kind

    def __hash__(self) -> int:
        """By its key alone: a page looks up sixty, each kept for all that it says."""
        return self.id


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
    turns = tuple(turns_of(actor, page.rows, proposer_id))
    following = None if place == LATEST else page.following
    return Thread(turns, following, page.preceding, LATEST)


def turns_of(
    actor: Actor, rows: Sequence[Any], proposer_id: PersonId | None = None
) -> Iterator[Turn]:
    """What is put down: a hidden comment keeps its place only over an answer."""
    authors = {row.id: row.name for row in rows if may_read(actor, row)}
    unread = {row.id for row in rows} - authors.keys()
    for row, below in zip_longest(rows, rows[1:]):
        if row.id in authors:
            deeper = row.parent_id is not None and (
                row.parent_id != row.top_id or row.top_id not in authors
            )
            yield turn_of(
                row,
                authors.get(row.parent_id, "") if deeper else None,
                parent_id=row.top_id if row.parent_id in unread else row.parent_id,
                is_mine=row.author_id == actor.person_id,
                by_proposer=row.author_id == proposer_id,
            )
        elif not row.is_hidden or (below is not None and below.top_id == row.id):
            yield place_without_words(row)


@lru_cache(maxsize=8192)
def turn_of(
    row: Any,
    answers: str | None,
    *,
    parent_id: CommentId | None,
    is_mine: bool,
    by_proposer: bool,
) -> Turn:
    """The turn of a row: of equal rows the same, so it is made once and kept."""
    return Turn(
        id=row.id,
        author=Face(
            person_id=row.author_id,
            name=row.name,
            role=row.role,
            title=row.title,
            picture_key=row.picture_key,
        ),
        is_official=row.is_official,
        words=trusted(row.body_html),
        day=row.posted_at.strftime("%-d %B %Y"),
        moment=row.posted_at.isoformat(timespec="minutes"),
        posted_at=row.posted_at,
        is_edited=row.is_edited,
        is_reply=row.top_id is not None,
        answers_id=None if answers is None else row.parent_id,
        parent_id=parent_id,
        answers=answers or "",
        state=state_of(row),
        reason=row.hidden_reason or "",
        carried_from=row.carried_from or "",
        is_mine=is_mine,
        by_proposer=by_proposer,
        carried_from_id=row.carried_from_id,
        reactions=reactions_of(row),
    )


def place_without_words(row: Any) -> Turn:
    """Where something was said that the reader may not read, nor by whom."""
    return Turn(
        id=row.id,
        author=None,
        is_official=False,
        words="",
        day="",
        moment="",
        posted_at=None,
        is_edited=False,
        is_reply=row.top_id is not None,
        answers_id=None,
        parent_id=row.top_id,
        answers="",
        state=state_of(row),
        reason="",
        carried_from="",
        is_mine=False,
        by_proposer=False,
        carried_from_id=None,
    )


def state_of(row: Any) -> str:
    return SHOWN if row.shown else HIDDEN if row.is_hidden else WITHDRAWN


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
    return tuple(turns_of(actor, list(rows)))
