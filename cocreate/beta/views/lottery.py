"""The lottery: what is promised, the draw, and the file that anybody can check."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions, policy, queries
from cocreate.beta.forms import DrawForm
from cocreate.beta.views.addressing import place_at, programme_at
from cocreate.beta.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import now
from cocreate.kernel.errors import InvalidError, NotFoundError
from cocreate.kernel.forms import shown
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor


@bp.get("/projects/<slug>/beta/lottery")
@open_to(Audience.ANYONE)
def lottery(slug: str) -> str:
    return render_lottery(slug, DrawForm())


def render_lottery(slug: str, form: DrawForm, **wrong: str) -> str:
    project, programme = place_at(slug)
    found = queries.find_lottery(programme.id)
    if found is None:
        raise NotFoundError
    return render_template(
        "beta/lottery.html",
        project=project,
        programme=programme,
        lottery=found,
        is_over=policy.entries_are_over(programme, now()),
        may_run=policy.may_run(current_actor()),
        form=shown(form, **wrong),
    )


@bp.post("/projects/<slug>/beta/lottery")
@open_to(Audience.TEAM)
@writes
def draw(slug: str) -> ResponseReturnValue:
    form = DrawForm(request.form)
    try:
        form.require_valid()
        actions.draw_lottery(
            current_actor(),
            programme_at(slug).id,
            source_value=form.source_value.data,
        )
    except InvalidError as refusal:
        return render_lottery(slug, form, **refusal.fields), 422
    return redirect(url_for("beta.lottery", slug=slug), 303)


@bp.get("/projects/<slug>/beta/lottery.json")
@open_to(Audience.ANYONE)
def lottery_file(slug: str) -> Response:
    """The file of the draw, for `cocreate verify-draw`; there is none before it."""
    found = queries.find_lottery(programme_at(slug).id)
    if found is None or found.document is None:
        raise NotFoundError
    answer = Response(found.document, mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="draw.json"'
    return answer
