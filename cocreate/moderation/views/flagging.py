"""Report an idea or a comment to the moderators."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.flashed import flash_as_spoken
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import CommentId, IdeaId, ReviewId
from cocreate.kernel.languages import in_language, translatable
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.moderation import actions, policy, queries
from cocreate.moderation.forms import FlagForm
from cocreate.moderation.queries import Item
from cocreate.moderation.reason import Reason, explained
from cocreate.moderation.views.blueprint import bp
from cocreate.people.session import current_actor, own_language
from cocreate.projects import queries as projects

THANKS = translatable(
    "Thank you. A moderator will look at it; only they know that it was you."
)


@bp.get("/ideas/<int:idea_id>/flag")
@open_to(Audience.MEMBERS)
@in_language(own_language)
def flag_idea(idea_id: int) -> str:
    return render_flag(idea_item(idea_id), FlagForm())


@bp.post("/ideas/<int:idea_id>/flag")
@open_to(Audience.MEMBERS)
@limited("flag_limit")
@in_language(own_language)
@writes
def raise_on_idea(idea_id: int) -> ResponseReturnValue:
    form = FlagForm(request.form)
    if not form.validate():
        return render_flag(idea_item(idea_id), form), 422
    flag = actions.flag_idea(
        current_actor(),
        IdeaId(idea_id),
        reason=Reason(form.reason.data),
        note=form.note.data,
        law=form.law.data,
    )
    return thank(
        flag.review_id,
        url_for("ideas.show", idea_id=idea_id),
        is_shown=queries.is_shown(idea_id, None),
    )


@bp.get("/comments/<int:comment_id>/flag")
@open_to(Audience.MEMBERS)
@in_language(own_language)
def flag_comment(comment_id: int) -> str:
    return render_flag(comment_item(comment_id), FlagForm())


@bp.post("/comments/<int:comment_id>/flag")
@open_to(Audience.MEMBERS)
@limited("flag_limit")
@in_language(own_language)
@writes
def raise_on_comment(comment_id: int) -> ResponseReturnValue:
    form = FlagForm(request.form)
    if not form.validate():
        return render_flag(comment_item(comment_id), form), 422
    flag = actions.flag_comment(
        current_actor(),
        CommentId(comment_id),
        reason=Reason(form.reason.data),
        note=form.note.data,
        law=form.law.data,
    )
    return thank(
        flag.review_id,
        url_for("discussion.show", comment_id=comment_id),
        is_shown=queries.is_shown(None, comment_id),
    )


def thank(review_id: ReviewId, back: str, *, is_shown: bool) -> ResponseReturnValue:
    """Lead back to it; to what becomes of it, where this very flag put it away."""
    flash_as_spoken(THANKS)
    case = url_for("moderation.reported", review_id=review_id)
    return redirect(back if is_shown else case, 303)


def idea_item(idea_id: int) -> Item:
    return queries.item_of(current_actor(), idea_id=IdeaId(idea_id), comment_id=None)


def comment_item(comment_id: int) -> Item:
    return queries.item_of(
        current_actor(), idea_id=None, comment_id=CommentId(comment_id)
    )


def render_flag(item: Item, form: FlagForm) -> str:
    actor = current_actor()
    return render_template(
        "moderation/flag.html",
        project=projects.get_heading_by_id(actor, item.project_id),
        item=item,
        reasons_to_choose=explained(),
        may_flag=policy.may_flag(actor, item.author_id),
        has_flagged=queries.find_flag(actor.person_id, item) is not None,
        post_to=request.path,
        form=shown(form),
    )
