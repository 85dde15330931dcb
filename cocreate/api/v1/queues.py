"""What lies on the desk: its piles, how long they are, and the promise's clock."""

from typing import Any

from marshmallow import Schema, fields

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import blp, says
from cocreate.api.v1.cutting import CutArguments, CutPageArguments, segment_asked
from cocreate.api.v1.schemas import page_of
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import now
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.triage import queries
from cocreate.triage.acts import Awaited
from cocreate.triage.clock import clock_of
from cocreate.triage.queries import Queue


class QueueArguments(CutPageArguments):
    """Which pile, and which page of it."""

    queue = fields.Enum(Queue, by_value=True, load_default=Queue.WAITING)


class QueuedSchema(Schema):
    """An idea on a pile; `clock` says how it stands with the promise to its author."""

    id = fields.Integer()
    title = fields.String()
    votes = fields.Integer()
    proposed_at = fields.AwareDateTime()
    answered_at = fields.AwareDateTime(allow_none=True)
    author_name = fields.String()
    assignee_id = fields.Integer(allow_none=True)
    departments = fields.Integer()
    awaits = fields.Enum(Awaited, by_value=True, allow_none=True)
    until_at = fields.AwareDateTime(allow_none=True)
    clock = fields.String(allow_none=True)


class PilesSchema(Schema):
    """How many ideas lie on each pile, counted up to a thousand."""

    waiting = fields.Integer()
    mine = fields.Integer()
    ours = fields.Integer()
    nobodys = fields.Integer()
    late = fields.Integer()
    off = fields.Integer()


class DeskSchema(Schema):
    """How much waits, since when the oldest, and how it stands with the promise."""

    piles = fields.Nested(PilesSchema)
    oldest_at = fields.AwareDateTime(allow_none=True)
    answer_within_days = fields.Integer()
    clock = fields.String(allow_none=True)
    answered_today = fields.Integer()


@blp.route("/projects/<slug>/desk", methods=["GET"])
@blp.arguments(CutArguments, location="query")
@blp.response(200, DeskSchema)
@says(401, 403, 404, 422)
@open_to(Audience.TEAM)
def show_desk(asked: dict[str, Any], slug: str) -> Any:
    """How long the piles of the desk are, and the promise's clock of the oldest."""
    actor, segment_id = current_actor(), segment_asked(asked)
    project = projects.get_heading(actor, slug)
    lengths = queries.queue_lengths(actor, project, segment_id=segment_id)
    within, oldest_at = project.answer_within_days, lengths.oldest_at
    return {
        "piles": lengths.of,
        "oldest_at": oldest_at,
        "answer_within_days": within,
        "clock": clock_of(oldest_at, within, now()).words if oldest_at else None,
        "answered_today": queries.answered_today(project.id, segment_id=segment_id),
    }


@blp.route("/projects/<slug>/queue", methods=["GET"])
@blp.arguments(QueueArguments, location="query")
@blp.response(200, page_of(QueuedSchema))
@says(401, 403, 404, 422)
@open_to(Audience.TEAM)
def list_queue(asked: dict[str, Any], slug: str) -> Any:
    """One pile of the desk: waiting, mine, ours, nobodys, late, off or answered."""
    actor, at = current_actor(), now()
    project = projects.get_heading(actor, slug)
    page = queries.queue_page(
        actor,
        project,
        asked["queue"],
        place=asked.get("page"),
        segment_id=segment_asked(asked),
    )
    within = project.answer_within_days
    rows = [
        {
            **line._asdict(),
            "clock": None
            if line.answered_at
            else clock_of(line.proposed_at, within, at).words,
        }
        for line in page.rows
    ]
    return page_of_rows(page, rows)
