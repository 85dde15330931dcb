"""Questions at the product managers' desk: what waits, and what to know of it."""

from cocreate.triage.queries.departments import (
    DepartmentLine,
    Routed,
    colleagues,
    departments,
    find_department,
    get_department,
    members_of,
    open_departments,
    owners,
    routed_ideas,
    routings_of,
)
from cocreate.triage.queries.due import Due, due_soon
from cocreate.triage.queries.ledger import due_plans, find_merge, find_plan, merges_into
from cocreate.triage.queries.notes import Note, notes_on
from cocreate.triage.queries.pauses import PauseLine, find_pause, pause_of
from cocreate.triage.queries.queue import (
    Lengths,
    Queue,
    QueuedIdea,
    answered_today,
    next_on,
    queue_lengths,
    queue_page,
)
from cocreate.triage.queries.verdicts import (
    VerdictLine,
    find_fresh_verdict,
    get_verdict,
    verdict_lines,
    verdicts_among,
    verdicts_on,
    verdicts_since,
)

__all__ = [
    "DepartmentLine",
    "Due",
    "Lengths",
    "Note",
    "PauseLine",
    "Queue",
    "QueuedIdea",
    "Routed",
    "VerdictLine",
    "answered_today",
    "colleagues",
    "departments",
    "due_plans",
    "due_soon",
    "find_department",
    "find_fresh_verdict",
    "find_merge",
    "find_pause",
    "find_plan",
    "get_department",
    "get_verdict",
    "members_of",
    "merges_into",
    "next_on",
    "notes_on",
    "open_departments",
    "owners",
    "pause_of",
    "queue_lengths",
    "queue_page",
    "routed_ideas",
    "routings_of",
    "verdict_lines",
    "verdicts_among",
    "verdicts_on",
    "verdicts_since",
]
