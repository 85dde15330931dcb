"""The audit log. For administrators."""

from dataclasses import asdict
from typing import Any

from marshmallow import Schema, fields, validate

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import blp, says
from cocreate.api.v1.schemas import LARGEST_KEY, PageArguments, page_of
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.audit import Chosen
from cocreate.people import queries
from cocreate.people.session import current_actor


def number() -> fields.Integer:
    return fields.Integer(validate=validate.Range(min=0, max=LARGEST_KEY))


class LogArguments(PageArguments):
    """Which entries; nothing said means all."""

    act = fields.String(load_default="", validate=validate.Length(max=100))
    by = number()
    about = number()
    since = fields.Date()
    until = fields.Date()


class AuditEntrySchema(Schema):
    """One privileged act. Its hash is over all of it and the hash before."""

    number = fields.Integer(required=True)
    at = fields.String(required=True)
    act = fields.String(required=True)
    actor_id = fields.Integer(required=True)
    facts = fields.Dict(keys=fields.String(), required=True)
    before = fields.String(required=True)
    hash = fields.String(required=True)


@blp.route("/log", methods=["GET"])
@blp.arguments(LogArguments, location="query")
@blp.response(200, page_of(AuditEntrySchema))
@says(401, 403, 422)
@open_to(Audience.ADMINISTRATORS)
def list_log(asked: dict[str, Any]) -> Any:
    """What was done with more rights than a member has, the latest first."""
    chosen = Chosen(
        act=asked["act"],
        actor_id=asked.get("by"),
        person_id=asked.get("about"),
        since=asked.get("since"),
        until=asked.get("until"),
    )
    page = queries.logged_acts(
        current_actor(), chosen, place=asked.get("page"), size=asked["limit"]
    )
    rows = [{**asdict(entry.line.link), "hash": entry.line.hash} for entry in page.rows]
    return page_of_rows(page, rows)
