"""How much each part of a project's scores weighs, and what it weighed before."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import shown
from cocreate.kernel.transaction import writes
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.surfacing import actions, queries
from cocreate.surfacing.forms import WeightsForm, weights_form
from cocreate.surfacing.formula import COLUMNS
from cocreate.surfacing.telling import NAMES, changes_of
from cocreate.surfacing.views.blueprint import bp

SAVED = "Saved. All scores are counted anew by it."


@bp.get("/projects/<slug>/scores/weights")
@open_to(Audience.TEAM)
def weights(slug: str) -> str:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    start = queries.weights_of(project.id)
    return render_weights(slug, weights_form(people.segments(actor), start=start))


def render_weights(slug: str, form: WeightsForm, **errors: str) -> str:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    segments = people.segments(actor)
    former = queries.weighings_of(actor, project.id)
    return render_template(
        "surfacing/weights.html",
        project=project,
        form=shown(form, **errors),
        parts=NAMES,
        segments=segments,
        columns=COLUMNS,
        former=former,
        changes=changes_of(former, {one.id: one.name for one in segments}),
        counted=queries.run_of(project.id),
    )


@bp.post("/projects/<slug>/scores/weights")
@open_to(Audience.TEAM)
@writes
def weigh(slug: str) -> ResponseReturnValue:
    form = weights_form(people.segments(current_actor()), request.form)
    try:
        form.require_valid()
        actions.weigh(current_actor(), slug, weights=form.weights())
    except InvalidError as refusal:
        return render_weights(slug, form, **refusal.fields), 422
    flash(SAVED, "good")
    return redirect(url_for("surfacing.weights", slug=slug), 303)


@bp.post("/projects/<slug>/scores/weights/<int:weighing_id>/return")
@open_to(Audience.TEAM)
@writes
def take_again(slug: str, weighing_id: int) -> ResponseReturnValue:
    """Let former weights be in force again."""
    actions.take_again(current_actor(), slug, weighing_id=weighing_id)
    flash(SAVED, "good")
    return redirect(url_for("surfacing.weights", slug=slug), 303)
