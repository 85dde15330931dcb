"""Questions about moderation: cases are for moderators, statements for authors."""

from cocreate.moderation.queries.cases import (
    CaseLine,
    closed_cases,
    count_closed_today,
    count_open,
    find_open,
    find_open_about,
    first_open,
    get_review,
    open_cases,
    visible_to,
)
from cocreate.moderation.queries.flags import Raised, find_flag, has_flagged, raised
from cocreate.moderation.queries.items import Around, Item, around, item_of
from cocreate.moderation.queries.record import Record, record_of
from cocreate.moderation.queries.sanctions import (
    SuspensionLine,
    current_suspension,
    suspensions,
    suspensions_of,
)
from cocreate.moderation.queries.statements import Statement, statements_to
from cocreate.moderation.queries.trail import Step, Trail, latest_review, trail_of

__all__ = [
    "Around",
    "CaseLine",
    "Item",
    "Raised",
    "Record",
    "Statement",
    "Step",
    "SuspensionLine",
    "Trail",
    "around",
    "closed_cases",
    "count_closed_today",
    "count_open",
    "current_suspension",
    "find_flag",
    "find_open",
    "find_open_about",
    "first_open",
    "get_review",
    "has_flagged",
    "item_of",
    "latest_review",
    "open_cases",
    "raised",
    "record_of",
    "statements_to",
    "suspensions",
    "suspensions_of",
    "trail_of",
    "visible_to",
]
