"""Does this build do what was decided? Asked of those whom the decision cites."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions, queries
from cocreate.beta.forms import HonourForm, ResolutionForm
from cocreate.beta.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError, NotFoundError
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import BuildId, DecisionId, HonourId
from cocreate.kernel.transaction import writes
from cocreate.people.queries import face_of
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects

ANSWERED = "Thank you. The team reads it before anything ships."
RESOLVED = "Kept. Whoever said no is told, and can say no again."


@bp.get("/builds/<int:build_id>/decisions/<int:decision_id>/honour")
@open_to(Audience.MEMBERS)
def honour(build_id: int, decision_id: int) -> str:
    question = question_at(build_id, decision_id)
    said = question.answer
    start = {"honours": said.honours, "note": said.note} if said else None
    return render_honour(BuildId(build_id), question, HonourForm(data=start))


def question_at(build_id: int, decision_id: int) -> Any:
    """The question of this decision, where it is the reader's to answer."""
    actor = current_actor()
    build = queries.get_build(actor, BuildId(build_id))
    for question in queries.honour_questions(actor, build.id):
        if question.decision_id == decision_id:
            return question
    raise NotFoundError


def render_honour(build_id: BuildId, question: Any, form: HonourForm) -> str:
    actor = current_actor()
    build = queries.get_build(actor, build_id)
    programme = queries.get_programme(actor, build.programme_id)
    return render_template(
        "beta/honour.html",
        project=projects.get_project_by_id(actor, programme.project_id),
        build=build,
        question=question,
        form=shown(form),
    )


@bp.post("/builds/<int:build_id>/decisions/<int:decision_id>/honour")
@open_to(Audience.MEMBERS)
@writes
def answer_honour(build_id: int, decision_id: int) -> ResponseReturnValue:
    form = HonourForm(request.form)
    question = question_at(build_id, decision_id)
    if not form.validate():
        return render_honour(BuildId(build_id), question, form), 422
    actions.answer_honour(
        current_actor(), BuildId(build_id), DecisionId(decision_id), form.draft()
    )
    flash(ANSWERED, "voice")
    return redirect(url_for("beta.testing", build_id=build_id), 303)


@bp.get("/honours/<int:honour_id>")
@open_to(Audience.MEMBERS)
def honour_answer(honour_id: int) -> str:
    return render_answer(HonourId(honour_id), ResolutionForm())


def render_answer(honour_id: HonourId, form: ResolutionForm, **errors: str) -> str:
    """What somebody cited said of a build, and what the team did about it."""
    actor = current_actor()
    answer = queries.get_honour(actor, honour_id)
    build = queries.get_build(actor, answer.build_id)
    programme = queries.get_programme(actor, build.programme_id)
    return render_template(
        "beta/honour_answer.html",
        project=projects.get_project_by_id(actor, programme.project_id),
        build=build,
        answer=answer,
        decision=queries.carried_decision(actor, answer.decision_id),
        person=face_of(answer.person_id),
        may_resolve=actor.is_team and answer.honours == "no",
        is_theirs=answer.person_id == actor.person_id,
        form=shown(form, **errors),
    )


@bp.post("/honours/<int:honour_id>/resolution")
@open_to(Audience.TEAM)
@writes
def resolve_no(honour_id: int) -> ResponseReturnValue:
    key, form = HonourId(honour_id), ResolutionForm(request.form)
    try:
        form.require_valid()
        actions.resolve_no(current_actor(), key, resolution=form.resolution.data)
    except InvalidError as refusal:
        return render_answer(key, form, **refusal.fields), 422
    flash(RESOLVED, "good")
    return redirect(url_for("beta.honour_answer", honour_id=honour_id), 303)
