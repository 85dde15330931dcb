"""How far one is trusted, and what the next level asks."""

from typing import Any

from marshmallow import Schema, fields

from cocreate.api.v1.blueprint import blp, says
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.languages import in_language
from cocreate.moderation import queries
from cocreate.people.session import current_actor, own_language


class TrustStepSchema(Schema):
    words = fields.String()
    found = fields.Integer(
        allow_none=True, metadata={"description": "None: too little to tell."}
    )
    asked = fields.Integer()
    is_most = fields.Boolean(metadata={"description": "At most so many, not at least."})
    is_there = fields.Boolean()
    missing = fields.Integer()


class TrustPowerSchema(Schema):
    words = fields.String()
    now = fields.String()
    then = fields.String(metadata={"description": "From the next level on."})


class TrustChangeSchema(Schema):
    was = fields.Integer()
    became = fields.Integer()
    why = fields.String()
    at = fields.AwareDateTime()


class TrustSchema(Schema):
    level = fields.Integer()
    name = fields.String()
    following = fields.String(metadata={"description": "The next level to be earned."})
    is_locked = fields.Boolean()
    lost_at = fields.AwareDateTime(
        allow_none=True, metadata={"description": "When it is lost if all stays so."}
    )
    steps = fields.List(fields.Nested(TrustStepSchema))
    powers = fields.List(fields.Nested(TrustPowerSchema))
    changes = fields.List(fields.Nested(TrustChangeSchema))


@blp.route("/me/trust", methods=["GET"])
@blp.response(200, TrustSchema)
@says(401, 404)
@open_to(Audience.MEMBERS)
@in_language(own_language)
def own_trust() -> Any:
    """How far you are trusted, in your language; the company has no level: 404."""
    actor = current_actor()
    place = queries.place_of(actor, actor.person_id)
    if place is None:
        raise NotFoundError
    return place
