"""Who was given which bytes, and whose link it is that somebody found. For the team."""

from collections.abc import Iterator
from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from cocreate.beta import links, queries
from cocreate.beta.forms import TraceForm
from cocreate.beta.links import Link
from cocreate.beta.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.audit import logged
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import ProductForm, shown
from cocreate.kernel.ids import BuildId
from cocreate.kernel.spreadsheets import csv_line
from cocreate.people.faces import Face
from cocreate.people.queries import faces
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects

OUTCOMES = {
    200: "Whole file",
    206: "A part",
    304: "Had it already",
    403: "Refused",
    410: "Ended",
    412: "Another file",
    416: "Nothing there",
}
COLUMNS = (
    *("attempt", "at", "person", "name", "version", "platform", "status", "outcome"),
    *("first_byte", "bytes_offered", "bytes_sent", "link", "reason"),
)
NO_LINK = "This is no link of ours, or not all of it."


@bp.get("/builds/<int:build_id>/downloads")
@open_to(Audience.TEAM)
def downloads(build_id: int) -> str:
    return render_downloads(BuildId(build_id))


def render_downloads(
    build_id: BuildId, form: ProductForm | None = None, traced: Any = None
) -> str:
    actor = current_actor()
    found = queries.get_build(actor, build_id)
    programme = queries.get_programme(actor, found.programme_id)
    page = queries.attempts(found.id, request.args.get("page"))
    people = {row.person_id for row in page.rows}
    return render_template(
        "beta/downloads.html",
        project=projects.get_project_by_id(actor, programme.project_id),
        build=found,
        page=page,
        people=faces(people | ({traced.person_id} if traced else set())),
        outcomes=OUTCOMES,
        form=shown(form or TraceForm()),
        traced=traced,
    )


@bp.post("/builds/<int:build_id>/downloads/trace")
@open_to(Audience.TEAM)
def trace(build_id: int) -> ResponseReturnValue:
    """Whose link it is that was found where it should not be."""
    form = TraceForm(request.form)
    try:
        form.require_valid()
        traced = queries.trace_of(known_link(form.link.data))
    except InvalidError as refusal:
        form.link.errors = [refusal.fields["link"]]
        return render_downloads(BuildId(build_id), form), 422
    return render_downloads(BuildId(build_id), form, traced)


def known_link(text: str) -> Link:
    link = links.trace(text)
    if link is None:
        raise InvalidError({"link": NO_LINK})
    return link


@bp.get("/builds/<int:build_id>/downloads.csv")
@open_to(Audience.TEAM)
@logged
def downloads_file(build_id: int) -> Response:
    """Every attempt, for a spreadsheet."""
    found = queries.get_build(current_actor(), BuildId(build_id))
    rows = [*queries.every_attempt(found.id)]
    people = faces({row.person_id for row in rows})
    answer = Response("".join(written_of(rows, people)), mimetype="text/csv")
    name = f"downloads-{found.id}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def written_of(rows: list[Any], people: Any) -> Iterator[str]:
    yield csv_line(COLUMNS)
    for row in rows:
        yield csv_line(cells_of(row, people.get(row.person_id)))


def cells_of(row: Any, person: Face | None) -> tuple[Any, ...]:
    return (
        *(row.id, row.attempted_at.isoformat(), row.person_id),
        person.name if person else "",
        *(row.version, row.platform, row.status, outcome_of(row)),
        *(row.first_byte, row.bytes_offered, row.bytes_sent),
        *(row.link, row.reason),
    )


def outcome_of(row: Any) -> str:
    if not row.bytes_offered:
        return OUTCOMES.get(row.status, "Refused").lower()
    if row.bytes_sent is None:
        return "not known"
    return "complete" if row.bytes_sent == row.bytes_offered else "cut"
