"""The product managers' desk: the queue, the idea, its context, and the verdicts."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.ideas import actions as ideas_actions
from cocreate.ideas import queries as ideas
from cocreate.ideas.workflow import read, true_status
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import now
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.forms import ProductForm, Shown, shown
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.text import trusted
from cocreate.kernel.transaction import writes
from cocreate.kernel.web import back_or
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.projects.queries import ProjectHeading
from cocreate.surfacing import queries as surfacing
from cocreate.triage import actions, queries
from cocreate.triage.forms import (
    AssigneeForm,
    NoteForm,
    TagsForm,
)
from cocreate.triage.queries import Queue
from cocreate.triage.views.blueprint import bp
from cocreate.votes import queries as votes

QUEUES = (
    (Queue.WAITING, "Waiting"),
    (Queue.MINE, "Mine"),
    (Queue.LATE, "Late"),
    (Queue.ANSWERED, "Answered"),
)


@bp.get("/projects/<slug>/triage")
@open_to(Audience.TEAM)
def inbox(slug: str) -> str:
    return render_desk(slug, request.args.get("idea", type=int), Shown({}, {}))


def render_desk(slug: str, idea_id: int | None, form: Shown) -> str:
    """The desk with one idea on it: the one asked for, else the first that waits."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    queue = read_queue()
    page = queries.queue_page(actor, project, queue, place=request.args.get("page"))
    chosen = idea_id or (page.rows[0].id if page.rows else None)
    return render_template(
        "triage/inbox.html",
        project=project,
        queue=queue,
        queues=QUEUES,
        lengths=queries.queue_lengths(actor, project),
        done=queries.answered_today(project.id),
        lines=page.rows,
        following=page.following,
        preceding=page.preceding,
        at=now(),
        form=form,
        **(subject(IdeaId(chosen), project) if chosen else {"idea": None}),
    )


def read_queue() -> Queue:
    try:
        return Queue(request.args.get("queue", Queue.WAITING))
    except ValueError:
        return Queue.WAITING


def subject(idea_id: IdeaId, project: ProjectHeading) -> dict[str, Any]:
    """All there is to know of an idea before judging it."""
    actor = current_actor()
    idea = ideas.get_idea(actor, idea_id)
    merges = queries.merges_into(idea.id)
    named = {idea.author_id, idea.assignee_id}
    plan, workflow = queries.find_plan(idea.id), read(project.workflow)
    return {
        "idea": idea,
        "body": trusted(idea.body_html),
        "response": ideas.find_response(idea.id),
        "faces": people.faces(person_id for person_id in named if person_id),
        "step": workflow.step(true_status(idea)),
        "next_statuses": next_of(idea, project),
        "plan": plan,
        "plan_step": workflow.step(plan.status) if plan else None,
        "team": people.team(),
        "notes": queries.notes_on(actor, idea.id),
        "merged": ideas.titles(actor, (merge.from_id for merge in merges)).values(),
        "voters": votes.latest_faces(idea.id),
        "weights": votes.importance_of(idea.id),
        "said": votes.said_with(actor, idea.id),
        "differs": surfacing.differences_of(actor, idea.id),
        "similar": surfacing.ideas_like(actor, idea) if idea.listed else [],
    }


def next_of(idea: Any, project: ProjectHeading) -> list[tuple[str, str]]:
    """Where an idea may go from here, and how each is called."""
    following = read(project.workflow).following(true_status(idea))
    return [(step.status, step.name) for step in following]


@bp.post("/ideas/<int:idea_id>/tags")
@open_to(Audience.TEAM)
@writes
def tag(idea_id: int) -> ResponseReturnValue:
    form = TagsForm(request.form)

    def act() -> None:
        ideas_actions.tag_idea(current_actor(), IdeaId(idea_id), names=form.names)

    return judged(idea_id, form, act, about="tags")


@bp.post("/ideas/<int:idea_id>/assignee")
@open_to(Audience.TEAM)
@writes
def assign(idea_id: int) -> ResponseReturnValue:
    form = AssigneeForm(request.form)

    def act() -> None:
        ideas_actions.assign_idea(
            current_actor(), IdeaId(idea_id), assignee_id=form.person_id
        )

    return judged(idea_id, form, act, about="assignee")


@bp.post("/ideas/<int:idea_id>/notes")
@open_to(Audience.COMPANY)
@writes
def note(idea_id: int) -> ResponseReturnValue:
    form = NoteForm(request.form)
    if not form.validate():
        return render_note(idea_id, form), 422
    actions.note_idea(current_actor(), IdeaId(idea_id), body=form.remark.data)
    return redirect(back_or(url_for("ideas.show", idea_id=idea_id)), 303)


def render_note(idea_id: int, form: NoteForm) -> str:
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    return render_template(
        "triage/note.html",
        project=projects.get_heading_by_id(actor, idea.project_id),
        idea=idea,
        notes=queries.notes_on(actor, idea.id),
        form=shown(form),
    )


def judged(
    idea_id: int, form: ProductForm, act: Callable[[], IdeaId | None], *, about: str
) -> ResponseReturnValue:
    """Give a verdict and go back to the desk, on to the idea that `act` leads to.

    Refused, it is the desk again, with what was typed and what is wrong with it: what
    is wrong with no field alone is said `about` this one.
    """
    try:
        form.require_valid()
        return back_to_desk(act() or idea_id)
    except InvalidError as refusal:
        return refused(idea_id, form, refusal.fields), 422
    except ConflictError as refusal:
        return refused(idea_id, form, {about: str(refusal)}), 409


def refused(idea_id: int, form: ProductForm, wrong: Mapping[str, str]) -> str:
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    project = projects.get_heading_by_id(actor, idea.project_id)
    return render_desk(project.slug, idea_id, Shown(form.values, wrong))


def back_to_desk(idea_id: int) -> Response:
    """Back to where the verdict was given; from elsewhere, to the idea on the desk."""
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    project = projects.get_heading_by_id(actor, idea.project_id)
    desk = url_for("triage.inbox", slug=project.slug, idea=idea.id)
    return redirect(back_or(desk), 303)
