"""The moderators' queue: what waits, what was decided, and one case at a time."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import now
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import ProductForm, Shown, shown
from cocreate.kernel.ids import ReviewId
from cocreate.kernel.spans import length_of
from cocreate.kernel.transaction import writes
from cocreate.moderation import actions, queries
from cocreate.moderation.case import CaseKind
from cocreate.moderation.forms import CaseNoteForm, ManyForm, VerdictForm
from cocreate.moderation.reason import Verdict
from cocreate.moderation.views.blueprint import bp
from cocreate.moderation.views.panes import case_panes, item_panes, queue_pane, undoable
from cocreate.people.session import current_actor

DONE = {
    Verdict.KEEP: "Kept. The case is closed.",
    Verdict.HIDE: "Hidden. Its author is told the reason.",
    Verdict.RESTORE: "Restored. Everybody sees it again.",
    Verdict.CHANGE: "Returned. It comes back when its author has changed it.",
    Verdict.SANCTION: "Decided. They can read, not write, and are shown the reason.",
}


@bp.get("/moderation")
@open_to(Audience.MODERATORS)
def queue() -> ResponseReturnValue:
    first = queries.first_open(current_actor(), kind_asked_for())
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
        took={one.id: length_of(one.took) for one in page.rows if one.took},
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
    try:
        actions.close_review(current_actor(), ReviewId(review_id), **form.chosen)
    except InvalidError as refused:
        return render_desk(ReviewId(review_id), form, errors=refused.fields), 422
    flash(DONE[form.chosen["verdict"]], "good")
    return redirect(url_for("moderation.queue", done=review_id), 303)


def render_desk(
    review_id: ReviewId | None,
    form: ProductForm | None = None,
    *,
    many: ManyForm | None = None,
    errors: Mapping[str, str] | None = None,
) -> str:
    """The queue beside one case; without one it says that nothing waits."""
    panes: dict[str, Any] = {"item": None, "review": None, "menu": []}
    if review_id is not None:
        panes = case_panes(review_id, shown_at_desk(form, errors or {}))
    return render_template(
        "moderation/queue.html",
        **panes,
        **queue_pane(kind_asked_for(), many),
        fresh=undoable(request.args.get("done", "")),
        now=now(),
    )


def kind_asked_for() -> CaseKind | None:
    kind = request.args.get("kind", "")
    return CaseKind(kind) if kind in {*CaseKind} else None


def shown_at_desk(form: ProductForm | None, errors: Mapping[str, str]) -> Shown:
    """Whichever form of the desk was sent, as it was typed, beside the others."""
    sent = form or VerdictForm()
    typed = {**VerdictForm().values, **CaseNoteForm().values, **sent.values}
    return Shown(typed, {**sent.first_errors, **errors})


def render_item(
    item: queries.Item, post_to: str, form: VerdictForm | None, **errors: str
) -> str:
    """An idea or comment judged where one meets it, without a case before."""
    return render_template(
        "moderation/queue.html",
        **item_panes(item, post_to, shown(form or VerdictForm(), **errors)),
        **queue_pane(None),
        fresh=None,
        now=now(),
    )
