"""How a programme ended: read by everybody, written by the team."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions, policy, queries
from cocreate.beta.forms import CloseOutForm
from cocreate.beta.kinds import OUTCOME_NAMES
from cocreate.beta.views.addressing import place_at, programme_at
from cocreate.beta.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.forms import shown
from cocreate.kernel.text import trusted
from cocreate.kernel.transaction import writes
from cocreate.people.queries import face_of
from cocreate.people.session import current_actor

ENDED = "The programme has ended. Whoever tested is told, and thanked."


@bp.get("/projects/<slug>/beta/outcome")
@open_to(Audience.ANYONE)
def outcome(slug: str) -> str:
    """What was found, what was done, who helped: to be read for good."""
    project, programme = place_at(slug)
    ended = queries.find_close_out(programme.id)
    if ended is None:
        raise NotFoundError
    return render_template(
        "beta/outcome.html",
        project=project,
        programme=programme,
        ended=ended,
        summary=trusted(ended.summary_html),
        thanks=trusted(ended.thanks_html),
        by=face_of(ended.by_id),
        findings=queries.what_was_found(programme.id),
        finders=queries.finders(programme.id),
        outcomes=OUTCOME_NAMES,
        may_run=policy.may_run(current_actor()),
    )


@bp.get("/projects/<slug>/beta/outcome/edit")
@open_to(Audience.TEAM)
def close_out(slug: str) -> str:
    ended = queries.find_close_out(programme_at(slug).id)
    return render_close_out(slug, CloseOutForm(obj=ended))


def render_close_out(slug: str, form: CloseOutForm) -> str:
    project, programme = place_at(slug)
    return render_template(
        "beta/close_out.html",
        project=project,
        programme=programme,
        ended=queries.find_close_out(programme.id),
        findings=queries.what_was_found(programme.id),
        outcomes=OUTCOME_NAMES,
        form=shown(form),
    )


@bp.post("/projects/<slug>/beta/outcome")
@open_to(Audience.TEAM)
@writes
def end_programme(slug: str) -> ResponseReturnValue:
    form = CloseOutForm(request.form)
    if not form.validate():
        return render_close_out(slug, form), 422
    actions.end_programme(current_actor(), programme_at(slug).id, form.draft())
    flash(ENDED, "voice")
    return redirect(url_for("beta.outcome", slug=slug), 303)
