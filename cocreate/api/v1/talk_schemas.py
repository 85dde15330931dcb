"""What goes in and what comes out around a discussion, in JSON."""

from marshmallow import Schema, fields

from cocreate.api.v1.schemas import Line, PersonSchema, between
from cocreate.discussion.forms import LONGEST_REASON
from cocreate.discussion.reaction import Reacted


class ReactionBody(Schema):
    kind = fields.Enum(Reacted, by_value=True, required=True)


class ReactionsSchema(Schema):
    """How many people react to a comment, of each kind; and how the caller does."""

    comment_id = fields.Integer()
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    own = fields.List(fields.String())


class LockBody(Schema):
    reason = Line(required=True, validate=lambda text: between(text, 1, LONGEST_REASON))


class LockSchema(Schema):
    reason = fields.String()
    by = fields.Nested(PersonSchema)
    at = fields.AwareDateTime()


class DiscussionSchema(Schema):
    """How the discussion of an idea stands."""

    idea_id = fields.Integer()
    lock = fields.Nested(LockSchema, allow_none=True)
    answer_id = fields.Integer(allow_none=True)
