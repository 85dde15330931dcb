"""What is asked when somebody has just posted: their words, and how much it is."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from cocreate.ideas.models import Idea, IdeaEdit
from cocreate.kernel.asking import Between
from cocreate.kernel.db import AnySelect, Place, db
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.paging import LARGEST_KEY
from cocreate.kernel.policy import Role
from cocreate.people.models import Person

AT_ONCE = 1_000


def just_written(idea_id: IdeaId) -> Idea:
    """An idea in the transaction that wrote it: at hand, without a statement."""
    return db.session.get_one(Idea, idea_id)


def count_proposed(
    person: Place, *, most: ColumnElement[int], since: Place | None = None
) -> ScalarSelect[int]:
    """How many ideas somebody proposed that still stand, counted no further than so."""
    some = select(Idea.id).where(Idea.author_id == person, Idea.hidden_at.is_(None))
    if since is not None:
        some = some.where(Idea.proposed_at > since)
    counted = some.limit(most).subquery()
    return select(func.count()).select_from(counted).scalar_subquery()


def count_changed(
    person: Place, *, most: ColumnElement[int], since: Place
) -> ScalarSelect[int]:
    """How often somebody changed what others had read, counted no further than so."""
    some = select(IdeaEdit.id).where(
        IdeaEdit.editor_id == person, IdeaEdit.edited_at > since
    )
    counted = some.limit(most).subquery()
    return select(func.count()).select_from(counted).scalar_subquery()


def newest_changes(most: int) -> Sequence[Any]:
    """The newest changes of customers to what they wrote, with who made them."""
    query = (
        select(
            IdeaEdit.idea_id,
            IdeaEdit.edited_at.label("at"),
            IdeaEdit.editor_id.label("by_id"),
            Person.joined_at,
            Person.trust,
        )
        .join(Person, Person.id == IdeaEdit.editor_id)
        .where(Person.role == Role.CUSTOMER)
        .order_by(IdeaEdit.id.desc())
        .limit(most)
    )
    return db.session.execute(query).all()


def latest_proposed(person: Place, *, most: int) -> AnySelect:
    """When somebody proposed last, so many times."""
    moments = (
        select(Idea.proposed_at.label("at"))
        .where(Idea.author_id == person)
        .order_by(Idea.proposed_at.desc(), Idea.id.desc())
        .limit(most)
        .subquery()
    )
    return select(moments.c.at)


def count_kept(among: Between, since: datetime) -> AnySelect:
    """How many ideas each of these people proposed since then that still stand."""
    return (
        select(Idea.author_id, func.count())
        .where(
            among.holds(Idea.author_id),
            Idea.proposed_at >= since,
            Idea.hidden_at.is_(None),
            Idea.withdrawn_at.is_(None),
        )
        .group_by(Idea.author_id)
    )


def newest_ideas(most: int, *, before: datetime | None = None) -> Sequence[Any]:
    """The newest listed ideas of customers, with their words and who wrote them."""
    query = (
        select(
            Idea.id,
            Idea.title,
            Idea.body,
            Idea.proposed_at.label("at"),
            Idea.author_id.label("person_id"),
            Person.name.label("author"),
            Person.joined_at,
            Person.trust,
        )
        .join(Person, Person.id == Idea.author_id)
        .where(Idea.listed.is_(True), Person.role == Role.CUSTOMER)
        .order_by(Idea.id.desc())
        .limit(most)
    )
    if before is not None:
        query = query.where(Idea.proposed_at < before)
    return db.session.execute(query).all()


def stream_proposed(most: int) -> Iterator[Any]:
    """All that customers proposed, hidden or not, the newest first: some at a time.

    No more is fetched than is looked at.
    """
    last, left = LARGEST_KEY, most
    while left > 0:
        rows = proposed_before(last, min(left, AT_ONCE))
        yield from rows
        if len(rows) < AT_ONCE:
            return
        last, left = rows[-1].id, left - len(rows)


def proposed_before(last: int, most: int) -> Sequence[Any]:
    query = proposed_by_customers().where(Idea.id < last)
    return db.session.execute(query.limit(most)).all()


def proposed_among(keys: Sequence[IdeaId]) -> Sequence[Any]:
    """What customers proposed of just these, hidden or not."""
    if not keys:
        return []
    query = proposed_by_customers().where(Idea.id.in_(keys))
    return db.session.execute(query).all()


def proposed_by_customers() -> AnySelect:
    return (
        select(
            Idea.id,
            Idea.title,
            Idea.body,
            Idea.proposed_at.label("at"),
            Idea.author_id,
            Idea.files,
            Person.joined_at,
            Person.trust,
            Idea.hidden_at.is_not(None).label("is_hidden"),
        )
        .join(Person, Person.id == Idea.author_id)
        .where(Idea.withdrawn_at.is_(None), Person.role == Role.CUSTOMER)
        .order_by(Idea.id.desc())
    )
