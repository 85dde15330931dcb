"""Reports: what testers find, what is like it, what became of it."""

from typing import Any

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.file_schemas import hanging_in
from cocreate.api.v1.report_schemas import (
    BetaReportLineSchema,
    BetaReportSchema,
    NewReportBody,
    ReportIdeaBody,
    ReportJoinBody,
    ReportJudgementBody,
    ReportWordsArguments,
    SimilarReportSchema,
)
from cocreate.api.v1.schemas import PageArguments, page_of
from cocreate.beta import actions, queries
from cocreate.beta.drafts import Judgement, ReportDraft
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import BuildId, IdeaId, ReportId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.people.queries import faces
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


def programme_of(slug: str) -> Any:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    return queries.get_programme_of(actor, project.id)


@blp.route("/projects/<slug>/reports", methods=["GET"])
@blp.arguments(PageArguments, location="query")
@blp.response(200, page_of(BetaReportLineSchema))
@says(401, 404, 422)
@open_to(Audience.MEMBERS)
def list_reports(asked: dict[str, Any], slug: str) -> Any:
    """What testers found, the newest first: as far as the programme lets you read."""
    page = queries.reports(
        current_actor(),
        programme_of(slug).id,
        start=asked.get("page"),
        size=asked["limit"],
    )
    known = faces(row.author_id for row in page.rows)
    rows = [
        row._asdict() | {"author": known[row.author_id], "found_by": row.joins + 1}
        for row in page.rows
    ]
    return page_of_rows(page, rows)


@blp.route("/projects/<slug>/reports", methods=["POST"])
@blp.arguments(NewReportBody)
@blp.response(201, BetaReportSchema)
@says(*CHANGING, 422)
@open_to(Audience.MEMBERS)
@limited("report_limit")
@writes
def file_report(body: dict[str, Any], slug: str) -> Any:
    """Report what you found in a build that you have. Sent twice, it is filed once."""
    programme_of(slug)
    hanging = hanging_in(body)
    said = {name: value for name, value in body.items() if name != "attachments"}
    return whole(
        actions.file_report(current_actor(), ReportDraft(**said, hanging=hanging)).id
    )


@blp.route("/projects/<slug>/reports/similar", methods=["GET"])
@blp.arguments(ReportWordsArguments, location="query")
@blp.response(200, SimilarReportSchema(many=True))
@says(401, 404, 422)
@open_to(Audience.MEMBERS)
@limited("similar_limit")
def find_similar_reports(asked: dict[str, Any], slug: str) -> Any:
    """The reports closest to some words, the closest first."""
    programme = programme_of(slug)
    return queries.similar_reports(current_actor(), programme.id, **asked)


@blp.route("/reports/<int:report_id>", methods=["GET"])
@blp.response(200, BetaReportSchema)
@says(401, 404)
@open_to(Audience.MEMBERS)
def show_report(report_id: int) -> Any:
    """One report."""
    return whole(ReportId(report_id))


def whole(report_id: ReportId) -> dict[str, Any]:
    actor = current_actor()
    report = queries.get_report(actor, report_id)
    build = queries.build_titles(actor, [report.build_id]).get(report.build_id)
    told = {"author", "found_by", "version", "attachments"}
    columns = [name for name in BetaReportSchema().fields if name not in told]
    return {name: getattr(report, name) for name in columns} | {
        "author": faces([report.author_id])[report.author_id],
        "found_by": report.joins + 1,
        "version": build.version if build else "",
        "attachments": queries.files_of_report(report.id) if report.files else [],
    }


@blp.route("/reports/<int:report_id>/join", methods=["PUT"])
@blp.arguments(ReportJoinBody)
@blp.response(200, BetaReportSchema)
@says(*CHANGING, 404, 422)
@open_to(Audience.MEMBERS)
@writes
def join_report(body: dict[str, Any], report_id: int) -> Any:
    """Say that you found it, too, in a build that you have."""
    actions.join_report(
        current_actor(),
        ReportId(report_id),
        build_id=BuildId(body["build_id"]),
        device=body["device"],
    )
    return whole(ReportId(report_id))


@blp.route("/reports/<int:report_id>/join", methods=["DELETE"])
@blp.response(200, BetaReportSchema)
@says(*CHANGING, 404)
@open_to(Audience.MEMBERS)
@writes
def leave_report(report_id: int) -> Any:
    """Take your voice from it again."""
    actions.leave_report(current_actor(), ReportId(report_id))
    return whole(ReportId(report_id))


@blp.route("/reports/<int:report_id>/judgement", methods=["PUT"])
@blp.arguments(ReportJudgementBody)
@blp.response(200, BetaReportSchema)
@says(*CHANGING, 404, 422)
@open_to(Audience.TEAM)
@writes
def judge_report(body: dict[str, Any], report_id: int) -> Any:
    """Say what became of it; how bad you hold it to be, and why, stays inside."""
    actions.judge_report(current_actor(), ReportId(report_id), Judgement(**body))
    return whole(ReportId(report_id))


@blp.route("/reports/<int:report_id>/idea", methods=["PUT"])
@blp.arguments(ReportIdeaBody)
@blp.response(200, BetaReportSchema)
@says(*CHANGING, 404, 409, 422)
@open_to(Audience.TEAM)
@writes
def take_report_up(body: dict[str, Any], report_id: int) -> Any:
    """Let it stand behind an idea, or make an idea of it: its author's."""
    actor, key = current_actor(), ReportId(report_id)
    if body["idea_id"]:
        actions.join_idea(actor, key, idea_id=IdeaId(body["idea_id"]))
        return whole(key)
    report = queries.get_report(actor, key)
    words = {
        "title": body["title"] or report.title,
        "body": body["body"] or report.body,
    }
    actions.make_idea(actor, key, **words)
    return whole(key)
