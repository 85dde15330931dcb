"""The log of the desk, what it undoes, and the page of keys."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import VerdictId
from cocreate.kernel.transaction import writes
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.triage import actions, queries
from cocreate.triage.queries import Queue
from cocreate.triage.registry import ACTIONS, groups
from cocreate.triage.views.blueprint import bp


@bp.get("/projects/<slug>/triage/log")
@open_to(Audience.TEAM)
def log(slug: str) -> str:
    """Who did what to which idea, the latest first, and what can be undone."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    place = request.args.get("page")
    cut = people.cut_asked(actor, request.args.get("segment", ""))
    page = queries.verdict_lines(actor, project.id, place=place, segment_id=cut.id)
    return render_template("triage/log.html", project=project, page=page, cut=cut)


@bp.post("/verdicts/<int:verdict_id>/withdraw")
@open_to(Audience.TEAM)
@writes
def undo(verdict_id: int) -> ResponseReturnValue:
    """Back to the idea as it was; from the log, to the log."""
    actor = current_actor()
    verdict = actions.undo_verdict(actor, VerdictId(verdict_id))
    idea = ideas.get_idea(actor, verdict.idea_id)
    project = projects.get_heading_by_id(actor, idea.project_id)
    flash("Undone.", "good")
    return redirect(where_next(project.slug, idea.id), 303)


def where_next(slug: str, idea_id: int) -> str:
    pile = request.form.get("queue", "")
    if pile not in [*Queue]:
        return url_for("triage.log", slug=slug)
    return url_for(
        "triage.inbox",
        slug=slug,
        queue=pile,
        page=request.form.get("page") or None,
        segment=request.form.get("segment") or None,
        idea=idea_id,
    )


@bp.get("/projects/<slug>/triage/keys")
@open_to(Audience.TEAM)
def keys(slug: str) -> Response | str:
    """Every action of the desk, with its key and what it does."""
    return render_template(
        "triage/keys.html",
        project=projects.get_heading(current_actor(), slug),
        groups=groups(ACTIONS),
    )
