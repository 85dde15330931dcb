"""Pages of decisions: the ledger, one decision, the desk where it is written."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.decisions import actions, policy, queries
from cocreate.decisions.forms import (
    AmendmentForm,
    DecisionForm,
    PublicationForm,
    StageForm,
)
from cocreate.decisions.thanks import letter, thanked
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.ids import DecisionId
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.text import trusted
from cocreate.kernel.transaction import writes
from cocreate.people.queries import face_of, faces
from cocreate.people.session import current_actor
from cocreate.projects.queries import get_project, get_project_by_id
from cocreate.releases import queries as releases

bp = Blueprint("decisions", __name__)

EMPTY = Shown({}, {})
STAGES = (
    ("planned", "Planned", ""),
    ("building", "Building", ""),
    ("in_beta", "In beta", ""),
)


@bp.get("/projects/<slug>/decisions")
@open_to(Audience.ANYONE)
@kept
def listing(slug: str) -> str:
    actor = current_actor()
    project = get_project(actor, slug)
    page = queries.ledger(actor, project.id, place=request.args.get("page"))
    drafts = queries.drafts(actor, project.id) if actor.is_team else []
    voices = queries.voices_of(actor, [line.id for line in page.rows])
    at = partial(url_for, "decisions.listing", slug=slug)
    return render_template(
        "decisions/listing.html",
        project=project,
        page=page,
        preceding=page.preceding and at(page=page.preceding),
        following=page.following and at(page=page.following),
        drafts=drafts,
        voices=voices,
        thanks={key: thanked(said) for key, said in voices.items()},
        faces=faces(line.author_id for line in (*page.rows, *drafts)),
        may_decide=policy.may_decide(actor),
    )


@bp.get("/projects/<slug>/decisions/new")
@open_to(Audience.TEAM)
def new(slug: str) -> str:
    return desk(DecisionForm(), get_project(current_actor(), slug))


@bp.post("/projects/<slug>/decisions")
@open_to(Audience.TEAM)
@writes
def write(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    form = DecisionForm(request.form)
    if not form.validate():
        return desk(form, get_project(actor, slug)), 422
    try:
        decision = actions.write_decision(actor, slug, draft=form.draft())
    except InvalidError as refusal:
        return desk(form, get_project(actor, slug), **refusal.fields), 422
    return redirect(url_for("decisions.show", decision_id=decision.id), 303)


@bp.post("/projects/<slug>/decisions/voices")
@open_to(Audience.TEAM)
def find_voices(slug: str) -> str:
    """The same page with what was typed, what was picked, and what was found."""
    project = get_project(current_actor(), slug)
    return desk(DecisionForm(request.form).with_room(), project)


@bp.get("/decisions/<int:decision_id>")
@open_to(Audience.ANYONE)
@kept
def show(decision_id: DecisionId) -> str:
    return page_of_decision(decision_id)


@bp.get("/decisions/<int:decision_id>/edit")
@open_to(Audience.TEAM)
def edit(decision_id: DecisionId) -> ResponseReturnValue:
    actor = current_actor()
    decision = queries.get_decision(actor, decision_id)
    if not policy.may_rewrite(actor, decision):
        return redirect(url_for("decisions.show", decision_id=decision_id), 303)
    cited = queries.voices_of(actor, [decision_id]).get(decision_id, [])
    options = queries.options_of(decision)
    form = DecisionForm.of(decision, options, [voice.key for voice in cited])
    return desk(form, get_project_by_id(actor, decision.project_id), decision)


@bp.post("/decisions/<int:decision_id>")
@open_to(Audience.TEAM)
@writes
def rewrite(decision_id: DecisionId) -> ResponseReturnValue:
    actor = current_actor()
    decision = queries.get_decision(actor, decision_id)
    project = get_project_by_id(actor, decision.project_id)
    form = DecisionForm(request.form)
    if not form.validate():
        return desk(form, project, decision), 422
    try:
        actions.rewrite_decision(actor, decision_id, draft=form.draft())
    except InvalidError as refusal:
        return desk(form, project, decision, **refusal.fields), 422
    return redirect(url_for("decisions.show", decision_id=decision_id), 303)


@bp.post("/decisions/<int:decision_id>/voices")
@open_to(Audience.TEAM)
def find_more_voices(decision_id: DecisionId) -> str:
    actor = current_actor()
    decision = queries.get_decision(actor, decision_id)
    project = get_project_by_id(actor, decision.project_id)
    return desk(DecisionForm(request.form).with_room(), project, decision)


@bp.post("/decisions/<int:decision_id>/publication")
@open_to(Audience.TEAM)
@writes
def publish(decision_id: DecisionId) -> ResponseReturnValue:
    form = PublicationForm(request.form)
    actions.publish_decision(current_actor(), decision_id)
    if form.move_ideas.data:
        actions.move_cited_ideas(current_actor(), decision_id)
    flash("Published. Everyone whose words led to it is told.", "voice")
    return redirect(url_for("decisions.show", decision_id=decision_id), 303)


@bp.post("/decisions/<int:decision_id>/stage")
@open_to(Audience.TEAM)
@writes
def move(decision_id: DecisionId) -> ResponseReturnValue:
    form = StageForm(request.form)
    if not form.validate():
        return page_of_decision(
            decision_id, stage_error=form.first_errors["stage"]
        ), 422
    actions.move_stage(current_actor(), decision_id, to=form.to)
    if form.move_ideas.data:
        actions.move_cited_ideas(current_actor(), decision_id)
    return redirect(url_for("decisions.show", decision_id=decision_id), 303)


@bp.post("/decisions/<int:decision_id>/amendments")
@open_to(Audience.TEAM)
@writes
def amend(decision_id: DecisionId) -> ResponseReturnValue:
    form = AmendmentForm(request.form)
    if not form.validate():
        return page_of_decision(decision_id, amendment_form=shown(form)), 422
    actions.amend_decision(current_actor(), decision_id, body=form.body.data)
    return redirect(url_for("decisions.show", decision_id=decision_id), 303)


@bp.post("/decisions/<int:decision_id>/withdraw")
@open_to(Audience.TEAM)
@writes
def discard(decision_id: DecisionId) -> ResponseReturnValue:
    decision = queries.get_decision(current_actor(), decision_id)
    project = get_project_by_id(current_actor(), decision.project_id)
    actions.discard_draft(current_actor(), decision_id)
    return redirect(url_for("decisions.listing", slug=project.slug), 303)


def desk(
    form: DecisionForm, project: Any, decision: Any = None, **more_errors: str
) -> str:
    """The page a decision is written on, with what is picked and what was found."""
    actor = current_actor()
    picked = queries.voices_named(
        actor, project.id, idea_ids=form.ideas, comment_ids=form.comments
    )
    found = queries.find_voices(actor, project.id, form.find.data or "")
    return render_template(
        "decisions/desk.html",
        project=project,
        form=shown(form, **more_errors),
        rows=form.rows,
        picked=picked,
        found=[voice for voice in found if voice not in picked],
        thanks=thanked(picked),
        **addresses(project, decision),
    )


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


def page_of_decision(
    decision_id: DecisionId,
    *,
    amendment_form: Shown = EMPTY,
    stage_error: str = "",
) -> str:
    actor = current_actor()
    decision = queries.get_decision(actor, decision_id)
    voices = queries.voices_of(actor, [decision_id]).get(decision_id, [])
    thanks = thanked(voices)
    return render_template(
        "decisions/show.html",
        project=get_project_by_id(actor, decision.project_id),
        decision=decision,
        rationale=trusted(decision.rationale_html),
        dissent=trusted(decision.dissent_html),
        author=face_of(decision.author_id),
        options=queries.options_of(decision),
        voices=voices,
        thanks=thanks,
        letter_words=letter(thanks[0], decision.title) if thanks else (),
        steps=releases.steps_of(releases.thread_of_decision(actor, decision_id)),
        ideas_cited=any(voice.is_idea for voice in voices),
        amendments=signed(queries.amendments_of(decision)),
        amendment_form=amendment_form,
        stages=STAGES,
        stage_error=stage_error,
        may_rewrite=policy.may_rewrite(actor, decision),
        may_amend=policy.may_amend(actor, decision),
        may_move=policy.may_move(actor, decision),
    )


def signed(amendments: Sequence[Any]) -> list[dict[str, Any]]:
    """Amendments with the faces of those who wrote them, in one query."""
    known = faces(amendment.author_id for amendment in amendments)
    return [
        {
            "author": known[amendment.author_id],
            "amended_at": amendment.amended_at,
            "body": trusted(amendment.body_html),
        }
        for amendment in amendments
    ]
