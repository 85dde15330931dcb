"""A beta's programme, those who apply to it and those it invites, in JSON."""

from marshmallow import Schema, fields, validate

from cocreate.api.v1.report_schemas import IS_KEY, needed_key
from cocreate.beta.kinds import (
    Place,
    Platform,
    QuestionKind,
    SeatRule,
    Shares,
    Strata,
)

LONGEST_TYPED = 60_000
MOST_CHOSEN = 100


def typed() -> fields.String:
    """What a form of the pages reads, and explains where it will not do."""
    return fields.String(load_default="", validate=validate.Length(max=LONGEST_TYPED))


def needed() -> fields.String:
    return fields.String(required=True, validate=validate.Length(max=LONGEST_TYPED))


def count() -> fields.Integer:
    return fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=IS_KEY
    )


class BetaPlatformSchema(Schema):
    """A platform that a beta is for, and the least version of its system, if any."""

    platform = fields.Enum(Platform, by_value=True, required=True)
    least_version = typed()


class AskedSchema(Schema):
    """A question to those who apply, and what there is to choose from."""

    id = fields.Integer()
    kind = fields.Enum(QuestionKind, by_value=True)
    label = fields.String()
    hint = fields.String()
    choices = fields.List(fields.String())


class ScreeningQuestionSchema(AskedSchema):
    """The same for the team: with the answers that pass, one a line."""

    passes = fields.String()
    rule = fields.String()


class LotterySchema(Schema):
    """What was promised of a draw before it, and where its file is after it."""

    commitment = fields.String()
    committed_at = fields.AwareDateTime()
    strata = fields.Enum(Strata, by_value=True)
    shares = fields.Enum(Shares, by_value=True)
    source = fields.String()
    source_value = fields.String()
    drawn_at = fields.AwareDateTime(allow_none=True)
    file = fields.String(allow_none=True)


class OwnPlaceSchema(Schema):
    """Your place in a beta; `queue_place` counts from 1 while you wait."""

    place = fields.Enum(Place, by_value=True)
    queue_place = fields.Integer(allow_none=True)
    group = fields.String(allow_none=True)
    device = fields.String()
    applied_at = fields.AwareDateTime()
    placed_at = fields.AwareDateTime()
    terms_version = fields.Integer()
    terms_accepted_at = fields.AwareDateTime(allow_none=True)
    terms_are_new = fields.Boolean()
    entry = fields.String(allow_none=True)
    reminded_at = fields.AwareDateTime(allow_none=True)


class ProgrammeSchema(Schema):
    """A beta: what it is, whom it is for, how it gives its seats, and where you are.

    `why_not_apply` says why you cannot apply now; of `inside` the team alone knows.
    """

    id = fields.Integer()
    project = fields.String()
    name = fields.String()
    about = fields.String()
    about_html = fields.String()
    terms = fields.String()
    terms_html = fields.String()
    terms_version = fields.Integer()
    seats = fields.Integer()
    taken = fields.Integer()
    rule = fields.Enum(SeatRule, by_value=True)
    starts_on = fields.Date(allow_none=True)
    entries_until = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    opened_at = fields.AwareDateTime()
    closed_at = fields.AwareDateTime(allow_none=True)
    takes_testers = fields.Boolean()
    platforms = fields.List(fields.Nested(BetaPlatformSchema))
    questions = fields.List(fields.Nested(AskedSchema))
    lottery = fields.Nested(LotterySchema, allow_none=True)
    why_not_apply = fields.String(allow_none=True)
    place = fields.Nested(OwnPlaceSchema, allow_none=True)
    inside = fields.Nested(
        Schema.from_dict(
            {
                "idle_days": fields.Integer(allow_none=True),
                "by_segment": fields.Boolean(),
                "segment_ids": fields.List(fields.Integer()),
                "places": fields.Dict(keys=fields.String(), values=fields.Integer()),
            },
            name="ProgrammeInside",
        ),
        allow_none=True,
    )


class ProgrammeBody(Schema):
    """The whole of a programme; what is left out is as in a new one."""

    name = needed()
    about = typed()
    terms = needed()
    seats = fields.Integer(required=True, strict=True, validate=IS_KEY)
    rule = fields.Enum(SeatRule, by_value=True, load_default=SeatRule.FIRST_COME)
    strata = fields.Enum(Strata, by_value=True, load_default=Strata.NONE)
    shares = fields.Enum(Shares, by_value=True, load_default=Shares.PROPORTIONAL)
    source = typed()
    starts_on = fields.Date(load_default=None, allow_none=True)
    entries_until = fields.Date(load_default=None, allow_none=True)
    ends_on = fields.Date(load_default=None, allow_none=True)
    idle_days = count()
    platforms = fields.List(
        fields.Nested(BetaPlatformSchema),
        load_default=list,
        validate=validate.Length(max=MOST_CHOSEN),
    )
    by_segment = fields.Boolean(load_default=False)
    segment_ids = fields.List(
        fields.Integer(strict=True, validate=IS_KEY),
        load_default=list,
        validate=validate.Length(max=MOST_CHOSEN),
    )


class TermsVersionSchema(Schema):
    """One version of the terms, as it was shown."""

    version = fields.Integer()
    terms = fields.String()
    terms_html = fields.String()
    written_at = fields.AwareDateTime()


class ApplicationBody(Schema):
    """What you would test on: `device_id`, or `platform`, `device` and `os_version`.

    And the version of the terms that you have read and accept, an answer to each
    question by its id (several where several may be chosen), and the code of the
    invitation you come by, if any.
    """

    terms_version = needed_key()
    device_id = count()
    platform = typed()
    device = typed()
    os_version = typed()
    why = typed()
    answers = fields.Dict(
        keys=fields.String(validate=validate.Regexp(r"[0-9]{1,18}\Z")),
        values=fields.List(
            fields.String(validate=validate.Length(max=LONGEST_TYPED)),
            validate=validate.Length(max=MOST_CHOSEN),
        ),
        load_default=dict,
        validate=validate.Length(max=MOST_CHOSEN),
    )
    code = typed()


class TermsConsentBody(Schema):
    terms_version = needed_key()


class DeviceBody(Schema):
    platform = fields.Enum(Platform, by_value=True, required=True)
    device = needed()
    os_version = typed()


class DeviceSchema(Schema):
    """Something you can test a beta on."""

    id = fields.Integer()
    platform = fields.Enum(Platform, by_value=True)
    device = fields.String(attribute="model")
    os_version = fields.String()
    added_at = fields.AwareDateTime()


class QuestionToAskBody(Schema):
    """A question, and which answers pass: one a line, or “2 to 10” of a number."""

    kind = fields.Enum(QuestionKind, by_value=True, required=True)
    label = needed()
    hint = typed()
    choices = fields.List(
        fields.String(validate=validate.Length(max=LONGEST_TYPED)),
        load_default=list,
        validate=validate.Length(max=MOST_CHOSEN),
    )
    passes = typed()
