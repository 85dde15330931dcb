"""How a project calls its statuses, and what each allows."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.ideas import actions
from cocreate.ideas.shaping import WorkflowForm, workflow_form
from cocreate.ideas.views.blueprint import bp
from cocreate.ideas.workflow import Colour, read
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import shown
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


@bp.get("/projects/<slug>/statuses")
@open_to(Audience.TEAM)
def statuses(slug: str) -> str:
    project = projects.get_heading(current_actor(), slug)
    return render_statuses(slug, workflow_form(start=read(project.workflow)))


def render_statuses(slug: str, form: WorkflowForm, **errors: str) -> str:
    project = projects.get_heading(current_actor(), slug)
    return render_template(
        "ideas/statuses.html",
        project=project,
        steps=read(project.workflow).steps,
        colours=[(str(colour), colour.value.capitalize()) for colour in Colour],
        form=shown(form, **errors),
    )


@bp.post("/projects/<slug>/statuses")
@open_to(Audience.TEAM)
@writes
def shape(slug: str) -> ResponseReturnValue:
    form = workflow_form(request.form)
    try:
        form.require_valid()
        actions.shape_workflow(current_actor(), slug, steps=form.steps())
    except InvalidError as refusal:
        return render_statuses(slug, form, **refusal.fields), 422
    flash("Saved. Everybody reads the statuses like this now.", "good")
    return redirect(url_for("ideas.statuses", slug=slug), 303)
