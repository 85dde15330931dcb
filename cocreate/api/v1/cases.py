"""Moderation: cases, statements of reasons, appeals, notices of illegal content."""

from collections.abc import Mapping
from typing import Any

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.case_schemas import (
    AppealBody,
    CasePageArguments,
    CaseSchema,
    CaseStandingSchema,
    CaseVerdictBody,
    LegalNoticeBody,
    LodgedAppealSchema,
    StatementSchema,
)
from cocreate.api.v1.complaint_schemas import (
    GivenNoticeSchema,
    LegalNoticeStandingSchema,
)
from cocreate.api.v1.schemas import PageArguments, page_of
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.ids import ReviewId
from cocreate.kernel.languages import Saying, in_language
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.moderation import actions, queries
from cocreate.moderation.actions import NoticeDraft
from cocreate.moderation.place import from_root
from cocreate.people.session import current_actor, own_language


@blp.route("/cases", methods=["GET"])
@blp.arguments(CasePageArguments, location="query")
@blp.response(200, page_of(CaseSchema))
@says(401, 403, 422)
@open_to(Audience.MODERATORS)
def list_cases(asked: dict[str, Any]) -> Any:
    """What waits for a verdict, what is due first coming first."""
    page = queries.open_cases(
        current_actor(), kind=asked.get("kind"), place=asked.get("page")
    )
    return page_of_rows(page, [line._asdict() for line in page.rows])


@blp.route("/cases/<int:review_id>/verdict", methods=["PUT"])
@blp.arguments(CaseVerdictBody)
@blp.response(200, CaseStandingSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.MODERATORS)
@writes
def decide_case(body: dict[str, Any], review_id: int) -> Any:
    """Decide a case. The same verdict again changes nothing; another is refused."""
    return actions.close_review(current_actor(), ReviewId(review_id), **body)


@blp.route("/cases/<int:review_id>/verdict", methods=["DELETE"])
@blp.response(200, CaseStandingSchema)
@says(*CHANGING, 409)
@open_to(Audience.MODERATORS)
@writes
def undo_case_verdict(review_id: int) -> Any:
    """Take one's own verdict back within an hour; sent twice, it is undone once."""
    return actions.undo_verdict(current_actor(), ReviewId(review_id))


@blp.route("/me/statements", methods=["GET"])
@blp.arguments(PageArguments, location="query")
@blp.response(200, page_of(StatementSchema))
@says(401, 422)
@open_to(Audience.MEMBERS)
@in_language(own_language)
def list_statements(asked: dict[str, Any]) -> Any:
    """What was decided about what you wrote, and about your account."""
    actor = current_actor()
    page = queries.statements_to(actor, place=asked.get("page"))
    waits = queries.waits_among(actor, page.rows)
    return page_of_rows(page, [statement_row(one, waits) for one in page.rows])


def statement_row(
    one: queries.Statement, waits: Mapping[ReviewId, str]
) -> dict[str, Any]:
    rule = str(Saying(one.rule)) if one.rule else ""
    told = {"noun": one.noun, "rule": rule, "appeal_until": one.appeal_until}
    return {**one._asdict(), **told, "waits": waits.get(one.id, "")}


@blp.route("/me/statements/<int:review_id>/appeal", methods=["PUT"])
@blp.arguments(AppealBody)
@blp.response(200, LodgedAppealSchema)
@says(*CHANGING, 422)
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def appeal(body: dict[str, Any], review_id: int) -> Any:
    """Have a verdict looked at by somebody else, for six months; once."""
    return actions.appeal(current_actor(), ReviewId(review_id), words=body["words"])


@blp.route("/illegal-content", methods=["POST"])
@blp.arguments(LegalNoticeBody)
@blp.response(201, GivenNoticeSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.ANYONE)
@unverified_too
@limited("flag_limit", by_address=True)
@writes
def give_notice(body: dict[str, Any]) -> Any:
    """Give notice of illegal content, with or without an account."""
    notice = actions.give_notice(
        NoticeDraft(
            address=from_root(body["place"]),
            why=body["why"],
            law=body["law"],
            name=body["name"] or None,
            email=body["email"] or None,
            language=own_language(),
        )
    )
    standing = queries.get_notice(notice.reference)
    return {**standing._asdict(), "key": queries.key_of(notice.reference)}


@blp.route("/illegal-content/<reference>", methods=["GET"])
@blp.response(200, LegalNoticeStandingSchema)
@says(404)
@open_to(Audience.ANYONE)
def show_notice(reference: str) -> Any:
    """Where a notice stands, for whoever has its number."""
    return queries.get_notice(reference)
