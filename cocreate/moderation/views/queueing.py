"""The moderators' queue: what waits, what was decided, and one case at a time."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import now
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import ReviewId
from cocreate.kernel.transaction import writes
from cocreate.moderation import actions, policy, queries
from cocreate.moderation.forms import VerdictForm
from cocreate.moderation.queries import Item
from cocreate.moderation.reason import CHOICES, SENTENCES, Verdict
from cocreate.moderation.views.blueprint import bp
from cocreate.people.queries import face_of
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects

DONE = {
    Verdict.KEEP: "Kept. The case is closed.",
    Verdict.HIDE: "Hidden. Its author is told the reason.",
    Verdict.RESTORE: "Restored. Everybody sees it again.",
}


@bp.get("/moderation")
@open_to(Audience.MODERATORS)
def queue() -> ResponseReturnValue:
    first = queries.first_open(current_actor())
    return render_desk(first.id if first else None)


@bp.get("/moderation/closed")
@open_to(Audience.MODERATORS)
def closed() -> str:
    page = queries.closed_cases(current_actor(), place=request.args.get("page"))
    return render_template(
        "moderation/closed.html",
        cases=page.rows,
        following=page.following,
        preceding=page.preceding,
        waiting=queries.count_open(current_actor()),
    )


@bp.get("/moderation/cases/<int:review_id>")
@open_to(Audience.MODERATORS)
def show(review_id: int) -> ResponseReturnValue:
    return render_desk(ReviewId(review_id))


@bp.post("/moderation/cases/<int:review_id>/verdict")
@open_to(Audience.MODERATORS)
@writes
def close(review_id: int) -> ResponseReturnValue:
    form = VerdictForm(request.form)
    if not form.validate():
        return render_desk(ReviewId(review_id), form), 422
    review = actions.close_review(current_actor(), ReviewId(review_id), **form.chosen)
    if review.verdict is not None:
        flash(DONE[review.verdict], "good")
    return redirect(url_for("moderation.queue"), 303)


def render_desk(review_id: ReviewId | None, form: VerdictForm | None = None) -> str:
    """The queue beside one case; without one it says that nothing waits."""
    actor = current_actor()
    if review_id is None:
        return render_template("moderation/queue.html", item=None, **queue_pane())
    review = queries.get_review(actor, review_id)
    item = queries.item_of(actor, idea_id=review.idea_id, comment_id=review.comment_id)
    return render_template(
        "moderation/queue.html",
        review=review,
        flags=queries.raised(review.id),
        trail=queries.trail_of(item, review, place=request.args.get("trail")),
        post_to=url_for("moderation.close", review_id=review.id),
        **subject_panes(item, form),
        **queue_pane(),
    )


def render_item(item: Item | None, post_to: str, form: VerdictForm | None) -> str:
    """An idea or comment judged where one meets it, without a case before."""
    if item is None:
        raise NotFoundError
    return render_template(
        "moderation/queue.html",
        review=None,
        flags=[],
        trail=queries.trail_of(item, None, place=request.args.get("trail")),
        post_to=post_to,
        **subject_panes(item, form),
        **queue_pane(),
    )


def queue_pane() -> dict[str, Any]:
    actor = current_actor()
    page = queries.open_cases(actor, place=request.args.get("page"))
    return {
        "cases": page.rows,
        "following": page.following,
        "preceding": page.preceding,
        "waiting": queries.count_open(actor),
        "done_today": queries.count_closed_today(actor),
        "now": now(),
    }


def subject_panes(item: Item, form: VerdictForm | None) -> dict[str, Any]:
    actor = current_actor()
    before, after = queries.around(actor, item)
    return {
        "in_project": projects.get_heading_by_id(actor, item.project_id),
        "item": item,
        "before": before,
        "after": after,
        "record": queries.record_of(item.author_id),
        "reasons_to_choose": CHOICES,
        "sentences": SENTENCES,
        "choices": policy.verdicts(is_hidden=item.is_hidden),
        "may_judge": policy.may_judge(actor, item.author_id),
        "signed": face_of(actor.person_id).name,
        "form": shown(form or VerdictForm()),
    }
