"""What is known of customers, and the segments they make. For the team."""

from typing import Any

from marshmallow import Schema, fields, validate

from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.schemas import Line
from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.answers import LONGEST_ANSWER, FieldKind
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.transaction import writes
from cocreate.people import actions, queries
from cocreate.people.rules import Source
from cocreate.people.session import current_actor
from cocreate.votes import queries as votes

MOST_AT_ONCE = 500


class AttributeSchema(Schema):
    name = fields.String(attribute="slug")
    label = fields.String()
    kind = fields.Enum(FieldKind, by_value=True)
    choices = fields.List(fields.String())
    known = fields.Integer()


class KnownSchema(Schema):
    """One thing that is known of somebody."""

    name = fields.String(attribute="slug")
    label = fields.String()
    value = fields.String()
    source = fields.Enum(Source, by_value=True)
    set_at = fields.DateTime()


class ValuesBody(Schema):
    """Values by the names of attributes; an empty one forgets. Others stay."""

    values = fields.Dict(
        keys=Line(validate=validate.Length(max=60)),
        values=fields.String(validate=validate.Length(max=LONGEST_ANSWER)),
        required=True,
        validate=validate.Length(max=60),
    )


class NamedValues(ValuesBody):
    """The same of somebody who is named by an address or an external id."""

    email = fields.String(load_default="", validate=validate.Length(max=320))
    external_id = fields.String(load_default="", validate=validate.Length(max=200))


class ManyBody(Schema):
    people = fields.List(
        fields.Nested(NamedValues),
        required=True,
        validate=validate.Length(max=MOST_AT_ONCE),
    )


class RejectedSchema(Schema):
    row = fields.Integer(attribute="line")
    reason = fields.String()


class OutcomeSchema(Schema):
    changed = fields.Integer()
    unchanged = fields.Integer()
    rejected = fields.List(fields.Nested(RejectedSchema))


class SegmentSchema(Schema):
    name = fields.String(attribute="slug")
    label = fields.String(attribute="name")
    about = fields.String()
    people = fields.Integer(attribute="members")


class ShareSchema(Schema):
    """A segment's part in an idea."""

    segment = fields.String(attribute="segment.slug")
    label = fields.String(attribute="segment.name")
    votes = fields.Integer()
    proposed_it = fields.Boolean(attribute="is_theirs")


@blp.route("/attributes", methods=["GET"])
@blp.response(200, AttributeSchema(many=True))
@says(401, 403)
@open_to(Audience.TEAM)
def list_attributes() -> Any:
    """What can be known of customers, and of how many it is."""
    return queries.attributes_with_counts()


@blp.route("/attributes/values", methods=["PUT"])
@blp.arguments(ManyBody)
@blp.response(200, OutcomeSchema)
@says(*CHANGING, 422)
@open_to(Audience.ADMINISTRATORS)
@writes
def put_values(body: dict[str, Any]) -> Any:
    """Say what is known of many; whoever cannot be is left out, and said why."""
    return actions.keep_named(current_actor(), body["people"])


@blp.route("/people/<int:person_id>/attributes", methods=["GET"])
@blp.response(200, KnownSchema(many=True))
@says(401, 403, 404)
@open_to(Audience.TEAM)
def list_known(person_id: int) -> Any:
    """What is known of somebody."""
    person = queries.get_person(PersonId(person_id))
    return queries.known_of(current_actor(), person.id)


@blp.route("/people/<int:person_id>/attributes", methods=["PUT"])
@blp.arguments(ValuesBody)
@blp.response(200, KnownSchema(many=True))
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def put_known(body: dict[str, Any], person_id: int) -> Any:
    """Say what is known of somebody. Sent twice, it changes nothing."""
    actor = current_actor()
    actions.set_attributes(actor, PersonId(person_id), body["values"])
    return queries.known_of(actor, PersonId(person_id))


@blp.route("/me/attributes", methods=["GET"])
@blp.response(200, KnownSchema(many=True))
@says(401, 403)
@open_to(Audience.MEMBERS)
def list_own() -> Any:
    """What the company knows of you."""
    actor = current_actor()
    return queries.known_of(actor, actor.person_id)


@blp.route("/segments", methods=["GET"])
@blp.response(200, SegmentSchema(many=True))
@says(401, 403)
@open_to(Audience.TEAM)
def list_segments() -> Any:
    """Customers who have something in common, and how many they are."""
    return queries.segments(current_actor())


@blp.route("/ideas/<int:idea_id>/segments", methods=["GET"])
@blp.response(200, ShareSchema(many=True))
@says(401, 403, 404)
@open_to(Audience.TEAM)
def list_shares(idea_id: int) -> Any:
    """Which segments stand behind an idea, the most votes first."""
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    return votes.votes_by_segment(actor, idea.id)
