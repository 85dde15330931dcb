"""Buttons on a comment: react to it, choose it as the answer, and undo either."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.discussion import actions, queries
from cocreate.discussion.forms import ReactionForm
from cocreate.discussion.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.fragments import fragment
from cocreate.kernel.ids import CommentId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor


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
    actor = current_actor()
    comment = queries.get_comment(actor, CommentId(comment_id))
    own = queries.reactions_by(actor, [comment.id]).get(comment.id, frozenset())
    return fragment(
        "reactions", comment.id, queries.reactions_of(comment), own, may_react=True
    )


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
