"""Telling what was found: a form that shows what is like it, and joining that."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions, policy, queries
from cocreate.beta.cards import cards_of
from cocreate.beta.forms import JoinForm, ReportForm
from cocreate.beta.kinds import SEVERITY_NAMES, ReportKind
from cocreate.beta.views.addressing import place_at, programme_at
from cocreate.beta.views.blueprint import bp
from cocreate.ideas.views.along import beside, sent_along
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.again import asks_again
from cocreate.kernel.by_hand import filled_by_hand
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.form_pages import form_on
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import BuildId, ReportId
from cocreate.kernel.languages import translatable
from cocreate.kernel.limits import limited
from cocreate.kernel.text import tidy
from cocreate.kernel.transaction import transaction, writes
from cocreate.people.browsers import browser_name
from cocreate.people.session import current_actor

THANKS = "Thank you. The team reads every report; it is kept with your name and build."
NOT_THEIRS = "Choose one of the builds you were given."
TESTERS_ONLY = translatable("Testers with a seat in this beta report on it.")
JOINED = "You found it, too: your voice stands behind it, with your build."
CANNOT_SAY = "I cannot say"
SEVERE = [(severity, words, "") for severity, words in SEVERITY_NAMES.items()]
LEAST_WRITTEN = 6
LONGEST_BEGINNING = 140


@bp.get("/projects/<slug>/beta/reports/new")
@open_to(Audience.MEMBERS)
def new_report(slug: str) -> str:
    start = {
        "build_id": request.args.get("build", type=int),
        "kind": kind_asked_for() or ReportKind.PROBLEM,
        "title": request.args.get("title", "")[:LONGEST_BEGINNING],
        "device": device_of(slug),
    }
    return render_report(slug, ReportForm(data=start))


def kind_asked_for() -> ReportKind | None:
    asked = request.args.get("kind", "")
    return ReportKind(asked) if asked in {*ReportKind} else None


def device_of(slug: str) -> str:
    """What they said they test on; else what their browser says."""
    actor = current_actor()
    enrolment = queries.find_enrolment(programme_at(slug).id, actor.person_id)
    said = enrolment.device if enrolment else ""
    return said or browser_name(request.headers.get("User-Agent", ""))


def render_report(slug: str, form: ReportForm, **errors: str) -> str:
    """The form, with the builds they may have meant."""
    actor = current_actor()
    project, programme = place_at(slug)
    builds = cards_of(queries.given_builds(actor, programme.id))
    enrolment = queries.find_enrolment(programme.id, actor.person_id)
    if not policy.may_report(enrolment):
        raise ForbiddenError(TESTERS_ONLY)
    return render_template(
        "beta/new_report.html",
        project=project,
        programme=programme,
        builds=builds,
        report=shown(form, **errors),
        severities=[("", CANNOT_SAY, ""), *SEVERE],
        similar=close_to(programme.id, form),
        files_errors=errors,
        **beside(),
    )


def close_to(programme_id: Any, form: ReportForm) -> list[Any]:
    """What was reported already that says about the same."""
    title, body = form.title.data or "", tidy(form.body.data or "")
    if len(title + body) < LEAST_WRITTEN:
        return []
    return queries.similar_reports(current_actor(), programme_id, title, body)


def typed(slug: str) -> str:
    return render_report(slug, ReportForm(request.form))


@bp.post("/projects/<slug>/beta/reports/similar")
@form_on("beta.new_report")
@open_to(Audience.MEMBERS)
@asks_again(typed)
@limited("similar_limit")
def similar_reports(slug: str) -> str:
    """What is like the words as they stand: a piece for the script, else the page."""
    form = ReportForm(request.form)
    if "HX-Request" not in request.headers:
        return render_report(slug, form)
    project, programme = place_at(slug)
    similar = close_to(programme.id, form)
    return render_template("beta/_similar.html", similar=similar, project=project)


@bp.post("/projects/<slug>/beta/reports")
@open_to(Audience.MEMBERS)
@asks_again(typed)
@filled_by_hand
@limited("report_limit")
def report_on(slug: str) -> ResponseReturnValue:
    form = ReportForm(request.form)
    try:
        report_id = file_it(slug, form)
    except InvalidError as refusal:
        return render_report(slug, form, **refusal.fields), 422
    flash(THANKS, "voice")
    return redirect(url_for("beta.report", report_id=report_id), 303)


def file_it(slug: str, form: ReportForm) -> ReportId:
    """What comes along is kept first, and drawn anew before anything is locked."""
    actor, hanging = current_actor(), sent_along()
    form.require_valid()
    refuse_other_builds(slug, form.build_id.data)
    with transaction():
        return actions.file_report(actor, form.draft(hanging)).id


def refuse_other_builds(slug: str, build_id: BuildId) -> None:
    """The build is one that the reader was given in this programme."""
    given = queries.given_builds(current_actor(), programme_at(slug).id)
    if build_id not in {build.id for build in given}:
        raise InvalidError({"build_id": NOT_THEIRS})


@bp.post("/reports/<int:report_id>/joins")
@open_to(Audience.MEMBERS)
@writes
def join_report(report_id: int) -> ResponseReturnValue:
    """One press: found it, too, in this build."""
    form = JoinForm(request.form)
    form.require_valid()
    report = actions.join_report(
        current_actor(),
        ReportId(report_id),
        build_id=form.build_id.data,
        device=form.device.data,
    )
    flash(JOINED, "voice")
    return redirect(url_for("beta.report", report_id=report.id), 303)


@bp.post("/reports/<int:report_id>/joins/withdraw")
@open_to(Audience.MEMBERS)
@writes
def leave_report(report_id: int) -> ResponseReturnValue:
    report = actions.leave_report(current_actor(), ReportId(report_id))
    return redirect(url_for("beta.report", report_id=report.id), 303)
