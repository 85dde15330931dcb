"""The votes of the last days, as the watch on rings reads them. Bounded, by indexes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from cocreate.kernel.db import Place, db
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.policy import Role
from cocreate.people.models import Person
from cocreate.votes.models import DiscountedVote, FingerprintSalt, Vote

MOST_VOTES = 20_000


class Lately(NamedTuple):
    """A vote of these days: cast by a customer, not noted by an employee."""

    voter_id: PersonId
    idea_id: IdeaId
    at: datetime
    joined_at: datetime
    fingerprint: int | None
    counts: bool  # no verdict took it out of the count


def cast_lately(idea_ids: list[IdeaId], since: datetime) -> list[Lately]:
    """The latest votes on these ideas, with those that a verdict discounted."""
    counted = by_customers(Vote, Vote.fingerprint, idea_ids, since)
    others = by_customers(DiscountedVote, null(), idea_ids, since)
    both = union_all(counted, others).subquery()
    latest = select(both).order_by(both.c.cast_at.desc(), both.c.voter_id)
    rows = db.session.execute(latest.limit(MOST_VOTES))
    return [Lately(*row) for row in rows]


def by_customers(
    table: type[Vote] | type[DiscountedVote],
    fingerprint: ColumnElement[Any] | InstrumentedAttribute[Any],
    idea_ids: list[IdeaId],
    since: datetime,
) -> Select[PersonId, IdeaId, datetime, datetime, Any, bool]:
    return (
        select(
            table.voter_id,
            table.idea_id,
            table.cast_at,
            Person.joined_at,
            fingerprint.label("fingerprint"),
            literal(table is Vote).label("counts"),
        )
        .join(Person, Person.id == table.voter_id)
        .where(
            table.idea_id.in_(idea_ids),
            table.cast_at > since,
            table.heard_by_id.is_(None),
            Person.role == Role.CUSTOMER,
        )
    )


def count_cast_since(
    voter: Place, since: Place, *, most: ColumnElement[int]
) -> ScalarSelect[int]:
    """How many votes somebody cast since then that stand, counted only so far."""
    some = select(Vote.idea_id).where(Vote.voter_id == voter, Vote.cast_at > since)
    counted = some.where(Vote.heard_by_id.is_(None)).limit(most).subquery()
    return select(func.count()).select_from(counted).scalar_subquery()


def newest_cast(most: int) -> Sequence[Any]:
    """The newest votes that customers cast themselves, with who cast them."""
    query = (
        select(
            Vote.idea_id,
            Vote.cast_at.label("at"),
            Vote.voter_id.label("by_id"),
            Person.joined_at,
            Person.trust,
        )
        .join(Person, Person.id == Vote.voter_id)
        .where(Vote.heard_by_id.is_(None), Person.role == Role.CUSTOMER)
        .order_by(Vote.cast_at.desc(), Vote.idea_id.desc(), Vote.voter_id.desc())
        .limit(most)
    )
    return db.session.execute(query).all()


def fingerprinted_before(moment: datetime, most: int) -> list[tuple[PersonId, IdeaId]]:
    """Some of the votes that still keep a fingerprint from before a moment."""
    query = select(Vote.voter_id, Vote.idea_id).where(
        Vote.fingerprint.is_not(None), Vote.cast_at < moment
    )
    rows = db.session.execute(query.limit(most))
    return [(row.voter_id, row.idea_id) for row in rows]


def salt_of(day: date) -> bytes | None:
    """What the fingerprints of a day are made with; none once it is over."""
    return db.session.scalar(
        select(FingerprintSalt.salt).where(FingerprintSalt.of_day == day)
    )
