"""What became of what one reported, and complaints that it was left standing."""

from typing import Any

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.case_schemas import AppealBody
from cocreate.api.v1.complaint_schemas import (
    FlagStandingSchema,
    LegalNoticeStandingSchema,
    NoticeComplaintBody,
)
from cocreate.api.v1.schemas import PageArguments, page_of
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.ids import ReviewId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.moderation import actions, queries
from cocreate.people.session import current_actor


@blp.route("/me/flags", methods=["GET"])
@blp.arguments(PageArguments, location="query")
@blp.response(200, page_of(FlagStandingSchema))
@says(401, 422)
@open_to(Audience.MEMBERS)
def list_flags(asked: dict[str, Any]) -> Any:
    """What you reported, what became of it, and of your complaints."""
    page = queries.reported_by(current_actor(), place=asked.get("page"))
    return page_of_rows(page, [row_of(one) for one in page.rows])


def row_of(one: queries.Reported) -> dict[str, Any]:
    return {**one._asdict(), "complain_until": one.complain_until}


@blp.route("/me/flags/<int:review_id>", methods=["GET"])
@blp.response(200, FlagStandingSchema)
@says(401, 404)
@open_to(Audience.MEMBERS)
def show_flag(review_id: int) -> Any:
    """What became of one thing that you reported."""
    return queries.get_reported(current_actor(), ReviewId(review_id))


@blp.route("/me/flags/<int:review_id>/complaint", methods=["PUT"])
@blp.arguments(AppealBody)
@blp.response(200, FlagStandingSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.MEMBERS)
@unverified_too
@limited("flag_limit")
@writes
def complain(body: dict[str, Any], review_id: int) -> Any:
    """Have what you reported looked at by somebody else, for six months; once."""
    actor = current_actor()
    actions.complain_of_flag(actor, ReviewId(review_id), words=body["words"])
    return queries.get_reported(actor, ReviewId(review_id))


@blp.route("/illegal-content/<reference>/complaint", methods=["PUT"])
@blp.arguments(NoticeComplaintBody)
@blp.response(200, LegalNoticeStandingSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.ANYONE)
@unverified_too
@limited("flag_limit", by_address=True)
@writes
def complain_of_notice(body: dict[str, Any], reference: str) -> Any:
    """The same for who gave a notice, with its key and without an account."""
    actions.complain_of_notice(reference, body["key"], words=body["words"])
    return queries.get_notice(reference)
