"""Builds: which there are for you, and a link to the bytes of one."""

from typing import Any

from cocreate.api.v1.blueprint import blp, says
from cocreate.api.v1.schemas import BuildSchema, LinkSchema
from cocreate.beta import links, queries
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.addresses import whole_address_of
from cocreate.kernel.errors import ForbiddenError, GoneError
from cocreate.kernel.ids import BuildId
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


@blp.route("/projects/<slug>/builds", methods=["GET"])
@blp.response(200, BuildSchema(many=True))
@says(401, 404)
@open_to(Audience.ANYONE)
def list_builds(slug: str) -> Any:
    """The builds of a project's beta that you may know of, the newest first."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    programme = queries.get_programme_of(actor, project.id)
    return queries.builds(actor, programme.id)


@blp.route("/builds/<int:build_id>", methods=["GET"])
@blp.response(200, BuildSchema)
@says(401, 404)
@open_to(Audience.ANYONE)
def show_build(build_id: int) -> Any:
    """One build."""
    return queries.get_build(current_actor(), BuildId(build_id))


@blp.route("/builds/<int:build_id>/link", methods=["GET"])
@blp.response(200, LinkSchema)
@says(401, 403, 404, 410)
@open_to(Audience.MEMBERS)
def link_build(build_id: int) -> dict[str, str]:
    """A link of your own to the bytes of a build, good for some minutes."""
    actor = current_actor()
    build = queries.get_build(actor, BuildId(build_id))
    if refusal := queries.refusal_of(actor, build.id):
        raise (GoneError if refusal.is_gone else ForbiddenError)(refusal.reason)
    token = links.sign(build.id, actor.person_id)
    address = whole_address_of("beta.fetch", build_id=build.id, tester=token)
    return {"url": address}
