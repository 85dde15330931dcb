"""What the product team does with ideas: a status, a merge, and taking it apart."""

from typing import Any

from marshmallow import Schema, fields

from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.ideas import whole
from cocreate.api.v1.schemas import Prose, WholeIdeaSchema, between
from cocreate.ideas import actions as ideas_actions
from cocreate.ideas import queries as ideas
from cocreate.ideas.status import Status
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.triage import actions
from cocreate.triage.acts import Act
from cocreate.triage.forms import LONGEST_NOTE

LARGEST = 10**15


class MergeBody(Schema):
    """The idea that another becomes part of."""

    into = fields.Integer(
        required=True, strict=True, validate=lambda key: 0 < key < LARGEST
    )


class StatusBody(Schema):
    """Where an idea goes next, and why."""

    status = fields.Enum(Status, by_value=True, required=True)
    note = Prose(load_default="", validate=lambda text: between(text, 0, LONGEST_NOTE))


@blp.route("/ideas/<int:idea_id>/merge", methods=["POST"])
@blp.arguments(MergeBody)
@blp.response(200, WholeIdeaSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@writes
def merge_idea(body: dict[str, Any], idea_id: int) -> Any:
    """Make an idea part of another; gives the other. Sent twice, it is done once."""
    actor, key, into_id = current_actor(), IdeaId(idea_id), IdeaId(body["into"])
    with actions.judging(actor, key, Act.MERGE, into_id=into_id):
        actions.merge_ideas(actor, key, into_id=into_id)
    return whole(ideas.get_idea(actor, into_id))


@blp.route("/ideas/<int:idea_id>/merge", methods=["DELETE"])
@blp.response(200, WholeIdeaSchema)
@says(*CHANGING, 409)
@open_to(Audience.TEAM)
@writes
def unmerge_idea(idea_id: int) -> Any:
    """Take a merge apart, at any time; gives the idea as it stands by itself."""
    return whole(actions.take_apart(current_actor(), IdeaId(idea_id)))


@blp.route("/ideas/<int:idea_id>/status", methods=["POST"])
@blp.arguments(StatusBody)
@blp.response(200, WholeIdeaSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@writes
def change_status(body: dict[str, Any], idea_id: int) -> Any:
    """Move an idea to a status that its project lets it go to next."""
    actor, key = current_actor(), IdeaId(idea_id)
    with actions.judging(actor, key, Act.STATUS):
        idea = ideas_actions.change_status(
            actor, key, to=body["status"], note=body["note"]
        )
    return whole(idea)
