"""Give notice of illegal content, with or without an account, and follow it."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.again import asks_again
from cocreate.kernel.by_hand import filled_by_hand
from cocreate.kernel.forms import shown
from cocreate.kernel.languages import in_language
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.moderation import actions, queries
from cocreate.moderation.actions import NoticeDraft
from cocreate.moderation.forms import AppealForm, LegalNoticeForm
from cocreate.moderation.views.blueprint import bp
from cocreate.moderation.views.complaining import render_notice
from cocreate.people.session import own_language


@bp.get("/illegal-content")
@open_to(Audience.ANYONE)
@in_language(own_language)
def illegal_content() -> str:
    form = LegalNoticeForm()
    form.place.data = request.args.get("place", "")[:500]
    return render_template("moderation/illegal.html", form=shown(form))


@in_language(own_language)
def typed() -> str:
    """The notice as it was sent."""
    return render_template(
        "moderation/illegal.html", form=shown(LegalNoticeForm(request.form))
    )


@bp.post("/illegal-content")
@open_to(Audience.ANYONE)
@unverified_too
@asks_again(typed)
@limited("flag_limit", by_address=True)
@in_language(own_language)
@filled_by_hand
@writes
def give_notice() -> ResponseReturnValue:
    form = LegalNoticeForm(request.form)
    if not form.validate():
        return render_template("moderation/illegal.html", form=shown(form)), 422
    notice = actions.give_notice(
        NoticeDraft(
            address=form.address,
            why=form.why.data,
            law=form.law.data,
            name=form.name.data or None,
            email=form.email.data or None,
            language=own_language(),
        )
    )
    return redirect(
        url_for(
            "moderation.notice",
            reference=notice.reference,
            key=queries.key_of(notice.reference),
        ),
        303,
    )


@bp.get("/illegal-content/<reference>")
@open_to(Audience.ANYONE)
@in_language(own_language)
def notice(reference: str) -> str:
    return render_notice(reference, request.args.get("key", ""), AppealForm())
