"""What testers found: filed by them, read by the team and by their author."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions, policy, queries
from cocreate.beta.forms import ReportForm
from cocreate.beta.kinds import PLATFORM_NAMES, ReportKind
from cocreate.beta.views.addressing import place_at, programme_at
from cocreate.beta.views.blueprint import bp
from cocreate.beta.views.programme import render_programme
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import BuildId, ReportId
from cocreate.kernel.limits import limited
from cocreate.kernel.text import trusted
from cocreate.kernel.transaction import writes
from cocreate.people.queries import face_of, faces
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects

THANKS = "Thank you. The team reads every report; it is kept with your name and build."
NOT_THEIRS = "Choose one of the builds you were given."


@bp.get("/projects/<slug>/beta/reports")
@open_to(Audience.MEMBERS)
def reports(slug: str) -> str:
    actor = current_actor()
    project, programme = place_at(slug)
    kind = kind_asked_for()
    build_id = request.args.get("build", type=int)
    page = queries.reports(
        actor,
        programme.id,
        kind=kind,
        build_id=BuildId(build_id) if build_id else None,
        start=request.args.get("page"),
    )
    return render_template(
        "beta/reports.html",
        project=project,
        programme=programme,
        kind=kind,
        build_id=build_id,
        page=page,
        people=faces(row.author_id for row in page.rows),
        platforms=PLATFORM_NAMES,
        may_run=policy.may_run(actor),
    )


def kind_asked_for() -> ReportKind | None:
    asked = request.args.get("kind", "")
    return ReportKind(asked) if asked in {*ReportKind} else None


@bp.post("/projects/<slug>/beta/reports")
@open_to(Audience.MEMBERS)
@limited("report_limit")
@writes
def report_on(slug: str) -> ResponseReturnValue:
    form = ReportForm(request.form)
    if not form.validate():
        return render_programme(slug, report=form), 422
    actor = current_actor()
    if not is_of(slug, form.build_id.data):
        return render_programme(slug, report=form, build_error=NOT_THEIRS), 422
    report = actions.file_report(actor, form.draft())
    flash(THANKS, "voice")
    return redirect(url_for("beta.report", report_id=report.id), 303)


def is_of(slug: str, build_id: BuildId) -> bool:
    """Whether the build is one that the reader was given in this programme."""
    given = queries.given_builds(current_actor(), programme_at(slug).id)
    return build_id in {build.id for build in given}


@bp.get("/reports/<int:report_id>")
@open_to(Audience.MEMBERS)
def report(report_id: int) -> str:
    actor = current_actor()
    found = queries.get_report(actor, ReportId(report_id))
    build = queries.build_titles(actor, [found.build_id]).get(found.build_id)
    programme = queries.get_programme(actor, found.programme_id)
    return render_template(
        "beta/report.html",
        project=projects.get_project_by_id(actor, programme.project_id),
        programme=programme,
        report=found,
        build=build,
        body=trusted(found.body_html),
        author=face_of(found.author_id),
    )
