"""Who takes part, for the team: how far everybody came, and who needs a nudge."""

from typing import Any, NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions, queries
from cocreate.beta.funnel import STEPS, Funnel
from cocreate.beta.kinds import NUDGE_WORDS, STEP_NAMES, Step
from cocreate.beta.views.addressing import place_at, programme_at
from cocreate.beta.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import ConflictError, NotFoundError
from cocreate.kernel.form_pages import form_on
from cocreate.kernel.ids import NudgeId, ProgrammeId
from cocreate.kernel.transaction import writes
from cocreate.people.queries import faces
from cocreate.people.session import current_actor

CUTS = {
    "all": "Everybody",
    "cohort": "By cohort",
    "platform": "By platform",
    "segment": "By segment",
}
NAMES_SHOWN = 5
NUDGED = (Step.DOWNLOADED, Step.TRIED, Step.REPORTED)


@bp.get("/projects/<slug>/beta/dashboard")
@open_to(Audience.TEAM)
def dashboard(slug: str) -> str:
    return render_dashboard(slug)


def render_dashboard(slug: str, *, refusal: str = "") -> str:
    project, programme = place_at(slug)
    by = request.args.get("by", "all")
    by = by if by in CUTS else "all"
    return render_template(
        "beta/dashboard.html",
        project=project,
        programme=programme,
        by=by,
        cuts=CUTS,
        steps=[(step, STEP_NAMES[step]) for step in STEPS],
        funnels=funnels_of(programme.id, by),
        waiting=waiting_in(programme.id),
        fresh=queries.fresh_nudges(programme.id),
        names=STEP_NAMES,
        most=actions.MOST_AT_ONCE,
        refusal=refusal,
    )


class Waiting(NamedTuple):
    """Before which step how many stand, what they are told, and who the next are."""

    step: Step
    people: int
    words: str
    names: list[str]


def waiting_in(programme_id: ProgrammeId) -> list[Waiting]:
    """Who needs a nudge: how many before each step, by name those who stand longest."""
    next_ones = {
        step: queries.people_to_nudge(programme_id, step, most=NAMES_SHOWN)
        for step in NUDGED
    }
    known = faces(person_id for ones in next_ones.values() for person_id in ones)
    return [
        Waiting(
            step,
            queries.count_to_nudge(programme_id, step),
            NUDGE_WORDS[step],
            [known[person_id].name for person_id in ones],
        )
        for step, ones in next_ones.items()
        if ones
    ]


def funnels_of(programme_id: ProgrammeId, by: str) -> list[Funnel]:
    match by:
        case "cohort":
            return queries.funnels_by_cohort(programme_id)
        case "platform":
            return queries.funnels_by_platform(programme_id)
        case "segment":
            return queries.funnels_by_segment(programme_id)
        case _:
            return [queries.funnel(programme_id)]


@bp.post("/projects/<slug>/beta/nudges")
@form_on("beta.dashboard")
@open_to(Audience.TEAM)
@writes
def nudge_testers(slug: str) -> ResponseReturnValue:
    """Remind those before whom a step lies, in one press."""
    step = step_asked_for(request.form.get("step", ""))
    if step not in NUDGED:
        raise NotFoundError
    try:
        told = actions.nudge_testers(current_actor(), programme_at(slug).id, step)
    except ConflictError as refusal:
        return render_dashboard(slug, refusal=str(refusal)), 409
    if not told or not queries.fresh_nudges(programme_at(slug).id):
        flash(said_of(told), "good" if told else "note")  # else the page says it
    return redirect(url_for("beta.dashboard", slug=slug), 303)


@bp.post("/projects/<slug>/beta/nudges/<int:nudge_id>/withdraw")
@form_on("beta.dashboard")
@open_to(Audience.TEAM)
@writes
def take_back_nudges(slug: str, nudge_id: int) -> ResponseReturnValue:
    """Remind nobody after all, while nobody has been told."""
    programme_id = programme_at(slug).id
    try:
        actions.take_back_nudges(current_actor(), programme_id, NudgeId(nudge_id))
    except ConflictError as refusal:
        return render_dashboard(slug, refusal=str(refusal)), 409
    flash("Undone: nobody is reminded.", "good")
    return redirect(url_for("beta.dashboard", slug=slug), 303)


def said_of(told: int) -> str:
    if told == 0:
        return "There is nobody left to remind: they came farther, or were reminded."
    return "One tester is reminded." if told == 1 else f"{told} testers are reminded."


def step_asked_for(asked: str) -> Step | None:
    return Step(asked) if asked in {*Step} else None


@bp.get("/projects/<slug>/beta/participation")
@open_to(Audience.TEAM)
def participation(slug: str) -> str:
    """Each tester with a seat, and how far they came; in no order of merit."""
    project, programme = place_at(slug)
    step = step_asked_for(request.args.get("step", ""))
    page = queries.participants(programme.id, step=step, start=request.args.get("page"))
    agreed = queries.who_agreed(programme.id, [row.person_id for row in page.rows])
    return render_template(
        "beta/participation.html",
        project=project,
        programme=programme,
        step=step,
        steps=[(one, STEP_NAMES[one]) for one in STEPS[1:]],
        names=STEP_NAMES,
        page=page,
        scores=queries.scores(programme.id, agreed),
        people=faces(row.person_id for row in page.rows),
        silent=Step.SEATED,
    )


@bp.get("/projects/<slug>/beta/score")
@open_to(Audience.MEMBERS)
def score(slug: str) -> str:
    """What the reader's reports led to, and those who agreed to be ranked."""
    actor = current_actor()
    project, programme = place_at(slug)
    enrolment = queries.find_enrolment(programme.id, actor.person_id)
    if enrolment is None and not actor.is_team:
        raise NotFoundError
    ranked: Any = queries.ranking(programme.id)
    return render_template(
        "beta/score.html",
        project=project,
        programme=programme,
        enrolment=enrolment,
        own=queries.scores(programme.id, [actor.person_id])[actor.person_id],
        ranked=ranked,
        people=faces(person_id for person_id, _ in ranked),
    )


@bp.post("/projects/<slug>/beta/score")
@open_to(Audience.MEMBERS)
@writes
def show_score(slug: str) -> ResponseReturnValue:
    shown = request.form.get("shown") == "yes"
    actions.show_score(current_actor(), programme_at(slug).id, shown=shown)
    return redirect(url_for("beta.score", slug=slug), 303)
