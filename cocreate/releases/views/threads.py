"""The thread of an idea, a decision, a build, a release: as a page and as JSON."""

from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.beta import queries as beta
from cocreate.decisions import queries as decisions
from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import BuildId, DecisionId, IdeaId, ProjectId, ReleaseId
from cocreate.kernel.kept_pages import kept
from cocreate.people.session import current_actor
from cocreate.projects.queries import get_project_by_id
from cocreate.releases import queries
from cocreate.releases.queries import ALL, Thread, steps_of, strands_of
from cocreate.releases.views.blueprint import bp
from cocreate.releases.views.thread_json import thread_as_json


@bp.get("/ideas/<int:idea_id>/thread.json")
@open_to(Audience.ANYONE)
@kept
def idea_json(idea_id: IdeaId) -> Response:
    return answer(queries.thread_of_idea(current_actor(), idea_id))


@bp.get("/decisions/<int:decision_id>/thread.json")
@open_to(Audience.ANYONE)
@kept
def decision_json(decision_id: DecisionId) -> Response:
    return answer(queries.thread_of_decision(current_actor(), decision_id))


@bp.get("/builds/<int:build_id>/thread.json")
@open_to(Audience.ANYONE)
@kept
def build_json(build_id: BuildId) -> Response:
    return answer(queries.thread_of_build(current_actor(), build_id))


@bp.get("/releases/<int:release_id>/thread.json")
@open_to(Audience.ANYONE)
@kept
def release_json(release_id: ReleaseId) -> Response:
    return answer(queries.thread_of_release(current_actor(), release_id))


def answer(thread: Thread) -> Response:
    return jsonify(thread_as_json(thread, insider=current_actor().is_company))


@bp.get("/ideas/<int:idea_id>/thread")
@open_to(Audience.ANYONE)
@kept
def idea(idea_id: IdeaId) -> ResponseReturnValue:
    """An idea that was folded into another leads to that other's thread."""
    actor = current_actor()
    found = ideas.get_idea(actor, idea_id)
    thread = queries.thread_of_idea(actor, idea_id)
    if thread.key != idea_id:
        return redirect(url_for("releases.idea", idea_id=thread.key), 301)
    back_to = url_for("ideas.show", idea_id=idea_id)
    return page(thread, found.project_id, found.title, back_to)


@bp.get("/decisions/<int:decision_id>/thread")
@open_to(Audience.ANYONE)
@kept
def decision(decision_id: DecisionId) -> str:
    actor = current_actor()
    found = decisions.get_decision(actor, decision_id)
    thread = queries.thread_of_decision(actor, decision_id)
    back_to = url_for("decisions.show", decision_id=decision_id)
    return page(thread, found.project_id, found.title, back_to)


@bp.get("/builds/<int:build_id>/thread")
@open_to(Audience.ANYONE)
@kept
def build(build_id: BuildId) -> str:
    actor = current_actor()
    found = beta.get_build(actor, build_id)
    project_id = beta.get_programme(actor, found.programme_id).project_id
    thread = queries.thread_of_build(actor, build_id)
    back_to = url_for("beta.build", build_id=build_id)
    return page(thread, project_id, found.version, back_to)


@bp.get("/releases/<int:release_id>/thread")
@open_to(Audience.ANYONE)
@kept
def release(release_id: ReleaseId) -> str:
    actor = current_actor()
    found = queries.get_release(actor, release_id)
    thread = queries.thread_of_release(actor, release_id)
    back_to = url_for("releases.show", release_id=release_id)
    return page(thread, found.project_id, found.title, back_to)


def page(thread: Thread, project_id: ProjectId, title: str, back_to: str) -> str:
    """A whole thread; where it runs through several decisions, one after the other."""
    parts: dict[str, Any] = {"steps": steps_of(thread, most=ALL), "strands": []}
    if thread.idea is None and len(thread.decisions) > 1:
        parts = {"steps": [], "strands": strands_of(thread)}
    return render_template(
        "releases/thread.html",
        project=get_project_by_id(current_actor(), project_id),
        title=title,
        kind=thread.kind,
        back_to=back_to,
        json_at=f"{request.path}.json",
        **parts,
    )
