"""Correcting the title of somebody else's idea: for customers trusted so far."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.ideas import actions, policy, queries
from cocreate.ideas.forms import TitleForm, title_form
from cocreate.ideas.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.limits import limited
from cocreate.kernel.policy import Actor
from cocreate.kernel.transaction import writes
from cocreate.people.queries import face_of
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.projects.phase import Phase


@bp.get("/ideas/<int:idea_id>/title/new")
@open_to(Audience.MEMBERS)
def new_title(idea_id: int) -> str:
    idea = queries.get_idea(current_actor(), IdeaId(idea_id))
    return correcting_page(idea_id, title_form(title=idea.title))


def correcting_page(idea_id: int, form: TitleForm, **errors: str) -> str:
    actor = current_actor()
    idea = queries.get_idea(actor, IdeaId(idea_id))
    project = projects.get_heading_by_id(actor, idea.project_id)
    return render_template(
        "ideas/title.html",
        project=project,
        idea=idea,
        is_corrected=queries.correction_of(idea) is not None,
        may_correct=policy.may_correct(actor, idea, project.phase),
        form=shown(form, **errors),
    )


@bp.post("/ideas/<int:idea_id>/title")
@open_to(Audience.MEMBERS)
@limited("comment_limit")
@writes
def correct(idea_id: int) -> ResponseReturnValue:
    form = title_form(request.form)
    if not form.validate():
        return correcting_page(idea_id, form), 422
    try:
        actions.correct_title(current_actor(), IdeaId(idea_id), title=form.title.data)
    except InvalidError as refusal:
        return correcting_page(idea_id, form, **refusal.fields), 422
    flash("It is called so now. Its author is told, and can set it back.", "good")
    return redirect(url_for("ideas.show", idea_id=idea_id), 303)


@bp.post("/ideas/<int:idea_id>/title/withdraw")
@open_to(Audience.MEMBERS)
@writes
def set_title_back(idea_id: int) -> Response:
    idea = actions.set_title_back(current_actor(), IdeaId(idea_id))
    return redirect(url_for("ideas.show", idea_id=idea.id), 303)


def titling(actor: Actor, idea: Any, phase: Phase) -> dict[str, Any]:
    """Whether the reader may correct the title, or set it back as it was."""
    found = queries.correction_of(idea) if actor.is_member else None
    theirs = found and policy.may_set_back(actor, idea, found.by_id)
    correction = found if found and found.stands and theirs else None
    return {
        "may_correct": found is None and policy.may_correct(actor, idea, phase),
        "correction": correction,
        "corrector": face_of(correction.by_id) if correction else None,
    }
