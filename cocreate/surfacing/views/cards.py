"""Scorecards of many ideas in one form, and value against effort as a picture."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.paging import Page
from cocreate.kernel.transaction import writes
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.surfacing import actions, queries
from cocreate.surfacing.chart import HEIGHT, WIDTH, chart_of
from cocreate.surfacing.forms import CardsForm, cards_form
from cocreate.surfacing.queries import Among, Order, Standing
from cocreate.surfacing.views.blueprint import bp

AT_ONCE = 25
MOST_SENT = 100
KEPT = ("idea", "page", "segment")  # of the address, so that the same rows come back
CHARTED = 300


@bp.get("/projects/<slug>/scores/cards")
@open_to(Audience.TEAM)
def cards(slug: str) -> str:
    """What the team enters of ideas: of one page of the list, or of one idea."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    one = request.args.get("idea", type=int)
    if one is not None:
        page = Page(queries.standings_of(actor, project, [IdeaId(one)]), None, None)
    else:
        place = request.args.get("page")
        page = queries.ranked(
            actor,
            project,
            place=place,
            size=AT_ONCE,
            among=Among(done_too=False, segment_id=cut_here().id),
        )
    form = cards_form({row.idea_id: row.card for row in page.rows})
    return render_cards(slug, page, form)


def render_cards(slug: str, page: Page[Standing], form: CardsForm) -> str:
    project = projects.get_heading(current_actor(), slug)
    return render_template(
        "surfacing/cards.html",
        project=project,
        page=page,
        form=shown(form),
        is_one=request.args.get("idea", type=int) is not None,
        place=request.args.get("page"),
        cut=cut_here(),
    )


def cut_here() -> people.Cut:
    return people.cut_asked(current_actor(), request.args.get("segment", ""))


@bp.post("/projects/<slug>/scores/cards")
@open_to(Audience.TEAM)
@writes
def enter_cards(slug: str) -> ResponseReturnValue:
    """Keep every row, or none: what is wrong is said beside its field."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    sent = [IdeaId(key) for key in request.form.getlist("idea", type=int)[:MOST_SENT]]
    rows = queries.standings_of(actor, project, sent)
    form = cards_form({row.idea_id: row.card for row in rows}, request.form)
    try:
        form.require_valid()
        changed = actions.enter_cards(actor, slug, cards=form.cards())
    except InvalidError:
        return render_cards(slug, Page(rows, None, None), form), 422
    flash(f"Saved: {changed} changed." if changed else "Nothing was changed.", "good")
    kept: Any = {name: request.args.get(name) for name in KEPT}
    return redirect(url_for("surfacing.cards", slug=slug, **kept), 303)


@bp.get("/projects/<slug>/scores/chart")
@open_to(Audience.TEAM)
def chart(slug: str) -> str:
    """What each idea is worth, and what it would cost."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    weights = queries.weights_of(project.id)
    cut = cut_here()
    rows = queries.ranked(
        actor, project, Order.EFFORT, size=CHARTED, among=Among(segment_id=cut.id)
    ).rows
    return render_template(
        "surfacing/chart.html",
        project=project,
        chart=chart_of(rows, weights),
        weights=weights,
        width=WIDTH,
        height=HEIGHT,
        cut=cut,
    )
