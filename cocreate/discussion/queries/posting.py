"""What is asked when somebody has just spoken: their words, and how often they did."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select

from cocreate.discussion.models import Comment, CommentEdit, Visit
from cocreate.kernel.asking import Between
from cocreate.kernel.db import AnySelect, Place, db
from cocreate.kernel.ids import CommentId, PersonId
from cocreate.kernel.paging import LARGEST_KEY
from cocreate.kernel.policy import Role
from cocreate.people.models import Person

AT_ONCE = 1_000


def just_said(comment_id: CommentId) -> Comment:
    """A comment in the transaction that wrote it: at hand, without a statement."""
    return db.session.get_one(Comment, comment_id)


def count_said(
    person: Place, *, most: ColumnElement[int], since: Place | None = None
) -> ScalarSelect[int]:
    """How many comments of somebody still stand, counted no further than so."""
    some = select(Comment.id).where(
        Comment.author_id == person, Comment.hidden_at.is_(None)
    )
    if since is not None:
        some = some.where(Comment.posted_at > since)
    counted = some.limit(most).subquery()
    return select(func.count()).select_from(counted).scalar_subquery()


def count_changed(
    person: Place, *, most: ColumnElement[int], since: Place
) -> ScalarSelect[int]:
    """How often somebody changed what others had read, counted no further than so."""
    some = select(CommentEdit.id).where(
        CommentEdit.editor_id == person, CommentEdit.edited_at > since
    )
    counted = some.limit(most).subquery()
    return select(func.count()).select_from(counted).scalar_subquery()


def newest_changes(most: int) -> Sequence[Any]:
    """The newest changes of customers to what they wrote, with who made them."""
    query = (
        select(
            CommentEdit.comment_id,
            CommentEdit.edited_at.label("at"),
            CommentEdit.editor_id.label("by_id"),
            Person.joined_at,
            Person.trust,
        )
        .join(Person, Person.id == CommentEdit.editor_id)
        .where(Person.role == Role.CUSTOMER)
        .order_by(CommentEdit.id.desc())
        .limit(most)
    )
    return db.session.execute(query).all()


def latest_said(person: Place, *, most: int) -> AnySelect:
    """When somebody spoke last, so many times."""
    moments = (
        select(Comment.posted_at.label("at"))
        .where(Comment.author_id == person)
        .order_by(Comment.posted_at.desc(), Comment.id.desc())
        .limit(most)
        .subquery()
    )
    return select(moments.c.at)


def count_kept(among: Between, since: datetime) -> AnySelect:
    """How many comments of each of these people since then still stand."""
    return (
        select(Comment.author_id, func.count())
        .where(
            among.holds(Comment.author_id),
            Comment.posted_at >= since,
            Comment.shown.is_(True),
        )
        .group_by(Comment.author_id)
    )


def count_read(among: Between, since: datetime) -> AnySelect:
    """How many discussions each of these people read since then."""
    return (
        select(Visit.person_id, func.count())
        .where(among.holds(Visit.person_id), Visit.seen_at >= since)
        .group_by(Visit.person_id)
    )


def has_read(person_id: PersonId, idea_id: Any, *, since: Any) -> ColumnElement[bool]:
    """Whether somebody was in the discussion of an idea since then, within a query."""
    return exists().where(
        Visit.person_id == person_id, Visit.idea_id == idea_id, Visit.seen_at >= since
    )


def newest_comments(most: int, *, before: datetime | None = None) -> Sequence[Any]:
    """The newest comments of customers that are shown, with who said them."""
    query = (
        select(
            Comment.id,
            Comment.body,
            Comment.posted_at.label("at"),
            Comment.author_id.label("person_id"),
            Person.name.label("author"),
            Person.joined_at,
            Person.trust,
        )
        .join(Person, Person.id == Comment.author_id)
        .where(Comment.shown.is_(True), Person.role == Role.CUSTOMER)
        .order_by(Comment.id.desc())
        .limit(most)
    )
    if before is not None:
        query = query.where(Comment.posted_at < before)
    return db.session.execute(query).all()


def stream_said(most: int) -> Iterator[Any]:
    """All that customers said, hidden or not, the newest first: some at a time.

    No more is fetched than is looked at.
    """
    last, left = LARGEST_KEY, most
    while left > 0:
        rows = said_before(last, min(left, AT_ONCE))
        yield from rows
        if len(rows) < AT_ONCE:
            return
        last, left = rows[-1].id, left - len(rows)


def said_before(last: int, most: int) -> Sequence[Any]:
    query = said_by_customers().where(Comment.id < last)
    return db.session.execute(query.limit(most)).all()


def said_among(keys: Sequence[CommentId]) -> Sequence[Any]:
    """What customers said of just these, hidden or not."""
    if not keys:
        return []
    query = said_by_customers().where(Comment.id.in_(keys))
    return db.session.execute(query).all()


def said_by_customers() -> AnySelect:
    return (
        select(
            Comment.id,
            Comment.body,
            Comment.posted_at.label("at"),
            Comment.author_id,
            Comment.files,
            Person.joined_at,
            Person.trust,
            Comment.hidden_at.is_not(None).label("is_hidden"),
        )
        .join(Person, Person.id == Comment.author_id)
        .where(Comment.withdrawn_at.is_(None), Person.role == Role.CUSTOMER)
        .order_by(Comment.id.desc())
    )
