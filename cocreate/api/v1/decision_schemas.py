"""Decisions in JSON: what was weighed on which evidence, and what was said before."""

from marshmallow import Schema, fields

from cocreate.api.v1.schemas import PersonSchema


class EvidenceSchema(Schema):
    """A contribution, by what it is and whose; nobody where they are not named."""

    key = fields.String()
    is_idea = fields.Boolean()
    idea_id = fields.Integer(allow_none=True)
    comment_id = fields.Integer(allow_none=True)
    by = fields.String(attribute="speaker.name")
    words = fields.String()
    title = fields.String()


class OptionSchema(Schema):
    name = fields.String()
    argument = fields.String()
    is_chosen = fields.Boolean()
    speaks_for = fields.List(fields.Nested(EvidenceSchema))
    speaks_against = fields.List(fields.Nested(EvidenceSchema))


class AmendmentSchema(Schema):
    body = fields.String()
    amended_at = fields.AwareDateTime()


class VersionSchema(Schema):
    """What it said until an amendment said it otherwise."""

    number = fields.Integer()
    title = fields.String()
    rationale = fields.String()
    dissent = fields.String()
    dissent_by = fields.String()
    revisit_on = fields.Date(allow_none=True)
    replaced_at = fields.AwareDateTime()


class DecisionSchema(Schema):
    id = fields.Integer()
    title = fields.String()
    rationale = fields.String()
    signed_by = fields.Nested(PersonSchema)
    options = fields.List(fields.Nested(OptionSchema))
    cites = fields.List(fields.Nested(EvidenceSchema))
    dissent = fields.String()
    dissent_by = fields.String()
    revisit_on = fields.Date(allow_none=True)
    published_at = fields.AwareDateTime(allow_none=True)
    amendments = fields.List(fields.Nested(AmendmentSchema))
    versions = fields.List(fields.Nested(VersionSchema))
