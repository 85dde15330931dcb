"""The transparency report of each year: a page, and files for those who compute."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from flask import Response, jsonify, render_template
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.spreadsheets import csv_line
from cocreate.moderation import queries
from cocreate.moderation.queries import Report
from cocreate.moderation.transparency import Cell, cells_of, sections_of, told
from cocreate.moderation.views.blueprint import bp


@bp.get("/transparency")
@open_to(Audience.ANYONE)
@kept
def transparency() -> str:
    years = queries.years_told()
    return render_report(queries.get_report(years[0]) if years else None)


@bp.get("/transparency/<int:year>")
@open_to(Audience.ANYONE)
@kept
def transparency_of(year: int) -> str:
    return render_report(queries.get_report(year))


@bp.get("/transparency/<int:year>.csv")
@open_to(Audience.ANYONE)
@kept
def transparency_as_csv(year: int) -> Response:
    report = queries.get_report(year)
    lines = map(csv_line, chain([("year", *Cell._fields)], rows_of(report)))
    answer = Response("".join(lines), mimetype="text/csv")
    name = f'attachment; filename="transparency-{year}.csv"'
    answer.headers["Content-Disposition"] = name
    return answer


@bp.get("/transparency/<int:year>.json")
@open_to(Audience.ANYONE)
@kept
def transparency_as_json(year: int) -> ResponseReturnValue:
    said = told(queries.get_report(year))
    return jsonify({**said, "counted_at": said["counted_at"].isoformat()})


def rows_of(report: Report) -> Iterator[tuple[Any, ...]]:
    return ((report.year, *cell) for cell in cells_of(report.figures))


def render_report(report: Report | None) -> str:
    return render_template(
        "moderation/transparency.html",
        report=report,
        sections=sections_of(report.figures) if report else [],
        years=queries.years_told(),
    )
