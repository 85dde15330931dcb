"""What the team does about a report: judge it, make an idea of it, let it join one."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions
from cocreate.beta.forms import JoinIdeaForm, JudgementForm, ReportIdeaForm
from cocreate.beta.views.blueprint import bp
from cocreate.beta.views.reports import render_report_page
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import ReportId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor

JUDGED = "Kept. Whoever reported it is told what changed for them."
BECAME = "It is an idea now, with its author's name. They are told."
STANDS_BEHIND = "It stands behind that idea now. Its author is told."


@bp.post("/reports/<int:report_id>/judgement")
@open_to(Audience.TEAM)
@writes
def judge_report(report_id: int) -> ResponseReturnValue:
    key, form = ReportId(report_id), JudgementForm(request.form)
    try:
        form.require_valid()
        actions.judge_report(current_actor(), key, form.draft())
    except InvalidError as refusal:
        return render_report_page(key, judgement=shown(form, **refusal.fields)), 422
    flash(JUDGED, "good")
    return redirect(url_for("beta.report", report_id=report_id), 303)


@bp.post("/reports/<int:report_id>/idea")
@open_to(Audience.TEAM)
@writes
def make_idea(report_id: int) -> ResponseReturnValue:
    key, form = ReportId(report_id), ReportIdeaForm(request.form)
    if not form.validate():
        return render_report_page(key, idea=shown(form)), 422
    actions.make_idea(current_actor(), key, title=form.title.data, body=form.body.data)
    flash(BECAME, "good")
    return redirect(url_for("beta.report", report_id=report_id), 303)


@bp.post("/reports/<int:report_id>/idea/joined")
@open_to(Audience.TEAM)
@writes
def join_idea(report_id: int) -> ResponseReturnValue:
    key, form = ReportId(report_id), JoinIdeaForm(request.form)
    try:
        form.require_valid()
        actions.join_idea(current_actor(), key, idea_id=form.idea_id.data)
    except InvalidError as refusal:
        return render_report_page(key, joining=shown(form, **refusal.fields)), 422
    flash(STANDS_BEHIND, "good")
    return redirect(url_for("beta.report", report_id=report_id), 303)


@bp.post("/reports/<int:report_id>/idea/withdraw")
@open_to(Audience.TEAM)
@writes
def unlink_report(report_id: int) -> ResponseReturnValue:
    actions.unlink_report(current_actor(), ReportId(report_id))
    return redirect(url_for("beta.report", report_id=report_id), 303)
