"""Where a published decision is made to say something else, and what it said before."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.decisions import actions, policy, queries
from cocreate.decisions.forms import WordsForm
from cocreate.decisions.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import DecisionId
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.text import render_markdown, trusted
from cocreate.kernel.transaction import writes
from cocreate.people.queries import face_of, faces
from cocreate.people.session import current_actor
from cocreate.projects.queries import get_project_by_id


@bp.get("/decisions/<int:decision_id>/amendments/new")
@open_to(Audience.TEAM)
def amendment(decision_id: DecisionId) -> ResponseReturnValue:
    decision = queries.get_decision(current_actor(), decision_id)
    if not policy.may_amend(current_actor(), decision):
        return redirect(url_for("decisions.show", decision_id=decision_id), 303)
    return amendment_page(decision, WordsForm(obj=decision))


@bp.post("/decisions/<int:decision_id>/amendments/new")
@open_to(Audience.TEAM)
@writes
def amend_words(decision_id: DecisionId) -> ResponseReturnValue:
    form = WordsForm(request.form)
    if not form.validate():
        decision = queries.get_decision(current_actor(), decision_id)
        return amendment_page(decision, form), 422
    actions.amend_decision(
        current_actor(), decision_id, body=form.body.data, words=form.words()
    )
    return redirect(url_for("decisions.show", decision_id=decision_id), 303)


def amendment_page(decision: Any, form: WordsForm) -> str:
    return render_template(
        "decisions/amendment.html",
        project=get_project_by_id(current_actor(), decision.project_id),
        decision=decision,
        form=shown(form),
    )


@bp.get("/decisions/<int:decision_id>/versions")
@open_to(Audience.ANYONE)
@kept
def versions(decision_id: DecisionId) -> str:
    """What each amendment changed, and the way to what it said before."""
    actor = current_actor()
    decision = queries.get_decision(actor, decision_id)
    before = queries.versions_of(decision)
    return render_template(
        "decisions/versions.html",
        project=get_project_by_id(actor, decision.project_id),
        decision=decision,
        versions=before,
        faces=faces(one.by_id for one in before),
        revisions=queries.revisions_of(decision, before),
    )


@bp.get("/decisions/<int:decision_id>/versions/<int:number>")
@open_to(Audience.ANYONE)
@kept
def version(decision_id: DecisionId, number: int) -> str:
    actor = current_actor()
    decision = queries.get_decision(actor, decision_id)
    said = queries.get_version(decision, number)
    return render_template(
        "decisions/version.html",
        project=get_project_by_id(actor, decision.project_id),
        decision=decision,
        version=said,
        rationale=trusted(render_markdown(said.rationale)),
        dissent=trusted(render_markdown(said.dissent)),
        author=face_of(decision.author_id),
    )
