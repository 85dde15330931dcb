"""A change of status: who would be told of it and how, then now or at its moment."""

from functools import partial
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.config import current
from cocreate.discussion.queries import followers_of_idea
from cocreate.ideas import actions as ideas_actions
from cocreate.ideas import queries as ideas
from cocreate.ideas.policy import why_untold
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import Step, read, step_told, true_status
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.headers import framing
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.transaction import writes
from cocreate.notices import queries as notices
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.triage import actions, queries
from cocreate.triage.acts import Act
from cocreate.triage.forms import StatusForm
from cocreate.triage.views.blueprint import bp
from cocreate.triage.views.desk import next_of
from cocreate.triage.views.judging import judged
from cocreate.votes.queries import voter_ids

if TYPE_CHECKING:
    from cocreate.ideas.models import Idea


@bp.get("/ideas/<int:idea_id>/status")
@open_to(Audience.TEAM)
def telling(idea_id: int) -> Response:
    return render_telling(idea_id, Shown({"status": "", "note": "", "at": ""}, {}))


def render_telling(idea_id: int, form: Shown) -> Response:
    """Who would be told, and the letter as it would say what is typed by now."""
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    plan = queries.find_plan(idea.id)
    project = projects.get_heading_by_id(actor, idea.project_id)
    workflow = read(project.workflow)
    chosen = form.values["status"]
    step = workflow.step(Status(chosen)) if chosen in [*Status] else None
    letter = letter_of(idea, step, form.values["note"])
    page = render_template(
        "triage/telling.html",
        project=project,
        idea=idea,
        step=workflow.step(true_status(idea)),
        form=form,
        statuses=[(status, words, "") for status, words in next_of(idea, project)],
        untold=why_untold(step, idea.status) if step else "",
        audience=audience_of(idea),
        letter=letter,
        plan=plan,
        plan_words=workflow.step(plan.status).name if plan else "",
        planner=people.faces([plan.by_id])[plan.by_id] if plan else None,
        zone=current().time_zone,
    )
    return framing(page, letter.html)


def audience_of(
    idea: "Idea", kind: notices.Kind = notices.Kind.STATUS, about: str = ""
) -> notices.Audience:
    """Everybody who stands behind an idea, and how they would hear of this."""
    behind = {idea.author_id, *followers_of_idea(idea.id), *voter_ids(idea.id)}
    return notices.audience_of(
        current_actor(), behind, project_id=idea.project_id, kind=kind, about=about
    )


def letter_of(idea: "Idea", step: Step | None, note: str) -> notices.Told:
    return notices.letter_of(
        by=people.face_of(current_actor().person_id).name,
        words=idea.title,
        detail=step_told(step, note) if step else f"… {note}".strip(),
        path=f"/ideas/{idea.id}",
    )


@bp.post("/ideas/<int:idea_id>/status")
@open_to(Audience.TEAM)
@writes
def change_status(idea_id: int) -> ResponseReturnValue:
    """Change it now, plan it, or look at who would be told first."""
    form = StatusForm(request.form)
    if "look" in request.form:
        return render_telling(idea_id, Shown(form.values, {}))
    if "at" not in request.form:
        return judged(idea_id, form, partial(act_on, idea_id, form), about="status")
    try:
        form.require_valid()
        act_on(idea_id, form)
    except InvalidError as refusal:
        return render_telling(idea_id, shown(form, **refusal.fields)), 422
    except ConflictError as refusal:
        return render_telling(idea_id, shown(form, status=str(refusal))), 409
    return redirect(url_for("triage.telling", idea_id=idea_id), 303)


def act_on(idea_id: int, form: StatusForm) -> None:
    """Change the status, or plan it where a moment was given."""
    actor, key = current_actor(), IdeaId(idea_id)
    to, note, due_at = form.chosen, form.note.data, form.due_at
    if due_at is None:
        with actions.judging(actor, key, Act.STATUS):
            ideas_actions.change_status(actor, key, to=to, note=note)
    else:
        actions.plan_status(actor, key, to=to, note=note, due_at=due_at)
        flash("Planned. It can be called off until then.", "good")


@bp.post("/ideas/<int:idea_id>/status/withdraw")
@open_to(Audience.TEAM)
@writes
def call_off(idea_id: int) -> Response:
    actions.cancel_plan(current_actor(), IdeaId(idea_id))
    flash("Called off. Nothing changes.", "good")
    return redirect(url_for("triage.telling", idea_id=idea_id), 303)
