"""What programs say of builds, and hear of how far they have come."""

from marshmallow import Schema, fields, validate

from cocreate.api.v1.schemas import key
from cocreate.beta.kinds import Channel, Pace, Platform, RollState

MOST_COHORTS = 200
FIELDS = {
    "version": "string",
    "platform": "string",
    "channel": "string",
    "least_os": "string",
    "package": "string",
    "notes": "string",
    "declared_sha256": "string",
    "expires_in_days": "integer",
    "despite": "string",
    "upload": "string",
}
FORM = {
    "requestBody": {
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        **{name: {"type": kind} for name, kind in FIELDS.items()},
                        "cohort_ids": {"type": "array", "items": {"type": "integer"}},
                        "decision_ids": {"type": "array", "items": {"type": "integer"}},
                        "file": {"type": "string", "format": "binary"},
                    },
                }
            }
        }
    }
}


class BuildFactsBody(Schema):
    """What is put right of a build that nobody was given yet."""

    version = fields.String(required=True)
    platform = fields.Enum(Platform, by_value=True, required=True)
    channel = fields.Enum(Channel, by_value=True, load_default=Channel.BETA)
    least_os = fields.String(load_default="")


class BuildNotesBody(Schema):
    notes = fields.String(required=True)


class BuildCohortsBody(Schema):
    """Who gets a build; `at_once`: all of them, however far its roll-out has come."""

    cohort_ids = fields.List(
        key(), required=True, validate=validate.Length(max=MOST_COHORTS)
    )
    at_once = fields.Boolean(load_default=False)


class RolloutBody(Schema):
    """Rising percents that end in 100, and what each waits for."""

    steps = fields.List(
        fields.Integer(),
        load_default=lambda: [10, 30, 100],
        validate=validate.Length(1, 10),
    )
    pace = fields.Enum(Pace, by_value=True, load_default=Pace.GATE)
    hours = fields.Integer(load_default=24)
    least_satisfied = fields.Integer(load_default=60)
    most_stopped = fields.Integer(load_default=10)


class RolloutSchema(Schema):
    """How far a build has come, and what it waits for."""

    steps = fields.Function(
        lambda rollout: [int(step) for step in rollout.steps.split()],
        metadata={"type": "array", "items": {"type": "integer"}},
    )
    pace = fields.Enum(Pace, by_value=True)
    hours = fields.Integer()
    least_satisfied = fields.Integer()
    most_stopped = fields.Integer()
    state = fields.Enum(RollState, by_value=True)
    reason = fields.String()
    stepped_at = fields.AwareDateTime()


class BuildReasonBody(Schema):
    """A sentence for the testers."""

    reason = fields.String(required=True)


class BuildReturnBody(BuildReasonBody):
    to_id = key()
