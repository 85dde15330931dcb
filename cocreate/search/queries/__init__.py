"""Questions about what is found, and about what was searched for."""

from cocreate.search.queries.finding import (
    COUNTED,
    LOOKED_AT,
    Order,
    Result,
    Results,
    Wish,
    ideas_found,
    search,
)
from cocreate.search.queries.reports import (
    DAYS,
    Report,
    SearchedLine,
    searched,
)

__all__ = [
    "COUNTED",
    "DAYS",
    "LOOKED_AT",
    "Order",
    "Report",
    "Result",
    "Results",
    "SearchedLine",
    "Wish",
    "ideas_found",
    "search",
    "searched",
]
