"""Count what the transparency reports say, so that reading one costs a row."""

import json

from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.moderation.models.looks import YearTold
from cocreate.moderation.queries import count_year, first_year, years_told


def tell_years() -> list[int]:
    """Count this year and the last one anew, and each before that was never counted.

    An appeal can come six months after its verdict, so the last year still moves.
    """
    first, this = first_year(), now().year
    known, told = {*years_told()}, []
    for year in range(first or this, this + 1):
        if year >= this - 1 or year not in known:
            tell_year(year)
            told.append(year)
    return told


def tell_year(year: int) -> None:
    said = {"told": json.dumps(count_year(year)), "counted_at": now()}
    db.session.execute(
        insert_into(YearTold)
        .values(year=year, **said)
        .on_conflict_do_update(index_elements=["year"], set_=said)
    )
