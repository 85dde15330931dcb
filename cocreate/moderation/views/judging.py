"""Hide or restore an idea or a comment from where a moderator meets it."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import CommentId, IdeaId
from cocreate.kernel.transaction import writes
from cocreate.moderation import actions, queries
from cocreate.moderation.forms import VerdictForm
from cocreate.moderation.queries import Item
from cocreate.moderation.views.blueprint import bp
from cocreate.moderation.views.queueing import DONE, render_item
from cocreate.people.session import current_actor


@bp.get("/moderation/ideas/<int:idea_id>")
@open_to(Audience.MODERATORS)
def judge_idea(idea_id: int) -> ResponseReturnValue:
    return case_or_item(idea_item(idea_id), idea_at(idea_id))


@bp.post("/moderation/ideas/<int:idea_id>")
@open_to(Audience.MODERATORS)
@writes
def decide_idea(idea_id: int) -> ResponseReturnValue:
    form = VerdictForm(request.form)
    if not form.validate():
        return render_item(idea_item(idea_id), idea_at(idea_id), form), 422
    try:
        actions.judge_idea(current_actor(), IdeaId(idea_id), **form.chosen)
    except InvalidError as refused:
        item, post_to = idea_item(idea_id), idea_at(idea_id)
        return render_item(item, post_to, form, **refused.fields), 422
    flash(DONE[form.chosen["verdict"]], "good")
    return redirect(url_for("ideas.show", idea_id=idea_id), 303)


@bp.get("/moderation/comments/<int:comment_id>")
@open_to(Audience.MODERATORS)
def judge_comment(comment_id: int) -> ResponseReturnValue:
    return case_or_item(comment_item(comment_id), comment_at(comment_id))


@bp.post("/moderation/comments/<int:comment_id>")
@open_to(Audience.MODERATORS)
@writes
def decide_comment(comment_id: int) -> ResponseReturnValue:
    form = VerdictForm(request.form)
    if not form.validate():
        return render_item(comment_item(comment_id), comment_at(comment_id), form), 422
    try:
        actions.judge_comment(current_actor(), CommentId(comment_id), **form.chosen)
    except InvalidError as refused:
        item, post_to = comment_item(comment_id), comment_at(comment_id)
        return render_item(item, post_to, form, **refused.fields), 422
    flash(DONE[form.chosen["verdict"]], "good")
    return redirect(url_for("discussion.show", comment_id=comment_id), 303)


def idea_item(idea_id: int) -> Item:
    return queries.item_of(current_actor(), idea_id=IdeaId(idea_id), comment_id=None)


def comment_item(comment_id: int) -> Item:
    return queries.item_of(
        current_actor(), idea_id=None, comment_id=CommentId(comment_id)
    )


def idea_at(idea_id: int) -> str:
    return url_for("moderation.decide_idea", idea_id=idea_id)


def comment_at(comment_id: int) -> str:
    return url_for("moderation.decide_comment", comment_id=comment_id)


def case_or_item(item: Item, post_to: str) -> ResponseReturnValue:
    """The open case, where somebody flagged it; else the item alone."""
    review = queries.find_open(idea_id=item.idea_id, comment_id=item.comment_id)
    if review is not None:
        return redirect(url_for("moderation.show", review_id=review.id), 303)
    return render_item(item, post_to, None)
