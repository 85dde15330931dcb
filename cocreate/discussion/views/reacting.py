"""Buttons on a comment: react to it, choose it as the answer, and undo either."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.discussion import actions, queries
from cocreate.discussion.forms import ReactionForm
from cocreate.discussion.policy import may_react
from cocreate.discussion.reaction import reactions_of
from cocreate.discussion.views.blueprint import bp
from cocreate.discussion.views.places import address_of
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.fragments import fragment
from cocreate.kernel.ids import CommentId
from cocreate.kernel.limits import limited
from cocreate.kernel.text import trusted
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


@bp.get("/comments/<int:comment_id>/reactions")
@open_to(Audience.MEMBERS)
def reactions(comment_id: int) -> str:
    """Who reacts to a comment, and the choice; the choice alone for a script."""
    if "HX-Request" in request.headers:
        return choice_of(comment_id, every=True)
    actor = current_actor()
    comment = queries.get_comment(actor, CommentId(comment_id))
    said = queries.where_said(comment)
    return render_template(
        "discussion/reactions.html",
        project=projects.get_project_by_id(actor, comment.project_id),
        title=said.title,
        back=address_of(comment, anchor=f"comment-{comment.id}"),
        comment=comment,
        words=trusted(comment.body_html),
        author=said.author,
        counted=reactions_of(comment),
        own=queries.reactions_by(actor, [comment.id]).get(comment.id, ()),
        may_react=may_react(actor, comment),
        reactors=queries.reactors_of(comment),
    )


@bp.post("/comments/<int:comment_id>/reactions")
@open_to(Audience.MEMBERS)
@limited("vote_limit")
@writes
def react(comment_id: int) -> ResponseReturnValue:
    form = ReactionForm(request.form)
    form.require_valid()
    actions.react(current_actor(), CommentId(comment_id), kind=form.chosen)
    return reactions_or_page(comment_id)


@bp.post("/comments/<int:comment_id>/reactions/withdraw")
@open_to(Audience.MEMBERS)
@limited("vote_limit")
@writes
def withdraw_reaction(comment_id: int) -> ResponseReturnValue:
    form = ReactionForm(request.form)
    form.require_valid()
    actions.withdraw_reaction(current_actor(), CommentId(comment_id), kind=form.chosen)
    return reactions_or_page(comment_id)


def reactions_or_page(comment_id: int) -> ResponseReturnValue:
    """The reactions alone for a script that asked for them; else the discussion."""
    if "HX-Request" not in request.headers:
        return redirect(url_for("discussion.show", comment_id=comment_id), 303)
    return choice_of(comment_id)


def choice_of(comment_id: int, *, every: bool = False) -> str:
    actor = current_actor()
    comment = queries.get_comment(actor, CommentId(comment_id))
    own = queries.reactions_by(actor, [comment.id]).get(comment.id, frozenset())
    mine = may_react(actor, comment)
    counted = reactions_of(comment)
    return fragment("reactions", comment.id, counted, own, mine, every and mine)


@bp.post("/comments/<int:comment_id>/pin")
@open_to(Audience.MEMBERS)
@writes
def pin(comment_id: int) -> ResponseReturnValue:
    comment = actions.pin_answer(current_actor(), CommentId(comment_id))
    return redirect(url_for("discussion.show", comment_id=comment.id), 303)


@bp.post("/comments/<int:comment_id>/pin/withdraw")
@open_to(Audience.MEMBERS)
@writes
def unpin(comment_id: int) -> ResponseReturnValue:
    comment = actions.unpin_answer(current_actor(), CommentId(comment_id))
    return redirect(url_for("discussion.show", comment_id=comment.id), 303)
