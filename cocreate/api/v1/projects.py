"""Projects, and who is asking."""

from typing import Any

from cocreate.api.v1.blueprint import blp, says
from cocreate.api.v1.schemas import MeSchema, ProjectSchema
from cocreate.kernel.access import Audience, open_to
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.projects import queries


@blp.route("/me", methods=["GET"])
@blp.response(200, MeSchema)
@says(401, 403)
@open_to(Audience.MEMBERS)
def me() -> dict[str, Any]:
    """Who is asking."""
    actor = current_actor()
    person = people.get_person(actor.person_id)
    return {
        "id": person.id,
        "name": person.name,
        "role": actor.role,
        "may_write": actor.may_write,
    }


@blp.route("/projects", methods=["GET"])
@blp.response(200, ProjectSchema(many=True))
@says(401)
@open_to(Audience.ANYONE)
def list_projects() -> Any:
    """Every project you may know of, the newest first."""
    return queries.list_projects(current_actor())


@blp.route("/projects/<slug>", methods=["GET"])
@blp.response(200, ProjectSchema)
@says(401, 404)
@open_to(Audience.ANYONE)
def show_project(slug: str) -> Any:
    """One project, with its brief and its promise."""
    return queries.get_project(current_actor(), slug)
