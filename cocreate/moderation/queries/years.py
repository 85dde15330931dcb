"""A year of moderation in figures, counted by the database in a few statements."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, literal, select
from sqlalchemy.orm import aliased

from cocreate.kernel.db import AnySelect, db
from cocreate.moderation.case import CaseKind
from cocreate.moderation.law import told_in_public
from cocreate.moderation.models import LegalNotice, Review, Suspension
from cocreate.moderation.policy import OVERTURNS
from cocreate.moderation.queries.rings import is_part
from cocreate.moderation.queries.times import Times, seconds_between, times_by
from cocreate.moderation.reason import AWAY, Reason, Verdict
from cocreate.moderation.recipients import months_of
from cocreate.moderation.transparency import ALL, Figures
from cocreate.people.queries import count_active

MOST_LAWS = 50
First = aliased(Review)
IS_AWAY = Review.verdict.in_(AWAY)
IN_TIME = Review.closed_at <= Review.due_at
BY_ITSELF = Review.automated_at.is_not(None)


class Year(NamedTuple):
    """From its first moment to the first of the next, in UTC."""

    since: datetime
    before: datetime

    def has(self, column: Any) -> ColumnElement[bool]:
        return and_(column >= self.since, column < self.before)


def year_of(year: int) -> Year:
    return Year(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))


def cases_of(year: Year, column: Any) -> ColumnElement[bool]:
    """The cases of a year; what one voter is told of suspect votes is no case."""
    return and_(year.has(column), ~is_part())


def first_year() -> int | None:
    """The year of the first case there is."""
    first = db.session.scalar(select(func.min(Review.opened_at)))
    return first.year if first else None


def count_year(number: int) -> Figures:
    """All that the report of a year says, whoever asks: nobody is in it."""
    year = year_of(number)
    return {
        "cases": cases_in(year),
        "reasons": reasons_in(year),
        "laws": laws_in(year),
        "notices": notices_in(year),
        "sanctions": sanctions_in(year),
        "automation": automation_in(year),
        "recipients": months_of(count_active(number)),
    }


def cases_in(year: Year) -> dict[str, dict[str, int]]:
    opened = db.session.execute(
        select(Review.kind, func.count())
        .where(cases_of(year, Review.opened_at))
        .group_by(Review.kind)
    )
    found = {str(kind): {"opened": number} for kind, number in opened}
    decided = db.session.execute(
        select(
            Review.kind,
            func.count().label("decided"),
            func.count().filter(IS_AWAY).label("restricted"),
            func.count().filter(IN_TIME).label("in_time"),
        )
        .where(cases_of(year, Review.closed_at))
        .group_by(Review.kind)
    )
    for kind, *numbers in decided:
        row = found.setdefault(str(kind), {"opened": 0})
        row.update(zip(("decided", "restricted", "in_time"), numbers, strict=True))
    summed = ("opened", "decided", "restricted", "in_time")
    total = {name: sum(row.get(name, 0) for row in found.values()) for name in summed}
    return with_times({**found, ALL: total}, times_in(year))


def times_in(year: Year) -> dict[str, Times]:
    took = seconds_between(Review.opened_at, Review.closed_at).label("took")
    closed = cases_of(year, Review.closed_at)
    by_kind = times_by(select(Review.kind, took).where(closed))
    of_all = times_by(select(literal(ALL).label("kind"), took).where(closed))
    return {str(kind): times for kind, times in {**by_kind, **of_all}.items()}


def with_times(
    rows: dict[str, dict[str, int]], times: dict[str, Times]
) -> dict[str, dict[str, int]]:
    for name, (median, ninth) in times.items():
        rows[name] |= {"median_seconds": median, "ninth_seconds": ninth}
    return rows


def reasons_in(year: Year) -> dict[str, dict[str, int]]:
    """What was restricted by which rule, and what became of appeals against it."""
    restricted = db.session.execute(
        select(Review.reason, func.count(), func.count().filter(BY_ITSELF))
        .where(cases_of(year, Review.closed_at), IS_AWAY)
        .group_by(Review.reason)
    )
    found = {
        str(reason or Reason.OTHER): {"restricted": number, "automated": by_itself}
        for reason, number, by_itself in restricted
    }
    for reason, number, overturned in db.session.execute(appeals_by_reason(year)):
        row = found.setdefault(str(reason or "none"), {"restricted": 0, "automated": 0})
        row |= {"appeals": number, "overturned": overturned}
    return found


def appeals_by_reason(year: Year) -> AnySelect:
    return (
        select(First.reason, func.count(), func.count().filter(is_overturned()))
        .select_from(Review)
        .join(First, First.id == Review.appeal_of_id)
        .where(cases_of(year, Review.closed_at), Review.kind == CaseKind.APPEAL)
        .group_by(First.reason)
    )


def is_overturned() -> ColumnElement[bool]:
    return Review.verdict.in_(OVERTURNS)


def laws_in(year: Year) -> dict[str, dict[str, int]]:
    """The laws that moderators found broken, the most frequent first."""
    rows = db.session.execute(
        select(Review.law, func.count())
        .where(cases_of(year, Review.closed_at), IS_AWAY, Review.law != "")
        .group_by(Review.law)
        .order_by(func.count().desc(), Review.law)
        .limit(MOST_LAWS)
    )
    found: dict[str, dict[str, int]] = {}
    for law, number in rows:
        row = found.setdefault(told_in_public(law), {"restricted": 0})
        row["restricted"] += number
    return found


def notices_in(year: Year) -> dict[str, dict[str, int]]:
    """Notices of illegal content received in the year, by what became of them."""
    received = year.has(LegalNotice.received_at)
    rows = db.session.execute(
        select(
            Review.verdict,
            Review.reason,
            func.count(Review.closed_at),
            func.count().filter(IN_TIME),
            func.count(),
        )
        .select_from(LegalNotice)
        .join(Review, Review.id == LegalNotice.review_id)
        .where(received)
        .group_by(Review.verdict, Review.reason)
    )
    found: dict[str, dict[str, int]] = {
        ALL: {"received": 0, "decided": 0, "in_time": 0}
    }
    for verdict, reason, closed, in_time, number in rows:
        became = outcome_of(verdict, reason) if closed else "waiting"
        row = found.setdefault(became, {"received": 0, "decided": 0, "in_time": 0})
        for one in (row, found[ALL]):
            one["received"] += number
            one["decided"] += closed
            one["in_time"] += in_time
    return with_times(found, notice_times(received))


def outcome_of(verdict: Verdict | None, reason: Reason | None) -> str:
    return str(reason or Reason.OTHER) if verdict in AWAY else "left"


def notice_times(received: ColumnElement[bool]) -> dict[str, Times]:
    took = seconds_between(LegalNotice.received_at, Review.closed_at).label("took")
    rows = (
        select(literal(ALL).label("kind"), took)
        .select_from(LegalNotice)
        .join(Review, Review.id == LegalNotice.review_id)
        .where(received, Review.closed_at.is_not(None))
    )
    return times_by(rows)


def sanctions_in(year: Year) -> dict[str, dict[str, int]]:
    rows = db.session.execute(
        select(
            Suspension.grade,
            func.count(),
            func.count().filter(Suspension.lifted_at.is_not(None)),
        )
        .where(year.has(Suspension.began_at))
        .group_by(Suspension.grade)
    )
    return {
        str(grade or "before"): {"given": number, "lifted": lifted}
        for grade, number, lifted in rows
    }


def automation_in(year: Year) -> dict[str, dict[str, int]]:
    """What was put away by no person, and what a person found of it."""
    by_itself, wrong = BY_ITSELF, BY_ITSELF & Review.verdict.not_in(AWAY)
    row = db.session.execute(
        select(
            func.count().filter(by_itself | IS_AWAY),
            func.count().filter(by_itself),
            func.count().filter(wrong),
        ).where(cases_of(year, Review.closed_at))
    ).one()
    return {ALL: dict(zip(("restricted", "automated", "overturned"), row, strict=True))}
