"""Opening a project, saying what it is, taking it on."""

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import queries as beta
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import actions, queries
from cocreate.projects.forms import BriefForm, OpeningForm, PhaseForm
from cocreate.projects.orders import SORTS
from cocreate.projects.phase import Phase
from cocreate.projects.story import WORDS, steps_of
from cocreate.projects.views.blueprint import bp

if TYPE_CHECKING:
    from cocreate.projects.models import Project


@bp.get("/projects/new")
@open_to(Audience.TEAM)
def new() -> str:
    return render_new(shown(OpeningForm(answer_within_days=7)))


@bp.post("/projects")
@open_to(Audience.TEAM)
@writes
def open_one() -> ResponseReturnValue:
    form = OpeningForm(request.form)
    try:
        form.require_valid()
        project = actions.open_project(current_actor(), **form.opening())
    except InvalidError as refusal:
        return render_new(shown(form, **refusal.fields)), 422
    return redirect(url_for("projects.show", slug=project.slug), 303)


def render_new(form: Shown) -> str:
    return render_template("projects/new.html", form=form, orders=SORTS)


@bp.get("/projects/<slug>/edit")
@open_to(Audience.TEAM)
def edit(slug: str) -> str:
    project = queries.get_project(current_actor(), slug)
    return render_edit(project, BriefForm(obj=project))


@bp.post("/projects/<slug>/edit")
@open_to(Audience.TEAM)
@writes
def save(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    project = queries.get_project(actor, slug)
    form = BriefForm(request.form)
    if not form.validate():
        return render_edit(project, form), 422
    actions.edit_project(actor, project.id, draft=form.draft())
    flash("Saved. Everybody reads it like this now.", "good")
    return redirect(url_for("projects.edit", slug=slug), 303)


def render_edit(
    project: "Project", form: BriefForm, phase_form: PhaseForm | None = None
) -> str:
    return render_template(
        "projects/edit.html",
        project=project,
        form=shown(form),
        orders=SORTS,
        phase_form=shown(phase_form or PhaseForm(phase=project.phase)),
        phases=[(str(phase), words.name, words.now) for phase, words in WORDS.items()],
        steps=steps_of(queries.phase_history(project)),
    )


@bp.post("/projects/<slug>/phase")
@open_to(Audience.TEAM)
@writes
def change_phase(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    project = queries.get_project(actor, slug)
    form = PhaseForm(request.form)
    if not form.validate():
        return render_edit(project, BriefForm(obj=project), form), 422
    phase = Phase(form.phase.data)
    actions.change_phase(actor, project.id, to=phase)
    if phase is Phase.BETA and beta.find_programme(actor, project.id) is None:
        flash("The project is in beta. Say what there is to try, and people apply.")
        return redirect(url_for("beta.edit", slug=slug), 303)
    return redirect(url_for("projects.show", slug=slug), 303)


@bp.post("/projects/<slug>/privacy")
@open_to(Audience.TEAM)
@writes
def make_private(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    project = queries.get_project(actor, slug)
    actions.make_private(actor, project.id)
    flash("Only members and the team see this project now.", "good")
    return redirect(url_for("projects.edit", slug=slug), 303)


@bp.post("/projects/<slug>/privacy/withdraw")
@open_to(Audience.TEAM)
@writes
def make_public(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    project = queries.get_project(actor, slug)
    actions.make_public(actor, project.id)
    flash("Everybody can read this project now.", "good")
    return redirect(url_for("projects.edit", slug=slug), 303)
