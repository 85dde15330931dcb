"""How often flags were right: of the site, and of whoever flagged something."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import PersonId, ReviewId
from cocreate.kernel.policy import Trust
from cocreate.moderation.models import Flag, Review
from cocreate.moderation.reason import AWAY, Reason, Verdict
from cocreate.moderation.weight import Tally, Weighed, weight_of
from cocreate.people.models import Person

Overturning, Upheld, Last = aliased(Review), aliased(Review), aliased(Review)
OVERTURNS = (Overturning.appeal_of_id == Review.id) & (
    Overturning.verdict == Verdict.RESTORE
)
# A complaint that put away what was left standing, and no appeal brought it back.
UPHOLDS = (
    (Upheld.appeal_of_id == Review.id)
    & Upheld.verdict.in_(AWAY)
    & ~exists().where(Last.appeal_of_id == Upheld.id, Last.verdict == Verdict.RESTORE)
)


class FlagWeighed(NamedTuple):
    """A flag as the queue explains it: who, why, and what it weighs."""

    reporter_id: PersonId
    reason: Reason
    weight: float


def flags_weighed(review_id: ReviewId) -> Sequence[FlagWeighed]:
    """What each flag of a case weighs now, in three queries."""
    flags = db.session.execute(
        select(Flag.reporter_id, Flag.reason, Person.trust)
        .join(Person, Person.id == Flag.reporter_id)
        .where(Flag.review_id == review_id)
        .order_by(Flag.id)
        .limit(100)
    ).all()
    site = tallies(Flag.reason.in_({flag.reason for flag in flags}))
    own = tallies_by_reporter({flag.reporter_id for flag in flags})
    return [
        FlagWeighed(
            flag.reporter_id,
            flag.reason,
            weight_of(
                own.get((flag.reporter_id, flag.reason), Tally()),
                site.get(flag.reason, Tally()),
                Trust(flag.trust),
            ),
        )
        for flag in flags
    ]


def weights_of(review_id: ReviewId) -> list[Weighed]:
    return [Weighed(one.reason, one.weight) for one in flags_weighed(review_id)]


PUT_AWAY = Review.verdict.in_(AWAY) & Overturning.id.is_(None)
RIGHT = func.count().filter(or_(PUT_AWAY, Upheld.id.is_not(None)))


def judged_flags(*columns: ColumnElement[Any]) -> AnySelect:
    """Flags of decided cases, right or wrong by the last word that was said on each.

    A verdict that an appeal overturned proves them wrong; of what was left standing, a
    complaint that was upheld proves them right.
    """
    return (
        select(*columns, RIGHT, func.count())
        .select_from(Flag)
        .join(Review, Review.id == Flag.review_id)
        .outerjoin(Overturning, OVERTURNS)
        .outerjoin(Upheld, UPHOLDS)
        .where(Review.closed_at.is_not(None))
        .group_by(*columns)
    )


def tallies(which: ColumnElement[bool]) -> dict[Reason, Tally]:
    rows = db.session.execute(judged_flags(Flag.reason.expression).where(which))
    return {reason: Tally(right, all_ - right) for reason, right, all_ in rows}


def tallies_by_reporter(
    reporters: set[PersonId],
) -> dict[tuple[PersonId, Reason], Tally]:
    by = (Flag.reporter_id.expression, Flag.reason.expression)
    rows = db.session.execute(judged_flags(*by).where(Flag.reporter_id.in_(reporters)))
    return {
        (reporter_id, reason): Tally(right, all_ - right)
        for reporter_id, reason, right, all_ in rows
    }
