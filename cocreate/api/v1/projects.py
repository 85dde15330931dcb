"""Projects, and who is asking."""

from dataclasses import replace
from typing import Any

from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.schemas import (
    LanguageBody,
    MeSchema,
    ProjectChanges,
    ProjectSchema,
)
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.transaction import writes
from cocreate.people import actions as person_actions
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.projects import actions, queries


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
        "language": person.language,
        "trust": int(actor.trust),
    }


@blp.route("/me/language", methods=["PUT"])
@blp.arguments(LanguageBody)
@blp.response(200, LanguageBody)
@says(*CHANGING, 422)
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def choose_language(body: dict[str, Any]) -> Any:
    """In which language you are told what moderators decided."""
    person_actions.choose_language(current_actor(), body["language"])
    return body


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


@blp.route("/projects/<slug>", methods=["PATCH"])
@blp.arguments(ProjectChanges)
@blp.response(200, ProjectSchema)
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def change_project(changes: dict[str, Any], slug: str) -> Any:
    """Change the brief, the promise or the list of ideas; what is not sent stays."""
    actor = current_actor()
    project = queries.get_project(actor, slug)
    draft = replace(actions.as_it_is(project), **changes)
    return actions.edit_project(actor, project.id, draft=draft)
