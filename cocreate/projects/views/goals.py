"""From now to tomorrow: the goals of a project, and where they stand."""

from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import today
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import ProductForm, shown
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import actions, policy, queries
from cocreate.projects.forms import GoalForm, MeasureForm
from cocreate.projects.tomorrow import goal_line
from cocreate.projects.views.blueprint import bp

if TYPE_CHECKING:
    from cocreate.projects.models import Project


@bp.get("/projects/<slug>/goals")
@open_to(Audience.ANYONE)
@kept
def goals(slug: str) -> str:
    return render_goals(queries.get_project(current_actor(), slug), GoalForm())


@bp.post("/projects/<slug>/goals")
@open_to(Audience.TEAM)
@writes
def add_goal(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    project = queries.get_project(actor, slug)
    form = GoalForm(request.form)
    try:
        form.require_valid()
        actions.add_goal(actor, project.id, draft=form.draft())
    except InvalidError as refusal:
        return render_goals(project, form, **refusal.fields), 422
    return redirect(url_for("projects.goals", slug=slug), 303)


def render_goals(project: "Project", form: ProductForm, **errors: str) -> str:
    measures = queries.measures_of(project)
    return render_template(
        "projects/goals.html",
        project=project,
        goals=[
            goal_line(goal, measures.get(goal.id, ()))
            for goal in queries.goals_of(project)
        ],
        form=shown(form, **errors),
        may_run=policy.may_run(current_actor(), project),
    )


@bp.get("/projects/<slug>/goals/<int:goal_id>")
@open_to(Audience.TEAM)
def goal(slug: str, goal_id: int) -> str:
    project = queries.get_project(current_actor(), slug)
    found = queries.get_goal(project, goal_id)
    return render_goal(project, found, form=shown(GoalForm(obj=found)))


@bp.post("/projects/<slug>/goals/<int:goal_id>")
@open_to(Audience.TEAM)
@writes
def edit_goal(slug: str, goal_id: int) -> ResponseReturnValue:
    actor = current_actor()
    project = queries.get_project(actor, slug)
    found = queries.get_goal(project, goal_id)
    form = GoalForm(request.form)
    try:
        form.require_valid()
        actions.edit_goal(actor, project.id, goal_id, draft=form.draft())
    except InvalidError as refusal:
        return render_goal(project, found, form=shown(form, **refusal.fields)), 422
    return redirect(url_for("projects.goals", slug=slug), 303)


@bp.post("/projects/<slug>/goals/<int:goal_id>/measures")
@open_to(Audience.TEAM)
@writes
def measure_goal(slug: str, goal_id: int) -> ResponseReturnValue:
    actor = current_actor()
    project = queries.get_project(actor, slug)
    found = queries.get_goal(project, goal_id)
    form = MeasureForm(request.form)
    if not form.validate():
        return render_goal(project, found, measure_form=shown(form)), 422
    on = form.on.data or today()
    actions.measure_goal(actor, project.id, goal_id, value=form.value.data, on=on)
    return redirect(url_for("projects.goals", slug=slug), 303)


def render_goal(
    project: "Project", goal: Any, *, form: Any = None, measure_form: Any = None
) -> str:
    return render_template(
        "projects/goal.html",
        project=project,
        goal=goal,
        line=goal_line(goal, queries.measures_of(project).get(goal.id, ())),
        form=form or shown(GoalForm(obj=goal)),
        measure_form=measure_form or shown(MeasureForm(on=today())),
    )


@bp.post("/projects/<slug>/goals/<int:goal_id>/withdraw")
@open_to(Audience.TEAM)
@writes
def withdraw_goal(slug: str, goal_id: int) -> ResponseReturnValue:
    actor = current_actor()
    project = queries.get_project(actor, slug)
    actions.withdraw_goal(actor, project.id, goal_id)
    return redirect(url_for("projects.goals", slug=slug), 303)
