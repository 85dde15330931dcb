"""Search over everything said in the open."""

from typing import Any

from cocreate.api.v1.blueprint import blp, says
from cocreate.api.v1.schemas import ResultsSchema, SearchArguments
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.limits import limited
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.search import queries


@blp.route("/search", methods=["GET"])
@blp.arguments(SearchArguments, location="query")
@blp.response(200, ResultsSchema)
@says(401, 404, 422)
@open_to(Audience.ANYONE)
@limited("search_limit")
def search(asked: dict[str, Any]) -> Any:
    """What fits the words, best first, as far as you may see it."""
    actor = current_actor()
    slug = asked.get("project")
    found = queries.search(
        actor,
        asked["q"],
        kind=asked.get("kind"),
        project_id=projects.get_heading(actor, slug).id if slug else None,
        page=asked["page"],
    )
    rows = [
        {**result.found._asdict(), "kind": str(result.kind)} for result in found.results
    ]
    return {"rows": rows, "page": found.page, "has_more": found.has_more}
