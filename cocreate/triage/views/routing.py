"""Departments: who is in them, what waits for them, and what is routed there."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.ids import DepartmentId, IdeaId
from cocreate.kernel.transaction import writes
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.triage import actions, queries
from cocreate.triage.acts import Act
from cocreate.triage.forms import DepartmentForm, MembersForm, RouteForm
from cocreate.triage.views.blueprint import bp
from cocreate.triage.views.judging import judged, onward


@bp.post("/ideas/<int:idea_id>/departments")
@open_to(Audience.TEAM)
@writes
def route(idea_id: int) -> ResponseReturnValue:
    form, actor, key = RouteForm(request.form), current_actor(), IdeaId(idea_id)

    def act() -> None:
        with actions.judging(actor, key, Act.ROUTE):
            actions.route_idea(
                actor,
                key,
                department_id=form.department_id,
                owner_id=form.owner_id,
                due_on=form.due_on.data,
            )

    return judged(idea_id, form, act, about="department")


@bp.post("/ideas/<int:idea_id>/departments/<int:department_id>/withdraw")
@open_to(Audience.TEAM)
@writes
def unroute(idea_id: int, department_id: int) -> Response:
    actor, key = current_actor(), IdeaId(idea_id)
    with actions.judging(actor, key, Act.ROUTE):
        actions.unroute_idea(actor, key, department_id=DepartmentId(department_id))
    return onward(idea_id)


@bp.get("/departments")
@open_to(Audience.COMPANY)
def departments() -> str:
    return render_departments(Shown({"name": ""}, {}))


def render_departments(form: Shown) -> str:
    actor = current_actor()
    cut = people.cut_asked(actor, request.args.get("segment", ""))
    return render_template(
        "triage/departments.html",
        departments=queries.departments(cut.id),
        cut=cut,
        form=form,
        may_make=actor.is_team,
    )


@bp.post("/departments")
@open_to(Audience.TEAM)
@writes
def make_department() -> ResponseReturnValue:
    form = DepartmentForm(request.form)
    if not form.validate():
        return render_departments(shown(form)), 422
    made = actions.make_department(current_actor(), name=form.name.data)
    return redirect(url_for("triage.department", department_id=made), 303)


@bp.get("/departments/<int:department_id>")
@open_to(Audience.COMPANY)
def department(department_id: int) -> str:
    """Who is in it, and what waits for it: for everybody of the company."""
    actor, key = current_actor(), DepartmentId(department_id)
    found = queries.get_department(key)
    cut = people.cut_asked(actor, request.args.get("segment", ""))
    page = queries.routed_ideas(
        actor, key, place=request.args.get("page"), segment_id=cut.id
    )
    return render_template(
        "triage/department.html",
        department=found,
        members=queries.members_of([key]),
        colleagues=queries.colleagues() if actor.is_team else [],
        may_make=actor.is_team,
        page=page,
        cut=cut,
    )


@bp.post("/departments/<int:department_id>/members")
@open_to(Audience.TEAM)
@writes
def staff(department_id: int) -> ResponseReturnValue:
    form, key = MembersForm(request.form), DepartmentId(department_id)
    if not form.validate():
        raise InvalidError(form.first_errors)
    actions.staff_department(current_actor(), key, person_ids=form.person_ids)
    flash("Kept.", "good")
    return redirect(url_for("triage.department", department_id=key), 303)


@bp.post("/departments/<int:department_id>/close")
@open_to(Audience.TEAM)
@writes
def close_department(department_id: int) -> Response:
    actions.close_department(current_actor(), DepartmentId(department_id))
    flash("It takes no more ideas. What it has stays with it.", "good")
    return redirect(url_for("triage.departments"), 303)
