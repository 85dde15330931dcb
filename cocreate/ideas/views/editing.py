"""Changing one's own idea, and taking it back."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.ideas import actions, policy, queries
from cocreate.ideas.forms import IdeaForm, idea_form
from cocreate.ideas.views.along import beside, sent_along
from cocreate.ideas.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.again import asks_again
from cocreate.kernel.by_hand import filled_by_hand
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import transaction, writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


@bp.get("/ideas/<int:idea_id>/edit")
@open_to(Audience.MEMBERS)
def edit(idea_id: int) -> str:
    idea = queries.get_idea(current_actor(), IdeaId(idea_id))
    said = queries.answers_by_field(idea.id) if idea.answers else {}
    answers = {f"field_{field_id}": value for field_id, value in said.items()}
    asked = queries.asked_of(idea.project_id)
    form = idea_form(asked, title=idea.title, body=idea.body, **answers)
    return render_edit(idea, form)


def typed(idea_id: int) -> str:
    """The form of an edit as it was sent."""
    idea = queries.get_idea(current_actor(), IdeaId(idea_id))
    return render_edit(idea, idea_form(queries.asked_of(idea.project_id), request.form))


@bp.post("/ideas/<int:idea_id>")
@open_to(Audience.MEMBERS)
@asks_again(typed)
@filled_by_hand
@limited("upload_limit")
def save(idea_id: int) -> ResponseReturnValue:
    idea = queries.get_idea(current_actor(), IdeaId(idea_id))
    form = idea_form(queries.asked_of(idea.project_id), request.form)
    try:
        change(idea.id, form)
    except InvalidError as refusal:
        idea = queries.get_idea(current_actor(), IdeaId(idea_id))
        return render_edit(idea, form, **refusal.fields), 422
    return redirect(url_for("ideas.show", idea_id=idea_id), 303)


def change(idea_id: IdeaId, form: IdeaForm) -> None:
    """What comes along is kept first, and drawn anew before anything is locked."""
    actor, hanging = current_actor(), sent_along()
    form.require_valid()
    with transaction():
        actions.edit_idea(actor, idea_id, draft=form.draft())
        actions.change_answers(actor, idea_id, draft=form.draft())
        if hanging is not None:
            actions.change_files(actor, idea_id, hanging)


def render_edit(idea: Any, form: IdeaForm, **errors: str) -> str:
    actor = current_actor()
    project = projects.get_heading_by_id(actor, idea.project_id)
    return render_template(
        "ideas/edit.html",
        project=project,
        idea=idea,
        form=shown(form, **errors),
        asked=form.asked,
        why_not=policy.why_not_edit(actor, idea, project.phase),
        **beside(queries.attachments_of(idea.id) if idea.files else ()),
    )


@bp.post("/ideas/<int:idea_id>/withdraw")
@open_to(Audience.MEMBERS)
@writes
def withdraw(idea_id: int) -> Response:
    idea = actions.withdraw_idea(current_actor(), IdeaId(idea_id))
    return redirect(url_for("ideas.show", idea_id=idea.id), 303)
