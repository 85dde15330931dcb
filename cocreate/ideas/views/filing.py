"""Filing an idea under a tag that is in use here: for customers trusted so far."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.ideas import actions, policy, queries
from cocreate.ideas.forms import FilingForm
from cocreate.ideas.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


@bp.get("/ideas/<int:idea_id>/tags/new")
@open_to(Audience.MEMBERS)
def new_tag(idea_id: int) -> str:
    return filing_page(idea_id, FilingForm())


def filing_page(idea_id: int, form: FilingForm, **errors: str) -> str:
    actor = current_actor()
    idea = queries.get_idea(actor, IdeaId(idea_id))
    return render_template(
        "ideas/filing.html",
        project=projects.get_heading_by_id(actor, idea.project_id),
        idea=idea,
        tags=queries.tags_to_add(idea),
        may_file=policy.may_file(actor, idea),
        form=shown(form, **errors),
    )


@bp.post("/ideas/<int:idea_id>/tags/known")
@open_to(Audience.MEMBERS)
@limited("comment_limit")
@writes
def file_under(idea_id: int) -> ResponseReturnValue:
    form = FilingForm(request.form)
    if not form.validate():
        return filing_page(idea_id, form), 422
    try:
        actions.file_idea(current_actor(), IdeaId(idea_id), slug=form.tag.data)
    except InvalidError as refusal:
        return filing_page(idea_id, form, **refusal.fields), 422
    flash("It is filed there, too.", "good")
    return redirect(url_for("ideas.show", idea_id=idea_id), 303)
