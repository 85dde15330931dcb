"""The desk where a decision is written, and its voices are found."""

from dataclasses import replace
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.decisions import actions, policy, queries
from cocreate.decisions.forms import MOST_CITED, DecisionForm
from cocreate.decisions.thanks import thanked
from cocreate.decisions.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.audit import unlogged
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.form_pages import form_on
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import CommentId, DecisionId, IdeaId, ProjectId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects.queries import get_project, get_project_by_id
from cocreate.search.queries import search


@bp.get("/projects/<slug>/decisions/new")
@open_to(Audience.TEAM)
def new(slug: str) -> str:
    """An empty desk, or one that begins with what the address cites."""
    form = DecisionForm(data={"cite": request.args.getlist("cite")[:MOST_CITED]})
    return desk(form, get_project(current_actor(), slug))


@bp.post("/projects/<slug>/decisions")
@open_to(Audience.TEAM)
@writes
def write(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    form = DecisionForm(request.form)
    try:
        form.require_valid()
        decision = actions.write_decision(actor, slug, draft=form.draft())
    except InvalidError as refusal:
        return desk(form, get_project(actor, slug), **refusal.fields), 422
    return redirect(url_for("decisions.show", decision_id=decision.id), 303)


@bp.post("/projects/<slug>/decisions/voices")
@form_on("decisions.new")
@open_to(Audience.TEAM)
@unlogged
def find_voices(slug: str) -> str:
    """The same page with what was typed, what was picked, and what was found."""
    project = get_project(current_actor(), slug)
    return desk(DecisionForm(request.form).with_room(), project)


@bp.get("/decisions/<int:decision_id>/edit")
@open_to(Audience.TEAM)
def edit(decision_id: DecisionId) -> ResponseReturnValue:
    actor = current_actor()
    decision = queries.get_decision(actor, decision_id)
    if not policy.may_rewrite(actor, decision):
        return redirect(url_for("decisions.show", decision_id=decision_id), 303)
    cited = queries.voices_of(actor, [decision_id]).get(decision_id, [])
    options = queries.options_of(decision)
    form = DecisionForm.of(decision, options, cited)
    return desk(form, get_project_by_id(actor, decision.project_id), decision)


@bp.post("/decisions/<int:decision_id>")
@open_to(Audience.TEAM)
@writes
def rewrite(decision_id: DecisionId) -> ResponseReturnValue:
    actor = current_actor()
    decision = queries.get_decision(actor, decision_id)
    project = get_project_by_id(actor, decision.project_id)
    form = DecisionForm(request.form)
    try:
        form.require_valid()
        actions.rewrite_decision(actor, decision_id, draft=form.draft())
    except InvalidError as refusal:
        return desk(form, project, decision, **refusal.fields), 422
    return redirect(url_for("decisions.show", decision_id=decision_id), 303)


@bp.post("/decisions/<int:decision_id>/voices")
@open_to(Audience.TEAM)
@unlogged
def find_more_voices(decision_id: DecisionId) -> str:
    actor = current_actor()
    decision = queries.get_decision(actor, decision_id)
    project = get_project_by_id(actor, decision.project_id)
    return desk(DecisionForm(request.form).with_room(), project, decision)


def desk(
    form: DecisionForm, project: Any, decision: Any = None, **more_errors: str
) -> str:
    """The page a decision is written on, with what is picked and what was found."""
    actor = current_actor()
    picked = [
        replace(
            voice,
            thanks=form.thanks.get(voice.key, ""),
            side=form.sides.get(voice.key),
        )
        for voice in queries.voices_named(
            actor, project.id, idea_ids=form.ideas, comment_ids=form.comments
        )
    ]
    keys = {voice.key for voice in picked}
    found = found_by(project.id, form.find.data or "")
    return render_template(
        "decisions/desk.html",
        project=project,
        form=shown(form, **more_errors),
        rows=form.rows,
        named=[(row.number, row.name) for row in form.rows if row.name],
        picked=picked,
        found=[voice for voice in found if voice.key not in keys],
        thanks=thanked([*picked, *queries.folded_into(actor, form.ideas)]),
        **addresses(project, decision),
    )


def found_by(project_id: ProjectId, words: str) -> list[queries.Voice]:
    """Ideas and comments that fit the words, by the index; else as the rows say."""
    actor = current_actor()
    if words and not queries.names_one(words):
        hits = search(actor, words, project_id=project_id).results
        found = queries.voices_named(
            actor,
            project_id,
            idea_ids=[IdeaId(one.found.id) for one in hits if one.kind == "idea"],
            comment_ids=[
                CommentId(one.found.id) for one in hits if one.kind == "comment"
            ],
        )
        if found:
            return found
    return queries.find_voices(actor, project_id, words)


def addresses(project: Any, decision: Any) -> dict[str, str]:
    """Where the desk's buttons lead: for a draft that is there, or a new one."""
    if decision is None:
        return {
            "save_at": url_for("decisions.write", slug=project.slug),
            "voices_at": url_for("decisions.find_voices", slug=project.slug),
            "back_to": url_for("decisions.listing", slug=project.slug),
        }
    return {
        "save_at": url_for("decisions.rewrite", decision_id=decision.id),
        "voices_at": url_for("decisions.find_more_voices", decision_id=decision.id),
        "back_to": url_for("decisions.show", decision_id=decision.id),
    }
