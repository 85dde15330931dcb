"""Second looks at closed cases, and how far moderators agree."""

from typing import Any

from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.record_schemas import (
    AgreementSchema,
    BlindSchema,
    LookBody,
    LookSchema,
    PassedOnSchema,
)
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.transaction import writes
from cocreate.moderation import actions, queries
from cocreate.people.session import current_actor


@blp.route("/second-looks/next", methods=["GET"])
@blp.response(200, BlindSchema)
@says(401, 403, 404)
@open_to(Audience.MODERATORS)
def show_next_look() -> Any:
    """The closed case that waits for your second look, without how it ended."""
    look = queries.next_look(current_actor())
    if look is None:
        raise NotFoundError
    return look


@blp.route("/second-looks/<int:look_id>/verdict", methods=["PUT"])
@blp.arguments(LookBody)
@blp.response(200, LookSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.MODERATORS)
@writes
def give_second_verdict(body: dict[str, Any], look_id: int) -> Any:
    """Say how you would decide; it changes nothing. Sent twice, it is kept once."""
    return actions.look_again(current_actor(), look_id, **body)


@blp.route("/second-looks/<int:look_id>/escalation", methods=["PUT"])
@blp.response(200, PassedOnSchema)
@says(*CHANGING, 409)
@open_to(Audience.MODERATORS)
@writes
def pass_on_look(look_id: int) -> Any:
    """Open a case for administrators where two verdicts differ; once."""
    return {"review_id": actions.pass_on(current_actor(), look_id)}


@blp.route("/agreement", methods=["GET"])
@blp.response(200, AgreementSchema)
@says(401, 403)
@open_to(Audience.MODERATORS)
def show_agreement() -> Any:
    """Of how many second looks how many ended alike; kappa where there are enough."""
    return queries.agreement(current_actor())
