"""The ranked list of a project's scores, and one score opened; for the team."""

from collections.abc import Iterator
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.audit import logged
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.spreadsheets import csv_line
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.surfacing import queries, telling
from cocreate.surfacing.queries import Among, Opened, Order, Standing
from cocreate.surfacing.views.blueprint import bp

ORDERS = (
    (Order.VALUE, "Value"),
    (Order.REACH, "People"),
    (Order.MOMENTUM, "Momentum"),
    (Order.EFFORT, "Effort"),
    (Order.RICE, "RICE"),
)
OWN = (Order.OWN, "Own")
COLUMNS = (
    *("id", "title", "status", "value", "people", "votes", "momentum", "reach"),
    *("impact", "confidence", "effort", "rice", "own", "votes_of_segment"),
)


@bp.get("/projects/<slug>/scores")
@open_to(Audience.TEAM)
def scores(slug: str) -> str:
    """The ideas of a project, ranked by what they are worth to the team."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    order, weights = read_order(), queries.weights_of(project.id)
    cut = people.cut_asked(actor, request.args.get("segment", ""))
    page = queries.ranked(
        actor,
        project,
        order,
        place=request.args.get("page"),
        among=Among(done_too=wants_done(), segment_id=cut.id),
    )
    return render_template(
        "surfacing/scores.html",
        project=project,
        order=order,
        orders=[*ORDERS, OWN] if weights.formula else ORDERS,
        weights=weights,
        page=page,
        counted=queries.run_of(project.id),
        done_too=wants_done(),
        cut=cut,
    )


def wants_done() -> bool:
    """Whether ideas that are shipped or declined are ranked with the others."""
    return request.args.get("done") == "too"


def read_order() -> Order:
    try:
        return Order(request.args.get("sort", Order.VALUE))
    except ValueError:
        return Order.VALUE


@bp.get("/projects/<slug>/scores.csv")
@open_to(Audience.TEAM)
@logged
def scores_file(slug: str) -> Response:
    """The same list whole, for a spreadsheet."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    cut = people.cut_asked(actor, request.args.get("segment", ""))
    rows = queries.all_ranked(
        actor,
        project,
        read_order(),
        among=Among(done_too=wants_done(), segment_id=cut.id),
    )
    written = "".join(written_of(rows))
    answer = Response(written, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-scores.csv"'
    return answer


def written_of(rows: Iterator[Standing]) -> Iterator[str]:
    yield csv_line(COLUMNS)
    for row in rows:
        yield csv_line(spoken(cell) for cell in cells_of(row))


def cells_of(row: Standing) -> tuple[Any, ...]:
    return (
        *(row.idea_id, row.title, row.step.name, row.value, row.people, row.votes),
        *(row.momentum, row.reach, row.impact, row.sureness, row.effort),
        *(row.rice, row.own, row.theirs),
    )


def spoken(cell: Any) -> Any:
    return round(cell, 3) if isinstance(cell, float) else cell


@bp.get("/ideas/<int:idea_id>/score")
@open_to(Audience.TEAM)
def score(idea_id: int) -> ResponseReturnValue:
    """One score with its whole arithmetic, and what would change its rank."""
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    if not idea.listed:
        raise NotFoundError
    project = projects.get_heading_by_id(actor, idea.project_id)
    opened = queries.opened_of(actor, idea)
    cut = people.cut_asked(actor, request.args.get("segment", ""))
    return render_template(
        "surfacing/score.html",
        project=project,
        idea=idea,
        cut=cut,
        theirs=queries.worked_for(actor, opened, cut.id) if opened and cut.id else None,
        opened=opened,
        **(told(opened) if opened else {}),
    )


def told(opened: Opened) -> dict[str, Any]:
    return {
        "rows": telling.rows_of(opened),
        "place": telling.place_of(opened),
        "withouts": [
            (telling.sentence_of(opened, one), one)
            for one in queries.withouts(current_actor(), opened)
        ],
    }
