"""Keep what the transparency reports say, so that reading one costs a row."""

import json

from cocreate.kernel.clock import now, today
from cocreate.kernel.db import db, insert_into
from cocreate.moderation.models.looks import YearTold
from cocreate.moderation.queries import count_year, years_to_tell
from cocreate.moderation.queries.reports import months_told
from cocreate.moderation.recipients import recipients
from cocreate.moderation.transparency import Figures


def tell_years() -> list[int]:
    """Count what is due and keep it, at once: where nobody waits meanwhile."""
    years = years_to_tell()
    for year in years:
        keep_year(year, count_year(year))
    return years


def keep_year(year: int, figures: Figures) -> None:
    """Keep what was counted of a year; counted again, the last count stands.

    Of the months of who was here the highest does: their days are not kept for long.
    """
    told = months_told(year)
    months = recipients(told, figures.get("recipients", {}), year, today())
    said = {
        "told": json.dumps({**figures, "recipients": months}),
        "counted_at": now(),
    }
    db.session.execute(
        insert_into(YearTold)
        .values(year=year, **said)
        .on_conflict_do_update(index_elements=["year"], set_=said)
    )
