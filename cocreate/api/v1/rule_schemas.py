"""The rules for what is posted, in JSON."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from cocreate.api.v1.schemas import Line, between
from cocreate.moderation.limits import Limit
from cocreate.moderation.rule_forms import LONGEST_INSTEAD, LONGEST_WORDS
from cocreate.moderation.rules import MOST_OF_LIMIT, TrialState
from cocreate.moderation.watching import NEEDS_MORE, WatchedAct, why_not_watch

LONGEST_MARK = 100


class RuleSchema(Schema):
    """A rule: words that are watched for, or a limit of newcomers."""

    name = fields.String(required=True)
    limit = fields.Enum(Limit, by_value=True, allow_none=True)
    words = fields.String()
    act = fields.Enum(WatchedAct, by_value=True)
    instead = fields.String()
    most = fields.Integer()
    is_on = fields.Boolean(required=True)
    by = fields.String()
    since_at = fields.AwareDateTime(allow_none=True)


class WatchedWordBody(Schema):
    """Words to watch for, and what is done where they are said."""

    words = Line(required=True, validate=lambda text: between(text, 1, LONGEST_WORDS))
    act = fields.Enum(WatchedAct, by_value=True, required=True)
    instead = Line(
        load_default="", validate=lambda text: between(text, 0, LONGEST_INSTEAD)
    )

    @validates_schema
    def can_be_watched(self, body: dict[str, Any], **_: Any) -> None:
        if refusal := why_not_watch(body["words"]):
            raise ValidationError(refusal, "words")
        if body["act"] in NEEDS_MORE and not body["instead"]:
            raise ValidationError("Write the tag, or the other words.", "instead")


class LimitBody(Schema):
    """The number of a limit."""

    most = fields.Integer(
        required=True, strict=True, validate=validate.Range(0, MOST_OF_LIMIT)
    )


class ExampleSchema(Schema):
    """A text that a rule would have touched."""

    idea_id = fields.Integer(allow_none=True)
    comment_id = fields.Integer(allow_none=True)
    words = fields.String()
    at = fields.AwareDateTime()
    is_hidden = fields.Boolean()


class DryRunSchema(Schema):
    """What a rule would have done; `mark` says that it was seen when it is switched."""

    mark = fields.String(required=True)
    looked = fields.Integer(required=True)
    touched = fields.Integer(required=True)
    kept = fields.Integer(required=True)
    hidden = fields.Integer(required=True)
    is_all = fields.Boolean(required=True)
    tried_at = fields.AwareDateTime(required=True)
    examples = fields.List(fields.Nested(ExampleSchema), required=True)


class TryingSchema(Schema):
    """How far a rule is tried; `run` is what came of it last, as it stands."""

    state = fields.Enum(TrialState, by_value=True, required=True)
    looked = fields.Integer(required=True)
    whole = fields.Integer(required=True)
    run = fields.Nested(DryRunSchema, required=True, allow_none=True)


class SeenBody(Schema):
    """The mark of the dry run that was seen."""

    seen = Line(required=True, validate=lambda text: between(text, 1, LONGEST_MARK))
