"""The inbox, the wishes, and the links that stop letters without signing in."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.ids import NoticeId
from cocreate.kernel.transaction import writes
from cocreate.kernel.web import signed_address
from cocreate.notices import actions, queries
from cocreate.notices.kind import WISHES, Kind
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
    wishes = queries.wishes_of(current_actor())
    return render_template(
        "notices/settings.html",
        wishes=wishes,
        words=WISHES,
        returned=queries.own_returned(current_actor()),
    )


@bp.post("/settings")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def keep_settings() -> Response:
    wanted = frozenset(kind for kind in Kind if request.form.get(kind))
    actions.wish_all(current_actor(), wanted)
    flash("Kept. Letters follow your wishes from now on.", "done")
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


@bp.get("/unsubscribe/<token>")
@open_to(Audience.ANYONE)
def unsubscribe(token: str) -> str:
    """What the link in a letter opens: one press stops such letters (RFC 8058)."""
    _, kind = queries.read_unsubscribe(token)
    return render_template(
        "notices/unsubscribe.html", token=token, words=WISHES[kind], done=False
    )


@bp.post("/unsubscribe/<token>")
@open_to(Audience.ANYONE)
@signed_address
@writes
def stop(token: str) -> ResponseReturnValue:
    """Stop such letters: what a mail program posts by itself, without cookies."""
    person_id, kind = queries.read_unsubscribe(token)
    actions.wish(person_id, kind, by_mail=False)
    return render_template(
        "notices/unsubscribe.html", token=token, words=WISHES[kind], done=True
    )
