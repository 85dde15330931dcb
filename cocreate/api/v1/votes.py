"""Votes: cast mine, take it back, see who voted."""

from typing import Any

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.cutting import CutPageArguments, segment_asked
from cocreate.api.v1.schemas import VoterSchema, VoteSchema, page_of
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.votes import actions, queries
from cocreate.votes.fingerprint import current_fingerprint


@blp.route("/ideas/<int:idea_id>/vote", methods=["PUT"])
@blp.response(200, VoteSchema)
@says(*CHANGING, 409)
@open_to(Audience.MEMBERS)
@limited("vote_limit")
@writes
def cast_vote(idea_id: int) -> Any:
    """Vote for an idea. Sent twice, it counts once."""
    actions.cast_vote(
        current_actor(), IdeaId(idea_id), fingerprint=current_fingerprint()
    )
    return standing(idea_id)


@blp.route("/ideas/<int:idea_id>/vote", methods=["DELETE"])
@blp.response(200, VoteSchema)
@says(*CHANGING)
@open_to(Audience.MEMBERS)
@limited("vote_limit")
@writes
def withdraw_vote(idea_id: int) -> Any:
    """Take your vote back; one never cast changes nothing."""
    actions.withdraw_vote(current_actor(), IdeaId(idea_id))
    return standing(idea_id)


def standing(idea_id: int) -> dict[str, Any]:
    actor = current_actor()
    idea = queries.get_votable(actor, IdeaId(idea_id))
    voted = queries.has_voted(actor, idea.id)
    return {"idea_id": idea.id, "votes": idea.votes, "voted": voted}


@blp.route("/ideas/<int:idea_id>/votes", methods=["GET"])
@blp.arguments(CutPageArguments, location="query")
@blp.response(200, page_of(VoterSchema))
@says(401, 404, 422)
@open_to(Audience.ANYONE)
def list_voters(asked: dict[str, Any], idea_id: int) -> Any:
    """Who stands behind an idea, the latest first."""
    page = queries.voters(
        current_actor(),
        IdeaId(idea_id),
        segment_id=segment_asked(asked),
        place=asked.get("page"),
        size=asked["limit"],
    )
    rows = [{"person": voter.face, "at": voter.at} for voter in page.rows]
    return page_of_rows(page, rows)
