"""The public record of moderation, in JSON."""

from marshmallow import Schema, fields

from cocreate.moderation.case import CaseKind
from cocreate.moderation.reason import Grade, Reason, Verdict


class InterventionSchema(Schema):
    """One thing that was restricted: not whose it was, and not what it said."""

    id = fields.Integer()
    words = fields.String()
    facts = fields.List(fields.String())
    about = fields.String(attribute="noun")
    project = fields.String()
    kind = fields.Enum(CaseKind, by_value=True)
    verdict = fields.Enum(Verdict, by_value=True, allow_none=True)
    reason = fields.Enum(Reason, by_value=True, allow_none=True)
    rule = fields.String()
    law = fields.String()
    is_automated = fields.Boolean()
    restricted_at = fields.AwareDateTime()
    closed_at = fields.AwareDateTime(allow_none=True)
    grade = fields.Enum(Grade, by_value=True, allow_none=True)
    until_at = fields.AwareDateTime(allow_none=True)
    ended_at = fields.AwareDateTime(allow_none=True)
    appealed_at = fields.AwareDateTime(allow_none=True)
    appeal_closed_at = fields.AwareDateTime(allow_none=True)
    is_overturned = fields.Boolean()


class TransparencySchema(Schema):
    """A year in figures by section, row and measure; none: a share of nothing."""

    year = fields.Integer()
    counted_at = fields.AwareDateTime()
    sections = fields.Dict(
        keys=fields.String(),
        values=fields.Dict(
            keys=fields.String(),
            values=fields.Dict(
                keys=fields.String(), values=fields.Float(allow_none=True)
            ),
        ),
    )
