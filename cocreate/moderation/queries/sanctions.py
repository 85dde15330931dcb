"""Who was told to be silent, until when, and why."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import aliased

from cocreate.kernel.clock import now
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import PersonId, ReviewId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.moderation.models import Review, Suspension
from cocreate.moderation.queries.items import Item
from cocreate.people.models import Person

Judge, Brought = aliased(Person), aliased(Suspension)


class SuspensionLine(NamedTuple):
    """A suspension as a list shows it."""

    id: int
    person_id: PersonId
    person: str
    moderator: str
    reason: str
    began_at: datetime
    until_at: datetime | None
    lifted_at: datetime | None

    @property
    def is_over(self) -> bool:
        ended = self.until_at is not None and self.until_at <= now()
        return ended or self.lifted_at is not None


LINE = (
    Suspension.id,
    Suspension.person_id,
    Person.name.label("person"),
    Judge.name.label("moderator"),
    Suspension.reason,
    Suspension.began_at,
    Suspension.until_at,
    Suspension.lifted_at,
)


def suspension_lines(actor: Actor) -> AnySelect:
    """Moderators know of every suspension, others of none."""
    lines = (
        select(*LINE)
        .join(Person, Person.id == Suspension.person_id)
        .join(Judge, Judge.id == Suspension.moderator_id)
    )
    return lines if actor.is_moderator else lines.where(false())


def suspensions(actor: Actor, *, place: str | None = None) -> Page[SuspensionLine]:
    """Every suspension, the latest first."""
    page = page_of(
        suspension_lines(actor), by=Suspension.began_at, key=Suspension.id, place=place
    )
    rows = [SuspensionLine(*row) for row in page.rows]
    return Page(rows, page.following, page.preceding)


def suspensions_of(actor: Actor, person_id: PersonId) -> Sequence[SuspensionLine]:
    """A person's suspensions, the latest first."""
    rows = db.session.execute(
        suspension_lines(actor)
        .where(Suspension.person_id == person_id)
        .order_by(Suspension.began_at.desc(), Suspension.id.desc())
        .limit(50)
    )
    return [SuspensionLine(*row) for row in rows]


def current_suspension(person_id: PersonId) -> Suspension | None:
    """Of the suspensions that hold now, the one that ends last; none: they may write.

    Each belongs to a case of its own, and holds whatever becomes of the others.
    """
    return next(iter(standing(person_id)), None)


def standing(person_id: PersonId) -> Sequence[Suspension]:
    """The suspensions that hold now, what ends last coming first."""
    return db.session.scalars(
        select(Suspension)
        .where(Suspension.person_id == person_id, holds())
        .order_by(
            Suspension.until_at.is_(None).desc(),
            Suspension.until_at.desc(),
            Suspension.id.desc(),
        )
    ).all()


def holds() -> ColumnElement[bool]:
    lasting = or_(Suspension.until_at.is_(None), Suspension.until_at > now())
    return and_(Suspension.lifted_at.is_(None), lasting)


def get_suspension(person_id: PersonId) -> Suspension:
    """The suspension that holds now, of somebody who is suspended."""
    found = current_suspension(person_id)
    if found is None:
        raise NotFoundError
    return found


def of_case(review_id: ReviewId) -> ColumnElement[bool]:
    """What a case brought whoever it was about."""
    return Suspension.review_id == review_id


def of_words(item: Item) -> ColumnElement[bool]:
    """What these words brought their author.

    Nothing, where they are other words than those that were decided about.
    """
    cases = select(Review.id).where(
        Review.idea_id == item.idea_id,
        Review.comment_id == item.comment_id,
        Review.closed_at >= (item.edited_at or item.at),
    )
    return Suspension.review_id.in_(cases)


def that_hold(which: ColumnElement[bool]) -> Sequence[Suspension]:
    rows = select(Suspension).where(which, holds()).order_by(Suspension.id)
    return db.session.scalars(rows).all()


def lifted_since(which: ColumnElement[bool], at: datetime) -> Sequence[Suspension]:
    rows = select(Suspension).where(which, Suspension.lifted_at >= at)
    return db.session.scalars(rows.order_by(Suspension.id)).all()


def last_sanction() -> Any:
    """The last sanction that a case brought: taken back and given again, it has two."""
    last = select(func.max(Brought.id)).where(Brought.review_id == Review.id)
    return last.correlate(Review).scalar_subquery()
