"""Work on cases short of a verdict, take a verdict back, and decide many at once."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import ConflictError, ForbiddenError, InvalidError
from cocreate.kernel.ids import ReviewId
from cocreate.kernel.transaction import transaction, writes
from cocreate.moderation import actions, queries
from cocreate.moderation.forms import CaseNoteForm, EscalationForm, ManyForm
from cocreate.moderation.views.blueprint import bp
from cocreate.moderation.views.queueing import render_desk
from cocreate.people.session import current_actor


@bp.post("/moderation/cases/<int:review_id>/claim")
@open_to(Audience.MODERATORS)
@writes
def claim(review_id: int) -> ResponseReturnValue:
    actions.claim(current_actor(), ReviewId(review_id))
    flash("Yours for half an hour: nobody else decides it meanwhile.", "good")
    return to_case(review_id)


@bp.post("/moderation/cases/<int:review_id>/claim/withdraw")
@open_to(Audience.MODERATORS)
@writes
def release(review_id: int) -> ResponseReturnValue:
    actions.release(current_actor(), ReviewId(review_id))
    flash("Others may decide it again.", "good")
    return to_case(review_id)


@bp.post("/moderation/cases/<int:review_id>/notes")
@open_to(Audience.MODERATORS)
@writes
def note(review_id: int) -> ResponseReturnValue:
    form = CaseNoteForm(request.form)
    if not form.validate():
        return render_desk(ReviewId(review_id), form), 422
    actions.note_on_case(current_actor(), ReviewId(review_id), words=form.words.data)
    flash("Noted: moderators alone read it.", "good")
    return to_case(review_id)


@bp.post("/moderation/cases/<int:review_id>/escalation")
@open_to(Audience.MODERATORS)
@writes
def escalate(review_id: int) -> ResponseReturnValue:
    form = EscalationForm(request.form)
    if not form.validate():
        return render_desk(ReviewId(review_id), form), 422
    actions.escalate(current_actor(), ReviewId(review_id), words=form.words.data)
    flash("Passed on: administrators decide it.", "good")
    return to_case(review_id)


@bp.post("/moderation/cases/<int:review_id>/verdict/withdraw")
@open_to(Audience.MODERATORS)
@writes
def undo(review_id: int) -> ResponseReturnValue:
    actions.undo_verdict(current_actor(), ReviewId(review_id))
    flash("Undone: all stands as before, and the case lies open.", "good")
    return to_case(review_id)


@bp.post("/moderation/verdicts")
@open_to(Audience.MODERATORS)
def decide_many() -> ResponseReturnValue:
    """One verdict on every picked case, each in a transaction of its own."""
    form = ManyForm(request.form)
    if not form.validate():
        first = queries.first_open(current_actor())
        return render_desk(first.id if first else None, many=form), 422
    done = sum(decided(review_id, form) for review_id in form.picked)
    left = len(form.picked) - done
    flash(f"Decided: {done}.", "good")
    if left:
        flash(f"{left} could not end so: they lie here as before.", "wrong")
    return redirect(url_for("moderation.queue"), 303)


def decided(review_id: int, form: ManyForm) -> bool:
    return is_let(
        lambda: actions.close_review(
            current_actor(), ReviewId(review_id), **form.chosen
        )
    )


def is_let(act: Callable[[], object]) -> bool:
    try:
        with transaction():
            act()
    except (ConflictError, ForbiddenError, InvalidError):
        return False
    return True


def to_case(review_id: int) -> ResponseReturnValue:
    return redirect(url_for("moderation.show", review_id=review_id), 303)
