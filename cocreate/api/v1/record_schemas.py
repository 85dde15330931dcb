"""The public record of moderation, in JSON."""

from marshmallow import Schema, fields, validate

from cocreate.api.v1.schemas import Prose, between
from cocreate.moderation.case import CaseKind
from cocreate.moderation.forms import LONGEST_NOTE
from cocreate.moderation.looking import SECOND_VERDICTS
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


class BlindSchema(Schema):
    """A closed case as a second moderator sees it: no verdict, no names."""

    id = fields.Integer()
    kind = fields.String()
    noun = fields.String()
    title = fields.String()
    at = fields.AwareDateTime()
    words = fields.String()
    before = fields.List(fields.String())
    after = fields.List(fields.String())
    flags = fields.List(fields.Tuple((fields.String(), fields.String())))
    notices = fields.List(fields.Tuple((fields.String(), fields.String())))


class LookBody(Schema):
    """How you would decide, and why."""

    verdict = fields.Enum(
        Verdict,
        by_value=True,
        required=True,
        validate=validate.OneOf(SECOND_VERDICTS),
    )
    words = Prose(load_default="", validate=lambda text: between(text, 0, LONGEST_NOTE))


class LookSchema(Schema):
    """A second verdict as it was kept."""

    id = fields.Integer()
    verdict = fields.Enum(Verdict, by_value=True, allow_none=True)
    looked_at = fields.AwareDateTime(allow_none=True)


class PassedOnSchema(Schema):
    """The case that administrators decide now."""

    review_id = fields.Integer()


class AgreementSchema(Schema):
    """Cohen's kappa with its 95 % interval; none where there are too few looks."""

    looks = fields.Integer()
    alike = fields.Integer()
    kappa = fields.Float(allow_none=True)
    low = fields.Float(allow_none=True)
    high = fields.Float(allow_none=True)
    band = fields.String()
