"""Decisions: what was decided, on which evidence, and what was said before."""

from typing import Any

from cocreate.api.v1.blueprint import blp, says
from cocreate.api.v1.decision_schemas import DecisionSchema, VersionSchema
from cocreate.decisions import queries
from cocreate.decisions.evidence import weighed
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import DecisionId
from cocreate.people.queries import face_of
from cocreate.people.session import current_actor


@blp.route("/decisions/<int:decision_id>", methods=["GET"])
@blp.response(200, DecisionSchema)
@says(401, 404)
@open_to(Audience.ANYONE)
def show_decision(decision_id: int) -> dict[str, Any]:
    """One decision, its options with the voices for and against, and its history."""
    actor = current_actor()
    decision = queries.get_decision(actor, DecisionId(decision_id))
    voices = queries.voices_of(actor, [decision.id]).get(decision.id, [])
    return {
        "id": decision.id,
        "title": decision.title,
        "rationale": decision.rationale,
        "signed_by": face_of(decision.author_id),
        "options": weighed(queries.options_of(decision), voices),
        "cites": voices,
        "dissent": decision.dissent,
        "dissent_by": decision.dissent_by,
        "revisit_on": decision.revisit_on,
        "published_at": decision.published_at,
        "amendments": queries.amendments_of(decision),
        "versions": queries.versions_of(decision),
    }


@blp.route("/decisions/<int:decision_id>/versions/<int:number>", methods=["GET"])
@blp.response(200, VersionSchema)
@says(401, 404)
@open_to(Audience.ANYONE)
def show_version(decision_id: int, number: int) -> Any:
    """What a decision said before it was amended."""
    decision = queries.get_decision(current_actor(), DecisionId(decision_id))
    return queries.get_version(decision, number)
