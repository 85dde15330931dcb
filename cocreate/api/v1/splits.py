"""Two ideas out of one, and one of them again; a status at a moment to come."""

from typing import Any

from marshmallow import fields, validate

from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.ideas import whole
from cocreate.api.v1.merges import StatusBody
from cocreate.api.v1.proposing import IdeaWords
from cocreate.api.v1.schemas import (
    LARGEST_KEY,
    WholeIdeaSchema,
    key,
)
from cocreate.ideas import queries as ideas
from cocreate.ideas.drafts import IdeaDraft
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import CommentId, IdeaId, PersonId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.triage import actions
from cocreate.triage.acts import Act

MOST_COMMENTS = 500


class SplitBody(IdeaWords):
    """What the idea that is taken out says, whose it is, and what goes along."""

    author_id = fields.Integer(
        allow_none=True,
        load_default=None,
        validate=validate.Range(min=1, max=LARGEST_KEY),
    )
    comment_ids = fields.List(
        key(), load_default=list, validate=validate.Length(max=MOST_COMMENTS)
    )
    asks_voters = fields.Boolean(load_default=False)


class PlanBody(StatusBody):
    """Where an idea goes next and why, and from when."""

    due_at = fields.AwareDateTime(required=True)


@blp.route("/ideas/<int:idea_id>/split", methods=["POST"])
@blp.arguments(SplitBody)
@blp.response(201, WholeIdeaSchema)
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def split_idea(body: dict[str, Any], idea_id: int) -> Any:
    """Make an idea of a part of another; gives the new one. Sent twice, once made.

    It is the idea of whoever proposed the other, or of one who spoke under it.
    """
    idea = ideas.get_idea(current_actor(), IdeaId(idea_id))
    with actions.judging(current_actor(), idea.id, Act.SPLIT):
        made = actions.split_idea(
            current_actor(),
            idea.id,
            draft=IdeaDraft(title=body["title"], body=body["body"]),
            author_id=PersonId(body["author_id"] or idea.author_id),
            comment_ids=[CommentId(key) for key in body["comment_ids"]],
            asks_voters=body["asks_voters"],
        )
    return whole(made)


@blp.route("/ideas/<int:idea_id>/split", methods=["DELETE"])
@blp.response(200, WholeIdeaSchema)
@says(*CHANGING, 409)
@open_to(Audience.TEAM)
@writes
def unsplit_idea(idea_id: int) -> Any:
    """Put an idea back into the one it was taken out of, and give that one.

    Undone as any verdict; then its comments go along once more.
    """
    made = actions.put_together(current_actor(), IdeaId(idea_id))
    into_id = made.merged_into_id or made.id
    return whole(ideas.get_idea(current_actor(), into_id))


@blp.route("/ideas/<int:idea_id>/plan", methods=["PUT"])
@blp.arguments(PlanBody)
@blp.response(204)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@writes
def plan_status(body: dict[str, Any], idea_id: int) -> None:
    """Let an idea get a status at a moment to come; a new plan replaces one."""
    actions.plan_status(
        current_actor(),
        IdeaId(idea_id),
        to=body["status"],
        note=body["note"],
        due_at=body["due_at"],
    )


@blp.route("/ideas/<int:idea_id>/plan", methods=["DELETE"])
@blp.response(204)
@says(*CHANGING)
@open_to(Audience.TEAM)
@writes
def call_off_plan(idea_id: int) -> None:
    """Leave an idea where it stands after all."""
    actions.cancel_plan(current_actor(), IdeaId(idea_id))
