"""Verdicts given at the desk, one by one: each is in the log, and the next opens."""

from collections.abc import Callable, Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.ideas import actions as ideas_actions
from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.forms import ProductForm, Shown, shown
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.transaction import writes
from cocreate.kernel.ways_back import back_or
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.triage import actions, queries
from cocreate.triage.acts import Act
from cocreate.triage.forms import (
    AskForm,
    AssigneeForm,
    DeclineForm,
    NoteForm,
    SnoozeForm,
    TagsForm,
)
from cocreate.triage.queries import Queue
from cocreate.triage.views.blueprint import bp
from cocreate.triage.views.desk import render_desk


@bp.post("/ideas/<int:idea_id>/decline")
@open_to(Audience.TEAM)
@writes
def decline(idea_id: int) -> ResponseReturnValue:
    form = DeclineForm(request.form)

    def act() -> None:
        actions.decline_idea(current_actor(), IdeaId(idea_id), reason=form.reason.data)

    return judged(idea_id, form, act, about="reason")


@bp.post("/ideas/<int:idea_id>/snooze")
@open_to(Audience.TEAM)
@writes
def snooze(idea_id: int) -> ResponseReturnValue:
    form, actor, key = SnoozeForm(request.form), current_actor(), IdeaId(idea_id)

    def act() -> None:
        with actions.judging(actor, key, Act.SNOOZE):
            actions.snooze_idea(actor, key, until_at=form.until_at, why=form.why.data)

    return judged(idea_id, form, act, about="until")


@bp.post("/ideas/<int:idea_id>/snooze/withdraw")
@open_to(Audience.TEAM)
@writes
def wake(idea_id: int) -> ResponseReturnValue:
    actor, key = current_actor(), IdeaId(idea_id)
    with actions.judging(actor, key, Act.WAKE):
        actions.wake_idea(actor, key)
    return onward(idea_id)


@bp.post("/ideas/<int:idea_id>/question")
@open_to(Audience.TEAM)
@writes
def ask(idea_id: int) -> ResponseReturnValue:
    form, actor, key = AskForm(request.form), current_actor(), IdeaId(idea_id)

    def act() -> None:
        with actions.judging(actor, key, Act.ASK):
            actions.ask_author(
                actor, key, question=form.question.data, days=form.days.data
            )

    return judged(idea_id, form, act, about="question")


@bp.post("/ideas/<int:idea_id>/tags")
@open_to(Audience.TEAM)
@writes
def tag(idea_id: int) -> ResponseReturnValue:
    form, actor, key = TagsForm(request.form), current_actor(), IdeaId(idea_id)

    def act() -> None:
        with actions.judging(actor, key, Act.TAG):
            ideas_actions.tag_idea(actor, key, names=form.names)

    return judged(idea_id, form, act, about="tags")


@bp.post("/ideas/<int:idea_id>/assignee")
@open_to(Audience.TEAM)
@writes
def assign(idea_id: int) -> ResponseReturnValue:
    form, actor, key = AssigneeForm(request.form), current_actor(), IdeaId(idea_id)

    def act() -> None:
        with actions.judging(actor, key, Act.ASSIGN):
            ideas_actions.assign_idea(actor, key, assignee_id=form.person_id)

    return judged(idea_id, form, act, about="assignee")


@bp.post("/ideas/<int:idea_id>/notes")
@open_to(Audience.COMPANY)
@writes
def note(idea_id: int) -> ResponseReturnValue:
    form, actor, key = NoteForm(request.form), current_actor(), IdeaId(idea_id)
    if not form.validate():
        return render_note(idea_id, form), 422
    with actions.judging(actor, key, Act.NOTE):
        actions.note_idea(actor, key, body=form.remark.data)
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
    """Give a verdict and go on; `act` may lead to another idea.

    Refused, it is the desk again, with what was typed and what is wrong with it: what
    is wrong with no field alone is said `about` this one.
    """
    try:
        form.require_valid()
        return onward(idea_id, act())
    except InvalidError as refusal:
        return refused(idea_id, form, refusal.fields), 422
    except ConflictError as refusal:
        return refused(idea_id, form, {about: str(refusal)}), 409


def refused(idea_id: int, form: ProductForm, wrong: Mapping[str, str]) -> str:
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    project = projects.get_heading_by_id(actor, idea.project_id)
    return render_desk(project.slug, idea_id, Shown(form.values, wrong))


def onward(idea_id: int, led_to: IdeaId | None = None) -> Response:
    """Where a verdict leaves one: at the next on the pile, once this one left it.

    Given elsewhere than on a pile, it is the page where it was given.
    """
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    project = projects.get_heading_by_id(actor, idea.project_id)
    pile = request.form.get("queue", "")
    if pile not in [*Queue]:
        desk = url_for("triage.inbox", slug=project.slug, idea=led_to or idea.id)
        return redirect(back_or(desk), 303)
    cut = people.cut_asked(actor, request.form.get("segment", ""))
    following = queries.next_on(
        actor,
        project,
        Queue(pile),
        idea_id=idea.id,
        segment_id=cut.id,
    )
    there = url_for(
        "triage.inbox",
        slug=project.slug,
        queue=pile,
        page=request.form.get("page") or None,
        segment=cut.slug,
        idea=following,
    )
    return redirect(there, 303)
