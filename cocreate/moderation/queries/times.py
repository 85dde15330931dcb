"""How long cases took to their verdict, measured by the database itself."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, cast, extract, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from cocreate.kernel.db import AnySelect, db, dialect

Moment = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


class Times(NamedTuple):
    """The middle of some times, and what nine of ten stay below; in seconds."""

    median: int
    ninth: int


def seconds_between(earlier: Moment, later: Moment) -> Any:
    if dialect() == "sqlite":
        return func.unixepoch(later) - func.unixepoch(earlier)
    return cast(extract("epoch", later), Integer) - cast(
        extract("epoch", earlier), Integer
    )


def times_by(rows: AnySelect) -> dict[Any, Times]:
    """Median and 90th percentile (nearest rank) of `took`, by `kind`.

    Two rows of each kind leave the database, however many there are.
    """
    some = rows.subquery()
    order = func.row_number().over(partition_by=some.c.kind, order_by=some.c.took)
    count = func.count().over(partition_by=some.c.kind)
    ranked = select(
        some.c.kind, some.c.took, order.label("place"), count.label("of")
    ).subquery()
    middle, ninth = (ranked.c.of + 1) // 2, (9 * ranked.c.of + 9) // 10
    found = db.session.execute(
        select(ranked.c.kind, ranked.c.took)
        .where(or_(ranked.c.place == middle, ranked.c.place == ninth))
        .order_by(ranked.c.kind, ranked.c.place)
    )
    took: dict[Any, list[int]] = {}
    for kind, seconds in found:
        took.setdefault(kind, []).append(int(seconds))
    return {kind: Times(some[0], some[-1]) for kind, some in took.items()}
