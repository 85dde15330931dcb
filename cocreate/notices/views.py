"""The inbox, the wishes, and the links that stop letters without signing in."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.ids import NoticeId
from cocreate.kernel.transaction import writes
from cocreate.kernel.web import signed_address
from cocreate.notices import actions, queries
from cocreate.notices.forms import (
    CHOSEN,
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
from cocreate.people.session import current_actor

bp = Blueprint("notices", __name__, url_prefix="/notices")


@bp.get("")
@open_to(Audience.MEMBERS)
def inbox() -> str:
    page = queries.inbox(current_actor(), place=request.args.get("page"))
    return render_template(
        "notices/inbox.html",
        notices=page.rows,
        following=page.following,
        preceding=page.preceding,
    )


@bp.post("/<int:notice_id>")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def read(notice_id: int) -> Response:
    return redirect(actions.read_notice(current_actor(), NoticeId(notice_id)), 303)


@bp.post("/read")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def read_all() -> Response:
    actions.read_all(current_actor())
    return redirect(url_for("notices.inbox"), 303)


@bp.get("/settings")
@open_to(Audience.MEMBERS)
def settings() -> str:
    actor = current_actor()
    form = rhythm_form(queries.rhythm_of(actor))
    return settings_page(shown(form), queries.wishes_of(actor))


def settings_page(form: Shown, wishes: Mapping[Kind, Any]) -> str:
    actor = current_actor()
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


@bp.get("/letters")
@open_to(Audience.MEMBERS)
def letters() -> str:
    """What was mailed to the reader, and whether it arrived."""
    return render_template(
        "notices/letters.html", letters=queries.own_letters(current_actor())
    )


@bp.post("/address/mending")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def mend_mail() -> Response:
    actions.mend_mail(current_actor())
    flash("Thank you. Your mail goes there again.", "done")
    return redirect(url_for("notices.settings"), 303)


# ── Links of a letter, followed without signing in ────────────────────────────


@bp.get("/unsubscribe/<token>")
@open_to(Audience.ANYONE)
def unsubscribe(token: str) -> str:
    """What the link in a letter opens: one press stops such letters (RFC 8058)."""
    _, kinds = queries.read_unsubscribe(token)
    return unsubscribe_page(token, kinds, done=False)


def unsubscribe_page(token: str, kinds: Iterable[Kind], *, done: bool) -> str:
    words = [WISHES[kind] for kind in Kind if kind in kinds]
    return render_template(
        "notices/unsubscribe.html", token=token, words=words, done=done
    )


@bp.post("/unsubscribe/<token>")
@open_to(Audience.ANYONE)
@signed_address
@writes
def stop(token: str) -> ResponseReturnValue:
    """Stop such letters: what a mail program posts by itself, without cookies."""
    person_id, kinds = queries.read_unsubscribe(token)
    actions.stop_mail(person_id, CHOSEN if "all" in request.form else kinds)
    return unsubscribe_page(token, kinds, done=True)


@bp.get("/waking/<token>")
@open_to(Audience.ANYONE)
def wake_page(token: str) -> str:
    """What the last letter before a rest opens: one press lets them come again."""
    queries.read_wake(token)
    return render_template("notices/waking.html", token=token, done=False)


@bp.post("/waking/<token>")
@open_to(Audience.ANYONE)
@signed_address
@writes
def wake_by_letter(token: str) -> str:
    actions.wake(queries.read_wake(token))
    return render_template("notices/waking.html", token=token, done=True)
