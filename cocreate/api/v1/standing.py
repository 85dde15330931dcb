"""What a vote says, a vote for a customer, and what is close to an idea's words."""

from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validate

from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.schemas import Line, Prose, VoteSchema, between
from cocreate.api.v1.votes import standing
from cocreate.config import current
from cocreate.ideas.status import Status
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.people.actions import Customer
from cocreate.people.addresses import LONGEST, kept_form
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.surfacing import queries as surfacing
from cocreate.votes import actions
from cocreate.votes.actions import Heard
from cocreate.votes.kinds import LONGEST_QUOTE, LONGEST_WHY, Channel, Importance

LONGEST_NAME = 80


def could_exist(address: str) -> None:
    """May be left out; what is written could be an address."""
    if address and kept_form(address) is None:
        raise ValidationError("Write an address like ada@example.org.")


class ReasonBody(Schema):
    """How much a vote matters, and why; without an importance it stays as it was."""

    importance = fields.Enum(Importance, by_value=True, load_default=None)
    why = Prose(load_default="", validate=lambda text: between(text, 0, LONGEST_WHY))


class ReasonSchema(Schema):
    importance = fields.Enum(Importance, by_value=True, allow_none=True)
    why = fields.String(allow_none=True)


class HeardBody(Schema):
    """Whom an employee heard, where, and in which words."""

    name = Line(required=True, validate=lambda text: between(text, 1, LONGEST_NAME))
    email = Line(
        load_default="",
        validate=[validate.Length(max=LONGEST), could_exist],
    )
    organisation = Line(
        load_default="", validate=lambda text: between(text, 0, LONGEST_NAME)
    )
    channel = fields.Enum(Channel, by_value=True, required=True)
    quote = Prose(
        load_default="", validate=lambda text: between(text, 0, LONGEST_QUOTE)
    )

    @post_load
    def heard(self, loaded: dict[str, Any], **_: Any) -> Heard:
        """The same that the page's form makes."""
        customer = Customer(
            name=loaded["name"],
            email=kept_form(loaded["email"]) or "" if loaded["email"] else "",
            organisation=loaded["organisation"],
        )
        return Heard(
            customer=customer, channel=loaded["channel"], quote=loaded["quote"]
        )


class WordsArguments(Schema):
    """An idea as far as it is written."""

    class Meta:
        """Other arguments of the address are somebody else's."""

        unknown = EXCLUDE

    title = Line(
        required=True, validate=lambda text: between(text, 1, current().title_most)
    )
    body = Prose(
        load_default="", validate=lambda text: between(text, 0, current().body_most)
    )


class CloseSchema(Schema):
    """An idea close to the words, and why."""

    id = fields.Integer(attribute="idea.id")
    title = fields.String(attribute="idea.title")
    status = fields.Enum(Status, by_value=True, attribute="idea.status")
    status_name = fields.String(attribute="idea.shown.name")
    votes = fields.Integer(attribute="idea.votes")
    words = fields.List(fields.String())
    why = fields.String()
    said_as = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)


@blp.route("/ideas/<int:idea_id>/vote/reason", methods=["PUT"])
@blp.arguments(ReasonBody)
@blp.response(200, ReasonSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.MEMBERS)
@limited("vote_limit")
@writes
def say_why(body: dict[str, Any], idea_id: int) -> Any:
    """Say how much your vote matters and why; the team reads why, and nobody else."""
    own = actions.say_why(
        current_actor(),
        IdeaId(idea_id),
        importance=body["importance"],
        why=body["why"],
    )
    return {"importance": own.importance, "why": own.why}


@blp.route("/ideas/<int:idea_id>/votes", methods=["POST"])
@blp.arguments(HeardBody)
@blp.response(201, VoteSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.COMPANY)
@limited("vote_limit")
@writes
def hear_vote(heard: Heard, idea_id: int) -> Any:
    """Vote for a customer whom you heard; theirs, once. Sent twice, it counts once."""
    actions.hear_vote(current_actor(), IdeaId(idea_id), heard=heard)
    return standing(idea_id)


@blp.route("/projects/<slug>/similar", methods=["GET"])
@blp.arguments(WordsArguments, location="query")
@blp.response(200, CloseSchema(many=True))
@says(401, 404, 422)
@open_to(Audience.ANYONE)
@limited("similar_limit")
def list_similar(asked: dict[str, Any], slug: str) -> Any:
    """Ideas of a project close to these words, the closest first, and why."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    return surfacing.close_ideas(actor, project.id, asked["title"], asked["body"])
