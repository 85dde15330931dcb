"""What one was told: in the application, and by mail."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.ids import NoticeId
from cocreate.kernel.paging import Page
from cocreate.kernel.transaction import writes
from cocreate.notices import actions, queries
from cocreate.notices.queries import NoticeLine
from cocreate.notices.views.blueprint import bp
from cocreate.people.session import current_actor


@bp.get("")
@open_to(Audience.MEMBERS)
def inbox() -> str:
    page = queries.inbox(current_actor(), place=request.args.get("page"))
    return render_inbox(page, "notices.inbox")


@bp.get("/mentions")
@open_to(Audience.MEMBERS)
def mentions() -> str:
    page = queries.mentions(current_actor(), place=request.args.get("page"))
    return render_inbox(page, "notices.mentions")


def render_inbox(page: Page[NoticeLine], here: str) -> str:
    return render_template(
        "notices/inbox.html",
        here=here,
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


@bp.get("/letters")
@open_to(Audience.MEMBERS)
def letters() -> str:
    """What was mailed to the reader, and whether it arrived."""
    page = queries.own_letters(current_actor(), place=request.args.get("page"))
    return render_template("notices/letters.html", letters=page.rows, page=page)
