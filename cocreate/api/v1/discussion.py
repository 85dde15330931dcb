"""Around a discussion: reactions, its answer, its lock."""

from typing import Any

from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.talk_schemas import (
    DiscussionSchema,
    LockBody,
    ReactionBody,
    ReactionsSchema,
)
from cocreate.discussion import actions, queries
from cocreate.discussion.reaction import reactions_of
from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import CommentId, IdeaId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor


@blp.route("/comments/<int:comment_id>/reactions", methods=["PUT"])
@blp.arguments(ReactionBody)
@blp.response(200, ReactionsSchema)
@says(*CHANGING, 422)
@open_to(Audience.MEMBERS)
@limited("vote_limit")
@writes
def react(body: dict[str, Any], comment_id: int) -> Any:
    """React to a comment. Sent twice, it counts once."""
    actions.react(current_actor(), CommentId(comment_id), kind=body["kind"])
    return reactions(comment_id)


@blp.route("/comments/<int:comment_id>/reactions", methods=["DELETE"])
@blp.arguments(ReactionBody, location="query")
@blp.response(200, ReactionsSchema)
@says(*CHANGING, 422)
@open_to(Audience.MEMBERS)
@limited("vote_limit")
@writes
def withdraw_reaction(asked: dict[str, Any], comment_id: int) -> Any:
    """Take a reaction back; one never given changes nothing."""
    actions.withdraw_reaction(
        current_actor(), CommentId(comment_id), kind=asked["kind"]
    )
    return reactions(comment_id)


def reactions(comment_id: int) -> dict[str, Any]:
    actor = current_actor()
    comment = queries.get_comment(actor, CommentId(comment_id))
    own = queries.reactions_by(actor, [comment.id]).get(comment.id, frozenset())
    counts = {kind.value: people for kind, people in reactions_of(comment)}
    return {"comment_id": comment.id, "counts": counts, "own": sorted(own)}


@blp.route("/ideas/<int:idea_id>/discussion", methods=["GET"])
@blp.response(200, DiscussionSchema)
@says(401, 404)
@open_to(Audience.ANYONE)
def show_discussion(idea_id: int) -> Any:
    """Whether a discussion is locked, and which comment was chosen as its answer."""
    return standing(idea_id)


@blp.route("/ideas/<int:idea_id>/lock", methods=["PUT"])
@blp.arguments(LockBody)
@blp.response(200, DiscussionSchema)
@says(*CHANGING, 422)
@open_to(Audience.MEMBERS)
@writes
def lock(body: dict[str, Any], idea_id: int) -> Any:
    """Take no more comments under an idea; everybody reads why."""
    actions.lock_discussion(
        current_actor(), idea_id=IdeaId(idea_id), reason=body["reason"]
    )
    return standing(idea_id)


@blp.route("/ideas/<int:idea_id>/lock", methods=["DELETE"])
@blp.response(200, DiscussionSchema)
@says(*CHANGING)
@open_to(Audience.MEMBERS)
@writes
def unlock(idea_id: int) -> Any:
    """Take comments again."""
    actions.unlock_discussion(current_actor(), idea_id=IdeaId(idea_id))
    return standing(idea_id)


@blp.route("/comments/<int:comment_id>/pin", methods=["PUT"])
@blp.response(204)
@says(*CHANGING, 409)
@open_to(Audience.MEMBERS)
@writes
def pin(comment_id: int) -> None:
    """Choose a comment as the answer; another that was chosen makes room."""
    actions.pin_answer(current_actor(), CommentId(comment_id))


@blp.route("/comments/<int:comment_id>/pin", methods=["DELETE"])
@blp.response(204)
@says(*CHANGING)
@open_to(Audience.MEMBERS)
@writes
def unpin(comment_id: int) -> None:
    """Let no comment stand out."""
    actions.unpin_answer(current_actor(), CommentId(comment_id))


def standing(idea_id: int) -> dict[str, Any]:
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    stands = queries.standing_of_idea(actor, idea.id)
    return {"idea_id": idea.id, "lock": stands.lock, "answer_id": stands.pinned_id}
