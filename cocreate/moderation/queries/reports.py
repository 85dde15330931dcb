"""The transparency reports that were counted, for anybody to read."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.moderation.models.looks import YearTold
from cocreate.moderation.queries.years import first_year
from cocreate.moderation.recipients import MONTHS, Months
from cocreate.moderation.transparency import Figures

MOST_YEARS, LAST_YEAR = 50, 9_998


def years_to_tell() -> list[int]:
    """The last two years, and each before that was never counted.

    An appeal can come six months after its verdict, so the last year still moves.
    """
    known, this = {*years_told()}, now().year
    years = range(first_year() or this, this + 1)
    return [year for year in years if year >= this - 1 or year not in known]


class Report(NamedTuple):
    """What one year's report says, and as of when."""

    year: int
    counted_at: datetime
    figures: Figures


def years_told() -> Sequence[int]:
    """The years that there is a report of, the latest first."""
    years = select(YearTold.year).order_by(YearTold.year.desc())
    return db.session.scalars(years.limit(MOST_YEARS)).all()


def get_report(year: int) -> Report:
    """The report of a year as it was counted last."""
    found = db.session.get(YearTold, year) if year <= LAST_YEAR else None
    if found is None:
        raise NotFoundError
    return Report(found.year, found.counted_at, json.loads(found.told))


def months_told(year: int) -> Months:
    """Who was here by month, as the report of a year says by now; none: nothing."""
    found = db.session.get(YearTold, year)
    said: Figures = json.loads(found.told) if found else {}
    return {
        name: row for name, row in said.get("recipients", {}).items() if name in MONTHS
    }
