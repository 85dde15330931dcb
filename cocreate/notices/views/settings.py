"""How one wants to be told."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.push import public_key
from cocreate.kernel.transaction import writes
from cocreate.notices import actions, queries
from cocreate.notices.forms import (
    DAYS,
    HOURS,
    RhythmForm,
    read_wishes,
    rhythm_form,
    typed_wishes,
    zones,
)
from cocreate.notices.kind import GROUPS, WISHES, Kind
from cocreate.notices.pace import PACES
from cocreate.notices.views.blueprint import bp
from cocreate.people.session import current_actor, current_viewer


@bp.get("/settings")
@open_to(Audience.MEMBERS)
def settings() -> str:
    actor = current_actor()
    form = rhythm_form(queries.rhythm_of(actor))
    return settings_page(shown(form), queries.wishes_of(actor))


def settings_page(form: Shown, wishes: Mapping[Kind, Any]) -> str:
    actor, viewer = current_actor(), current_viewer()
    browsers = queries.browsers_of(actor)
    this = viewer.sign_in_id if viewer else None
    return render_template(
        "notices/settings.html",
        form=form,
        errors=form.errors,
        wishes=wishes,
        groups=GROUPS,
        paces=PACES,
        words=WISHES,
        hours=HOURS,
        days=DAYS,
        zones=zones(),
        browsers=browsers,
        this=this,
        shows_here=any(browser.sign_in_id == this for browser in browsers),
        push_key=public_key(),
        returned=queries.own_returned(actor),
        paused=queries.rhythm_of(actor).paused_at,
    )


@bp.post("/settings")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def keep_settings() -> ResponseReturnValue:
    actor = current_actor()
    form = RhythmForm(request.form)
    try:
        wishes = read_wishes(request.form)
        form.require_valid()
    except InvalidError as refusal:
        page = shown(form, **refusal.fields)
        return settings_page(page, typed_wishes(request.form)), 422
    actions.wish_all(actor, wishes)
    actions.keep_rhythm(actor, form.rhythms())
    flash("Kept. Letters follow your wishes from now on.", "done")
    return redirect(url_for("notices.settings"), 303)


@bp.post("/waking")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def wake_own() -> Response:
    actions.wake(current_actor().person_id)
    flash("Letters come again.", "done")
    return redirect(url_for("notices.settings"), 303)


@bp.post("/address/mending")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def mend_mail() -> Response:
    actions.mend_mail(current_actor())
    flash("Thank you. Your mail goes there again.", "done")
    return redirect(url_for("notices.settings"), 303)
