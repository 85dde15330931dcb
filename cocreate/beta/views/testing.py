"""What there is to try in a build, and what those who tried it say of it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions, policy, queries
from cocreate.beta.cards import card_of
from cocreate.beta.forms import EvidenceForm, RatingForm, TaskForm
from cocreate.beta.gauges import SCORE_NAMES
from cocreate.beta.views.blueprint import bp
from cocreate.decisions import queries as decisions
from cocreate.ideas.views.along import beside, sent_along
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.form_pages import form_on
from cocreate.kernel.forms import ProductForm, Shown, shown
from cocreate.kernel.ids import BuildId, TaskId
from cocreate.kernel.text import trusted
from cocreate.kernel.transaction import transaction, writes
from cocreate.people.queries import faces
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects

ANSWERED = "Thank you. It is kept with your name and this build."
RATED = "Thank you. You can change it whenever the build does."


@bp.get("/builds/<int:build_id>/testing")
@open_to(Audience.MEMBERS)
def testing(build_id: int) -> str:
    return render_testing(BuildId(build_id))


def render_testing(
    build_id: BuildId,
    *,
    rating: ProductForm | None = None,
    task: Shown | None = None,
) -> str:
    """What there is to do with a build; for the team, what came of it."""
    actor = current_actor()
    build = queries.get_build(actor, build_id)
    programme = queries.get_programme(actor, build.programme_id)
    enrolment = queries.find_enrolment(programme.id, actor.person_id)
    own = queries.own_rating(actor, build.id)
    said = RatingForm(data=own._asdict() if own else None)
    may_run = policy.may_run(actor)
    return render_template(
        "beta/testing.html",
        project=projects.get_project_by_id(actor, programme.project_id),
        programme=programme,
        build=build,
        card=card_of(build),
        tasks=queries.tasks_of(actor, build.id),
        questions=queries.honour_questions(actor, build.id) if actor.is_member else [],
        rating=shown(rating or said),
        scores=[(score, words, "") for score, words in SCORE_NAMES.items()],
        rated=own is not None,
        may_say=policy.may_report(enrolment),
        may_run=may_run,
        trusted=trusted,
        **(figures_of(build, task) if may_run else {}),
    )


def figures_of(build: Any, task: Shown | None) -> dict[str, Any]:
    """What the team sees besides: how satisfied, how many are stopped, who says no."""
    actor = current_actor()
    whys = queries.whys_of(build.id)
    page = queries.answers_on(build.id, request.args.get("page"))
    carried = queries.decision_ids_of([build.id])[build.id]
    tallies = queries.tallies(carried)
    people = {one.person_id for one in whys} | {row.person_id for row in page.rows}
    people |= {said.person_id for one in tallies.values() for said in one.verdicts}
    return {
        "satisfaction": queries.satisfaction(build.id),
        "blocking": queries.blocking(build.id),
        "whys": whys,
        "page": page,
        "files": queries.files_of_answers([row.id for row in page.rows if row.files]),
        "tallies": tallies,
        "decisions": decisions.published(actor, carried),
        "sayers": faces(people),
        "task": task or shown(TaskForm(data={"minutes": 10})),
    }


@bp.post("/builds/<int:build_id>/tasks")
@form_on("beta.testing")
@open_to(Audience.TEAM)
@writes
def add_task(build_id: int) -> ResponseReturnValue:
    form = TaskForm(request.form)
    try:
        form.require_valid()
        actions.add_task(current_actor(), BuildId(build_id), form.draft())
    except InvalidError as refusal:
        again = shown(form, **refusal.fields)
        return render_testing(BuildId(build_id), task=again), 422
    return redirect(url_for("beta.testing", build_id=build_id), 303)


@bp.post("/tasks/<int:task_id>/withdraw")
@open_to(Audience.TEAM)
@writes
def drop_task(task_id: int) -> ResponseReturnValue:
    task = actions.drop_task(current_actor(), TaskId(task_id))
    return redirect(url_for("beta.testing", build_id=task.build_id), 303)


@bp.post("/builds/<int:build_id>/rating")
@form_on("beta.testing")
@open_to(Audience.MEMBERS)
@writes
def rate_build(build_id: int) -> ResponseReturnValue:
    key, form = BuildId(build_id), RatingForm(request.form)
    if not form.validate():
        return render_testing(key, rating=form), 422
    actions.rate_build(current_actor(), key, score=form.score.data, why=form.why.data)
    flash(RATED, "voice")
    return redirect(url_for("beta.testing", build_id=build_id), 303)


@bp.get("/tasks/<int:task_id>")
@open_to(Audience.MEMBERS)
def task(task_id: int) -> str:
    """One thing to try: how, how long, and how it went."""
    actor = current_actor()
    found = queries.get_task(actor, TaskId(task_id))
    own = next(
        one for one in queries.tasks_of(actor, found.build_id) if one.id == found.id
    )
    form = EvidenceForm(data={"went": own.went, "note": own.note})
    return render_task(TaskId(task_id), form)


def render_task(task_id: TaskId, form: EvidenceForm, **errors: str) -> str:
    actor = current_actor()
    found = queries.get_task(actor, task_id)
    build = queries.get_build(actor, found.build_id)
    programme = queries.get_programme(actor, build.programme_id)
    enrolment = queries.find_enrolment(programme.id, actor.person_id)
    own = queries.find_answer(actor, found.id)
    hung = queries.files_of_answers([own.id])[own.id] if own else ()
    return render_template(
        "beta/task.html",
        project=projects.get_project_by_id(actor, programme.project_id),
        build=build,
        task=found,
        how=trusted(found.how_html),
        form=shown(form, **errors),
        may_say=policy.may_report(enrolment) and found.dropped_at is None,
        files_errors=errors,
        **beside(hung),
    )


@bp.post("/tasks/<int:task_id>/answer")
@open_to(Audience.MEMBERS)
def answer_task(task_id: int) -> ResponseReturnValue:
    key, form = TaskId(task_id), EvidenceForm(request.form)
    try:
        build_id = answer_it(key, form)
    except InvalidError as refusal:
        return render_task(key, form, **refusal.fields), 422
    flash(ANSWERED, "voice")
    return redirect(url_for("beta.testing", build_id=build_id), 303)


def answer_it(task_id: TaskId, form: EvidenceForm) -> BuildId:
    """What comes along is kept first, and drawn anew before anything is locked."""
    actor, hanging = current_actor(), sent_along()
    form.require_valid()
    with transaction():
        actions.answer_task(actor, task_id, form.draft(hanging))
        return queries.get_task(actor, task_id).build_id
