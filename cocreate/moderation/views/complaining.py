"""What became of what one reported, and how to have it looked at again."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.again import asks_again
from cocreate.kernel.by_hand import filled_by_hand
from cocreate.kernel.clock import now
from cocreate.kernel.flashed import flash_as_spoken
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import ReviewId
from cocreate.kernel.languages import in_language
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.moderation import actions, policy, queries
from cocreate.moderation.forms import AppealForm
from cocreate.moderation.queries.reported import matters_of
from cocreate.moderation.views.appealing import RECEIVED
from cocreate.moderation.views.blueprint import bp
from cocreate.people.session import current_actor, own_language


@bp.get("/me/flags")
@open_to(Audience.MEMBERS)
@in_language(own_language)
def reports() -> str:
    actor, place = current_actor(), request.args.get("page")
    page = queries.reported_by(actor, place=place)
    notices = [] if place else queries.notices_from(actor)
    return render_template(
        "moderation/reports.html",
        reports=page.rows,
        matters=matters_of(actor, page.rows),
        at=now(),
        notices=[(one, queries.key_of(one.reference)) for one in notices],
        following=page.following,
        preceding=page.preceding,
    )


@bp.get("/me/flags/<int:review_id>")
@open_to(Audience.MEMBERS)
@in_language(own_language)
def reported(review_id: int) -> str:
    return render_reported(review_id, AppealForm())


@in_language(own_language)
def typed(review_id: int) -> str:
    """The complaint as it was sent."""
    return render_reported(review_id, AppealForm(request.form))


@bp.post("/me/flags/<int:review_id>/complaint")
@open_to(Audience.MEMBERS)
@unverified_too
@asks_again(typed)
@limited("flag_limit")
@in_language(own_language)
@filled_by_hand
@writes
def complain(review_id: int) -> ResponseReturnValue:
    form = AppealForm(request.form)
    if not form.validate():
        return render_reported(review_id, form), 422
    actor = current_actor()
    actions.complain_of_flag(actor, ReviewId(review_id), words=form.words.data)
    flash_as_spoken(RECEIVED)
    return redirect(url_for("moderation.reported", review_id=review_id), 303)


def render_reported(review_id: int, form: AppealForm) -> str:
    report = queries.get_reported(current_actor(), ReviewId(review_id))
    return render_template(
        "moderation/reported.html",
        report=report,
        may_complain=policy.may_complain(
            report.kind, report.verdict, report.closed_at, now()
        ),
        form=shown(form),
    )


@in_language(own_language)
def typed_of_notice(reference: str) -> str:
    """The complaint of a notice as it was sent."""
    form = AppealForm(request.form)
    return render_notice(reference, request.form.get("key", ""), form)


@bp.post("/illegal-content/<reference>/complaint")
@open_to(Audience.ANYONE)
@unverified_too
@asks_again(typed_of_notice)
@limited("flag_limit", by_address=True)
@in_language(own_language)
@filled_by_hand
@writes
def complain_of_notice(reference: str) -> ResponseReturnValue:
    form, key = AppealForm(request.form), request.form.get("key", "")
    if not form.validate():
        return render_notice(reference, key, form), 422
    actions.complain_of_notice(reference, key, words=form.words.data)
    flash_as_spoken(RECEIVED)
    return redirect(url_for("moderation.notice", reference=reference, key=key), 303)


def render_notice(reference: str, key: str, form: AppealForm) -> str:
    """Where a notice stands; whoever has its letter can have it looked at again."""
    notice = queries.get_notice(reference)
    may = policy.may_complain(notice.kind, notice.verdict, notice.closed_at, now())
    return render_template(
        "moderation/notice.html",
        notice=notice,
        may_complain=may and queries.opens(reference, key),
        key=key,
        form=shown(form),
    )
