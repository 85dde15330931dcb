"""How often the verdicts of each moderator were overturned: for moderators alone."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Review
from cocreate.moderation.queries.years import cases_of, is_overturned, year_of
from cocreate.moderation.reason import AWAY
from cocreate.people.queries import faces

MOST = 200
First = aliased(Review)


class ModeratorLine(NamedTuple):
    """A moderator's year: what they restricted, and what appeals said of it."""

    name: str
    restricted: int
    appeals: int
    overturned: int

    @property
    def rate(self) -> float | None:
        return self.overturned / self.appeals if self.appeals else None


def moderators_in(actor: Actor, number: int) -> list[ModeratorLine]:
    """Everybody who restricted something in a year, or was appealed against in it."""
    if not actor.is_moderator:
        return []
    restricted, appealed = restrictions(number), appeals(number)
    known = faces({*restricted, *appealed})
    lines = [
        ModeratorLine(
            known[one].name, restricted.get(one, 0), *appealed.get(one, (0, 0))
        )
        for one in {*restricted, *appealed}
        if one in known
    ]
    return sorted(lines, key=lambda line: (-line.restricted, line.name))


def restrictions(number: int) -> dict[PersonId, int]:
    rows = db.session.execute(
        select(Review.moderator_id, func.count())
        .where(
            cases_of(year_of(number), Review.closed_at),
            Review.kind != CaseKind.APPEAL,
            Review.verdict.in_(AWAY),
        )
        .group_by(Review.moderator_id)
        .order_by(func.count().desc(), Review.moderator_id)
        .limit(MOST)
    )
    return {person_id: count for person_id, count in rows if person_id is not None}


def appeals(number: int) -> dict[PersonId, tuple[int, int]]:
    rows = db.session.execute(
        select(First.moderator_id, func.count(), func.count().filter(is_overturned()))
        .select_from(Review)
        .join(First, First.id == Review.appeal_of_id)
        .where(
            cases_of(year_of(number), Review.closed_at), Review.kind == CaseKind.APPEAL
        )
        .group_by(First.moderator_id)
        .order_by(func.count().desc(), First.moderator_id)
        .limit(MOST)
    )
    return {
        person_id: (decided, overturned)
        for person_id, decided, overturned in rows
        if person_id is not None
    }
