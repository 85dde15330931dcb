"""What is to be known of a discussion besides its comments, in one query."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, and_, bindparam, func, null, select
from sqlalchemy.orm import aliased

from cocreate.discussion.models import Comment, Follow, Lock, Pin, Reaction, Visit
from cocreate.discussion.reaction import Reacted
from cocreate.kernel.asking import KEYS
from cocreate.kernel.clock import now
from cocreate.kernel.db import KEY, ask, db
from cocreate.kernel.ids import CommentId, EntryId, IdeaId
from cocreate.kernel.policy import Actor, Role
from cocreate.kernel.text import SafeHtml, trusted
from cocreate.people.faces import Face
from cocreate.people.models import Person
from cocreate.people.queries import faces

MOST_REACTORS = 60
VISIT = timedelta(minutes=30)
NOTED_AGAIN = timedelta(minutes=5)


class Locked(NamedTuple):
    """That a discussion rests, and why."""

    reason: str
    by: Face
    at: datetime


class Pinned(NamedTuple):
    """The comment that answers what a discussion is about."""

    id: CommentId
    author: Face
    words: SafeHtml
    posted_at: datetime


class Standing(NamedTuple):
    """How a discussion stands, and how the reader stands to it."""

    lock: Locked | None
    pin: Pinned | None
    following: bool = False
    since: datetime | None = None  # what came later is new; none: a first visit
    visit_is_due: bool = False  # that the reader is here is to be kept
    is_of_entry: bool = False  # under what the company wrote, else under an idea

    @property
    def locked_by(self) -> Role | None:
        return self.lock.by.role if self.lock else None

    @property
    def pinned_id(self) -> CommentId | None:
        return self.pin.id if self.pin else None


Locker = aliased(Person, name="locker")
Said = aliased(Comment, name="said")
Speaker = aliased(Person, name="speaker")
FACE = ("id", "name", "role", "title", "town", "picture_key")


def labelled(person: Any, name: str) -> list[Any]:
    return [getattr(person, column).label(f"{name}_{column}") for column in FACE]


HERE = select(bindparam("subject_id", type_=KEY).label("id")).subquery("here")


def around(key: str, *more: Any) -> Select[Any]:
    """The lock and the pinned comment of a subject; of each there is one at most."""
    lock_key, pin_key, said_key = (getattr(of, key) for of in (Lock, Pin, Said))
    # A pinned comment that is hidden, taken back or carried elsewhere is not shown.
    there = and_(Said.id == Pin.comment_id, Said.shown.is_(True), said_key == pin_key)
    return (
        select(
            *(Lock.reason, Lock.locked_at, *labelled(Locker, "locker")),
            *(Said.id.label("pinned_id"), Said.body_html, Said.posted_at),
            *labelled(Speaker, "speaker"),
            *more,
        )
        .select_from(HERE)
        .outerjoin(Lock, lock_key == HERE.c.id)
        .outerjoin(Locker, Locker.id == Lock.by_id)
        .outerjoin(Pin, pin_key == HERE.c.id)
        .outerjoin(Said, there)
        .outerjoin(Speaker, Speaker.id == Said.author_id)
    )


MINE: BindParameter[Any] = bindparam("person_id", type_=KEY)
NOT_OURS = (
    null().label("followed_at"),
    *(null().label("seen_at"), null().label("before_at")),
)
OF_ENTRY = around("entry_id", *NOT_OURS)
OF_IDEA = around("idea_id", *NOT_OURS)
OF_IDEA_FOR_MEMBERS = (
    around("idea_id", Follow.followed_at, Visit.seen_at, Visit.before_at)
    .outerjoin(Follow, and_(Follow.idea_id == HERE.c.id, Follow.person_id == MINE))
    .outerjoin(Visit, and_(Visit.idea_id == HERE.c.id, Visit.person_id == MINE))
)


def standing_of_idea(actor: Actor, idea_id: IdeaId) -> Standing:
    """Of an idea that the actor has been let to."""
    if not actor.is_member:
        return standing_from(ask(OF_IDEA, subject_id=idea_id).one())
    row = ask(OF_IDEA_FOR_MEMBERS, subject_id=idea_id, person_id=actor.person_id).one()
    return standing_from(row)._replace(**visited(row.seen_at, row.before_at, now()))


def standing_of_entry(entry_id: EntryId) -> Standing:
    """Of an entry that the caller has been let to."""
    row = ask(OF_ENTRY, subject_id=entry_id).one()
    return standing_from(row)._replace(is_of_entry=True)


def standing_from(row: Any) -> Standing:
    return Standing(
        lock=Locked(row.reason, face(row, "locker"), row.locked_at)
        if row.reason is not None
        else None,
        pin=Pinned(
            row.pinned_id,
            face(row, "speaker"),
            trusted(row.body_html),
            row.posted_at,
        )
        if row.pinned_id is not None
        else None,
        following=row.followed_at is not None,
    )


def visited(
    seen_at: datetime | None, before_at: datetime | None, at: datetime
) -> dict[str, Any]:
    """Since when what was said is new, and whether to keep that the reader is here."""
    if seen_at is None:
        return {"visit_is_due": True}
    since = seen_at if seen_at < at - VISIT else before_at
    return {"since": since, "visit_is_due": seen_at < at - NOTED_AGAIN}


def face(row: Any, name: str) -> Face:
    return Face(*(getattr(row, f"{name}_{column}") for column in FACE))


def lock_reason(idea_id: IdeaId | None, entry_id: EntryId | None) -> str | None:
    """Why a discussion takes no comments; none: it is not locked."""
    return db.session.scalar(
        select(Lock.reason).where(
            Lock.idea_id == idea_id if idea_id else Lock.entry_id == entry_id
        )
    )


def first_unread(actor: Actor, idea_id: IdeaId) -> Comment | None:
    """The first comment under an idea since the actor's last visit, by somebody else.

    The actor has been let to the idea; whoever never was there has missed nothing.
    """
    since = standing_of_idea(actor, idea_id).since
    if since is None:
        return None
    return db.session.scalar(
        select(Comment)
        .where(
            Comment.idea_id == idea_id,
            Comment.posted_at > since,
            Comment.shown.is_(True),
            Comment.author_id != actor.person_id,
        )
        .order_by(Comment.turn_id, Comment.id)
        .limit(1)
    )


OWN_REACTIONS = select(Reaction.comment_id, Reaction.kind).where(
    Reaction.person_id == MINE, Reaction.comment_id.in_(KEYS)
)


def reactions_by(
    actor: Actor, comment_ids: Iterable[CommentId]
) -> dict[CommentId, frozenset[Reacted]]:
    """How the actor has reacted to these comments, in one query."""
    wanted = list(comment_ids)
    if not wanted or not actor.is_member:
        return {}
    found: dict[CommentId, frozenset[Reacted]] = {}
    for row in ask(OWN_REACTIONS, person_id=actor.person_id, keys=wanted):
        found[row.comment_id] = found.get(row.comment_id, frozenset()) | {row.kind}
    return found


def reactors_of(comment: Comment) -> list[Face]:
    """Some of the people who react to a comment, each once, the first first."""
    first = func.min(Reaction.reacted_at)
    ids = db.session.scalars(
        select(Reaction.person_id)
        .where(Reaction.comment_id == comment.id)
        .group_by(Reaction.person_id)
        .order_by(first, Reaction.person_id)
        .limit(MOST_REACTORS)
    ).all()
    known = faces(ids)
    return [known[person_id] for person_id in ids]
