"""Two ideas out of one, and one of them again."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.discussion import queries as discussion
from cocreate.ideas import policy as ideas_policy
from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.ids import CommentId, IdeaId, PersonId
from cocreate.kernel.text import trusted
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.triage import actions
from cocreate.triage.acts import Act
from cocreate.triage.forms import split_form
from cocreate.triage.views.blueprint import bp


@bp.get("/ideas/<int:idea_id>/split")
@open_to(Audience.TEAM)
def splitting(idea_id: int) -> str:
    return render_split(idea_id, shown(split_form()))


def render_split(idea_id: int, form: Shown) -> str:
    actor = current_actor()
    idea = ideas.get_page(actor, IdeaId(idea_id))
    turns = discussion.turns_to_part(idea.id)
    faces = {idea.author.person_id: idea.author}
    faces |= {turn.author.person_id: turn.author for turn in turns}
    return render_template(
        "triage/split.html",
        project=idea.project,
        idea=idea,
        body=trusted(idea.body_html),
        turns=turns,
        authors=[(person_id, face.name) for person_id, face in faces.items()],
        chosen=set(form.values["comment"] or ()),
        may_split=ideas_policy.may_split(actor, idea),
        splits=ideas.splits_of(actor, idea),
        form=form,
    )


@bp.post("/ideas/<int:idea_id>/split")
@open_to(Audience.TEAM)
@writes
def split(idea_id: int) -> ResponseReturnValue:
    form = split_form(request.form)
    try:
        form.require_valid()
        with actions.judging(current_actor(), IdeaId(idea_id), Act.SPLIT):
            made = actions.split_idea(
                current_actor(),
                IdeaId(idea_id),
                draft=form.draft(),
                author_id=PersonId(form.author.data),
                comment_ids=[CommentId(key) for key in form.comment.data],
                asks_voters=form.asks.data,
            )
    except InvalidError as refusal:
        return render_split(idea_id, shown(form, **refusal.fields)), 422
    flash("Two ideas now. It can be put together again.", "good")
    return redirect(url_for("ideas.show", idea_id=made.id), 303)


@bp.post("/ideas/<int:idea_id>/split/withdraw")
@open_to(Audience.TEAM)
@writes
def unsplit(idea_id: int) -> Response:
    idea = actions.put_together(current_actor(), IdeaId(idea_id))
    flash("One idea again. The log can undo it.", "good")
    return redirect(url_for("ideas.show", idea_id=idea.merged_into_id), 303)
