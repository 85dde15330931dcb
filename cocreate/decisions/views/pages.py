"""The ledger of decisions, one decision, and what the team does with it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.decisions import actions, policy, queries
from cocreate.decisions.evidence import weighed
from cocreate.decisions.forms import (
    AmendmentForm,
    PublicationForm,
    StageForm,
)
from cocreate.decisions.thanks import in_public, letter, thanked
from cocreate.decisions.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import today
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.ids import DecisionId
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.text import trusted
from cocreate.kernel.transaction import writes
from cocreate.people.queries import cut_asked, face_of, faces
from cocreate.people.session import current_actor
from cocreate.projects.queries import get_project, get_project_by_id
from cocreate.releases import queries as releases

EMPTY = Shown({}, {})


@bp.get("/projects/<slug>/decisions")
@open_to(Audience.ANYONE)
@kept
def listing(slug: str) -> str:
    actor = current_actor()
    project = get_project(actor, slug)
    cut = cut_asked(actor, request.args.get("segment", ""))
    place = request.args.get("page")
    page = queries.ledger(actor, project.id, place=place, segment_id=cut.id)
    drafts = queries.drafts(actor, project.id) if actor.is_team else []
    voices = queries.voices_of(actor, [line.id for line in page.rows])
    folded = queries.folded_voices_of(actor, voices)
    at = partial(url_for, "decisions.listing", slug=slug, segment=cut.slug)
    return render_template(
        "decisions/listing.html",
        project=project,
        page=page,
        cut=cut,
        preceding=page.preceding and at(page=page.preceding),
        following=page.following and at(page=page.following),
        drafts=drafts,
        voices=voices,
        thanks={
            key: in_public(thanked(said + folded[key])) for key, said in voices.items()
        },
        faces=faces(line.author_id for line in (*page.rows, *drafts)),
        stands={
            line.id: policy.step_at(
                line.stage, project.workflow, insider=actor.is_company
            )
            for line in page.rows
        },
        may_decide=policy.may_decide(actor),
    )


@bp.get("/decisions/<int:decision_id>")
@open_to(Audience.ANYONE)
@kept
def show(decision_id: DecisionId) -> str:
    return page_of_decision(decision_id)


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


def page_of_decision(
    decision_id: DecisionId,
    *,
    amendment_form: Shown = EMPTY,
    stage_error: str = "",
) -> str:
    actor = current_actor()
    decision = queries.get_decision(actor, decision_id)
    voices = queries.voices_of(actor, [decision_id]).get(decision_id, [])
    folded = queries.folded_voices_of(actor, [decision_id])[decision_id]
    thanks = thanked([*voices, *folded])
    project = get_project_by_id(actor, decision.project_id)
    step_at = partial(
        policy.step_at, workflow=project.workflow, insider=actor.is_company
    )
    return render_template(
        "decisions/show.html",
        project=project,
        decision=decision,
        rationale=trusted(decision.rationale_html),
        dissent=trusted(decision.dissent_html),
        author=face_of(decision.author_id),
        options=weighed(queries.options_of(decision), voices),
        voices=voices,
        thanks=in_public(thanks) if decision.published_at else thanks,
        letter_words=letter(thanks[0], decision.title) if thanks else (),
        steps=releases.steps_of(releases.thread_of_decision(actor, decision_id)),
        ideas_cited=any(voice.is_idea for voice in voices),
        amendments=signed(queries.amendments_of(decision)),
        versions=queries.count_versions(decision),
        is_due=policy.is_due(decision, today()),
        amendment_form=amendment_form,
        stands=step_at(decision.stage),
        stages=[
            (stage, step.name, "")
            for stage in policy.BY_HAND
            if (step := step_at(stage))
        ],
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
