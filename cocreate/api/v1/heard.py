"""Who has not been heard in a project: those who spoke, beside those there are."""

from typing import Any

from marshmallow import Schema, fields

from cocreate.api.v1.blueprint import blp, says
from cocreate.api.v1.segments import SegmentSchema
from cocreate.kernel.access import Audience, open_to
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.surfacing import queries
from cocreate.surfacing.hearing import Verdict


class VoicesSchema(Schema):
    people = fields.Integer()
    ideas = fields.Integer()
    votes = fields.Integer()


class SpreadSchema(Schema):
    """How evenly votes are spread over those who cast any."""

    voters = fields.Integer()
    votes = fields.Integer()
    gini = fields.Float()
    top_three = fields.Float(attribute="top")
    cast_half = fields.Integer(attribute="half")
    words = fields.String()


class GroupSchema(Schema):
    """A group: its share of a hundred among customers, and among those heard."""

    key = fields.String(attribute="group.key")
    name = fields.String(attribute="group.name")
    declared = fields.Function(lambda one: 100 * one.share.declared)
    heard = fields.Integer(attribute="share.heard")
    of = fields.Integer(attribute="share.of")
    share = fields.Function(lambda one: 100 * one.share.share)
    interval = fields.Function(lambda one: [100 * end for end in one.share.interval])
    verdict = fields.Enum(Verdict, by_value=True, attribute="share.verdict")
    missing = fields.Integer(attribute="share.missing")
    words = fields.String(attribute="share.words")
    asked = fields.Integer()
    came = fields.Integer()


class CoveredSchema(Schema):
    label = fields.String()
    not_known = fields.Integer(attribute="unknown")
    groups = fields.List(fields.Nested(GroupSchema), attribute="heard")


class SegmentFiguresSchema(Schema):
    segment = fields.Nested(SegmentSchema)
    voices = fields.Nested(VoicesSchema)


class CoverageSchema(Schema):
    voices = fields.Nested(VoicesSchema)
    concentration = fields.Nested(SpreadSchema)
    covered = fields.List(fields.Nested(CoveredSchema))
    by_segment = fields.List(fields.Nested(SegmentFiguresSchema))


@blp.route("/projects/<slug>/heard", methods=["GET"])
@blp.response(200, CoverageSchema)
@says(401, 403, 404)
@open_to(Audience.TEAM)
def show_heard(slug: str) -> Any:
    """Who was heard, beside the customers that the team declared; its own figures."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    return queries.coverage(actor, project.id)
