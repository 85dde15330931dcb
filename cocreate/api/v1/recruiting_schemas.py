"""Those who apply to a beta and those it invites, as the team sees them, in JSON."""

from marshmallow import Schema, fields, validate

from cocreate.api.v1.enrolment_schemas import count, needed, typed
from cocreate.api.v1.report_schemas import IS_KEY, needed_key
from cocreate.api.v1.schemas import PageArguments, PersonSchema
from cocreate.beta.kinds import Place

MOST_AT_ONCE = 500


class AnsweredSchema(Schema):
    question = fields.String(attribute="label")
    value = fields.String()
    passed = fields.Boolean()


class EnrolmentSchema(Schema):
    """Somebody's place in a beta, as the team sees it."""

    id = fields.Integer()
    person = fields.Nested(PersonSchema)
    place = fields.Enum(Place, by_value=True)
    cohort_id = fields.Integer(allow_none=True)
    device = fields.String()
    why = fields.String()
    passed = fields.Boolean(allow_none=True)
    terms_version = fields.Integer()
    applied_at = fields.AwareDateTime()
    placed_at = fields.AwareDateTime()
    answers = fields.List(fields.Nested(AnsweredSchema))


class EnrolmentArguments(PageArguments):
    """Which places, and of which group; `passed=false`: whose answers want reading."""

    place = fields.Enum(Place, by_value=True)
    cohort_id = fields.Integer(validate=IS_KEY)
    passed = fields.Boolean()


class CohortBody(Schema):
    name = needed()


class CohortSchema(Schema):
    """A group of testers that gets builds together; newcomers join the first."""

    id = fields.Integer()
    name = fields.String()
    testers = fields.Integer()


class CohortMoveBody(Schema):
    cohort_id = needed_key()


class InvitationBody(Schema):
    email = needed()


class InvitationLineSchema(Schema):
    """An address, and the name of a group of the programme, or nothing."""

    email = fields.String(required=True, validate=validate.Length(max=320))
    group = fields.String(load_default="", validate=validate.Length(max=120))


class InvitationsBody(Schema):
    people = fields.List(
        fields.Nested(InvitationLineSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_AT_ONCE),
    )


class InvitationRefusalSchema(Schema):
    line = fields.Integer()
    reason = fields.String()


class InvitedSchema(Schema):
    """Seats kept for those known here, letters to the rest, lines that cannot be."""

    kept = fields.Integer()
    mailed = fields.Integer()
    known = fields.Integer()
    refused = fields.List(fields.Nested(InvitationRefusalSchema))


class InvitationLinkBody(Schema):
    """A link for whoever is given it: for so many uses and days, or without end."""

    note = typed()
    cohort_id = count()
    most_uses = count()
    days = count()


class InvitationLinkSchema(Schema):
    id = fields.Integer()
    url = fields.String()
    note = fields.String()
    email = fields.String(allow_none=True)
    cohort_id = fields.Integer(allow_none=True)
    uses = fields.Integer()
    most_uses = fields.Integer(allow_none=True)
    made_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime(allow_none=True)
    revoked_at = fields.AwareDateTime(allow_none=True)


class DrawBody(Schema):
    """The public figure that was announced, where one was."""

    source_value = typed()
