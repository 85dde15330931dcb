"""What is known of a person, for judging fairly."""

from typing import NamedTuple

from sqlalchemy import func, select

from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Flag, Review, Suspension
from cocreate.moderation.queries.weights import (
    OVERTURNS,
    RIGHT,
    UPHOLDS,
    Overturning,
    Upheld,
)
from cocreate.moderation.reason import AWAY, Verdict


class Record(NamedTuple):
    """How often a person was judged, and how often their flags were right."""

    hidden_before: int
    kept_before: int
    flags_raised: int
    flags_right: int
    suspensions: int


def record_of(person_id: PersonId) -> Record:
    """A person's record in moderation, in three queries.

    Each by the last word that was said on it: what an appeal set right speaks against
    nobody.
    """
    judged = verdicts_on(person_id)
    flags = db.session.execute(
        select(func.count(), RIGHT)
        .select_from(Flag)
        .join(Review, Review.id == Flag.review_id)
        .outerjoin(Overturning, OVERTURNS)
        .outerjoin(Upheld, UPHOLDS)
        .where(Flag.reporter_id == person_id)
    ).one()
    suspended = select(func.count()).where(Suspension.person_id == person_id)
    return Record(
        hidden_before=sum(judged.get(verdict, 0) for verdict in AWAY),
        kept_before=judged.get(Verdict.KEEP, 0),
        flags_raised=flags[0],
        flags_right=flags[1],
        suspensions=db.session.scalar(suspended) or 0,
    )


def verdicts_on(person_id: PersonId) -> dict[Verdict, int]:
    """How often which verdict stands; an appeal that finds so adds none."""
    rows = db.session.execute(
        select(Review.verdict, func.count())
        .outerjoin(Overturning, OVERTURNS)
        .where(
            Review.author_id == person_id,
            Review.closed_at.is_not(None),
            Overturning.id.is_(None),
            (Review.kind != CaseKind.APPEAL) | Review.verdict.in_(AWAY),
        )
        .group_by(Review.verdict)
    )
    return {verdict: number for verdict, number in rows if verdict is not None}
