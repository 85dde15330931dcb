"""How a project takes ideas: its template, its own questions, its guests."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.ideas import actions, queries
from cocreate.ideas.intake_forms import KINDS, FieldForm, IntakeForm
from cocreate.ideas.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects

WORDS = {str(kind): words for kind, words in KINDS}


@bp.get("/projects/<slug>/intake")
@open_to(Audience.TEAM)
def intake(slug: str) -> str:
    return render_intake(slug)


def render_intake(
    slug: str, form: Shown | None = None, field: Shown | None = None
) -> str:
    project = projects.get_heading(current_actor(), slug)
    asked = queries.asked_of(project.id)
    return render_template(
        "ideas/intake.html",
        project=project,
        asked=asked,
        words=WORDS,
        kinds=KINDS,
        form=form or shown(IntakeForm(obj=asked)),
        field_form=field or shown(FieldForm()),
    )


@bp.post("/projects/<slug>/intake")
@open_to(Audience.TEAM)
@writes
def save_intake(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    form = IntakeForm(request.form)
    if not form.validate():
        return render_intake(slug, form=shown(form)), 422
    actions.set_intake(
        actor,
        project.id,
        template=form.template.data,
        takes_guests=form.takes_guests.data,
    )
    flash("Saved. The next idea begins like this.", "good")
    return redirect(url_for("ideas.intake", slug=slug), 303)


@bp.post("/projects/<slug>/intake/fields")
@open_to(Audience.TEAM)
@writes
def add_field(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    form = FieldForm(request.form)
    try:
        form.require_valid()
        actions.add_field(actor, project.id, draft=form.draft())
    except InvalidError as refusal:
        return render_intake(slug, field=shown(form, **refusal.fields)), 422
    flash("Asked of every idea from now on.", "good")
    return redirect(url_for("ideas.intake", slug=slug), 303)


@bp.get("/projects/<slug>/intake/fields/<int:field_id>")
@open_to(Audience.TEAM)
def intake_field(slug: str, field_id: int) -> str:
    project = projects.get_heading(current_actor(), slug)
    field = queries.get_field(project.id, field_id)
    return render_field(slug, field_id, shown(FieldForm(obj=field)))


def render_field(slug: str, field_id: int, form: Shown) -> str:
    project = projects.get_heading(current_actor(), slug)
    return render_template(
        "ideas/intake_field.html",
        project=project,
        field=queries.get_field(project.id, field_id),
        words=WORDS,
        field_form=form,
    )


@bp.post("/projects/<slug>/intake/fields/<int:field_id>")
@open_to(Audience.TEAM)
@writes
def edit_field(slug: str, field_id: int) -> ResponseReturnValue:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    kind = queries.get_field(project.id, field_id).kind
    form = FieldForm(request.form)
    form.kind.data = str(kind)  # what was answered is kept in it
    try:
        form.require_valid()
        actions.edit_field(actor, project.id, field_id, draft=form.draft())
    except InvalidError as refusal:
        page = render_field(slug, field_id, shown(form, **refusal.fields))
        return page, 422
    flash("Saved.", "good")
    return redirect(url_for("ideas.intake", slug=slug), 303)


@bp.post("/projects/<slug>/intake/fields/<int:field_id>/withdraw")
@open_to(Audience.TEAM)
@writes
def retire_field(slug: str, field_id: int) -> ResponseReturnValue:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    actions.retire_field(actor, project.id, field_id)
    flash("Asked no more. Ideas keep what they answered.", "good")
    return redirect(url_for("ideas.intake", slug=slug), 303)
