"""The official answer: who would be told of it and how it reads, then given."""

from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.ideas import actions as ideas_actions
from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import ProductForm, Shown, shown
from cocreate.kernel.headers import framing
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.text import excerpt_of, render_markdown
from cocreate.kernel.transaction import writes
from cocreate.notices import queries as notices
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.triage import actions
from cocreate.triage.acts import Act
from cocreate.triage.forms import response_form
from cocreate.triage.views.blueprint import bp
from cocreate.triage.views.judging import judged
from cocreate.triage.views.telling import audience_of

if TYPE_CHECKING:
    from cocreate.ideas.models import Idea


@bp.get("/ideas/<int:idea_id>/response")
@open_to(Audience.TEAM)
def answering(idea_id: int) -> Response:
    response = ideas.find_response(IdeaId(idea_id))
    return render_answering(
        idea_id, Shown({"response": response.body if response else ""}, {})
    )


def render_answering(idea_id: int, form: Shown) -> Response:
    """Who would be told, and the letter as it would say what is typed by now."""
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    letter = letter_of(idea, form.values["response"] or "")
    page = render_template(
        "triage/answering.html",
        project=projects.get_heading_by_id(actor, idea.project_id),
        idea=idea,
        response=ideas.find_response(idea.id),
        form=form,
        audience=audience_of(idea, notices.Kind.ANSWER, about=f"idea:{idea.id}"),
        letter=letter,
    )
    return framing(page, letter.html)


def letter_of(idea: "Idea", body: str) -> notices.Told:
    return notices.letter_of(
        by=people.face_of(current_actor().person_id).name,
        words=idea.title,
        detail=excerpt_of(render_markdown(body)),
        path=f"/ideas/{idea.id}",
        kind=notices.Kind.ANSWER,
    )


@bp.post("/ideas/<int:idea_id>/response")
@open_to(Audience.TEAM)
@writes
def respond(idea_id: int) -> ResponseReturnValue:
    """Answer, from the desk or from the page that shows the letter; or look first."""
    form = response_form(request.form)
    if "look" in request.form:
        return render_answering(idea_id, Shown(form.values, {}))
    if "at_desk" in request.form:
        return judged(idea_id, form, lambda: answer(idea_id, form), about="response")
    try:
        form.require_valid()
        answer(idea_id, form)
    except InvalidError as refusal:
        return render_answering(idea_id, shown(form, **refusal.fields)), 422
    return redirect(url_for("ideas.show", idea_id=idea_id), 303)


def answer(idea_id: int, form: ProductForm) -> None:
    body, actor, key = form.values["response"], current_actor(), IdeaId(idea_id)
    with actions.judging(actor, key, Act.RESPOND):
        ideas_actions.respond(actor, key, body=body)
