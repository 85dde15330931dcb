"""What anybody reads of moderation: interventions, and the transparency reports."""

from typing import Any

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import blp, says
from cocreate.api.v1.record_schemas import InterventionSchema, TransparencySchema
from cocreate.api.v1.schemas import PageArguments, page_of
from cocreate.kernel.access import Audience, open_to
from cocreate.moderation import queries
from cocreate.moderation.sentences import facts, headline
from cocreate.moderation.transparency import told
from cocreate.people.session import current_actor


@blp.route("/interventions", methods=["GET"])
@blp.arguments(PageArguments, location="query")
@blp.response(200, page_of(InterventionSchema))
@says(422)
@open_to(Audience.ANYONE)
def list_interventions(asked: dict[str, Any]) -> Any:
    """What was restricted here and why, the latest first; nobody is named."""
    page = queries.interventions(current_actor(), place=asked.get("page"))
    return page_of_rows(page, [row_of(one) for one in page.rows])


def row_of(one: queries.Intervention) -> dict[str, Any]:
    told_in_words = {"words": headline(one), "facts": facts(one), "rule": one.rule}
    return {**one._asdict(), **told_in_words, "is_overturned": one.is_overturned}


@blp.route("/transparency/<int:year>", methods=["GET"])
@blp.response(200, TransparencySchema)
@says(404)
@open_to(Audience.ANYONE)
def show_transparency(year: int) -> Any:
    """A year of moderation in figures, by section, row and measure."""
    return told(queries.get_report(year))
