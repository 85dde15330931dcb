"""Links of a letter, followed without signing in."""

from collections.abc import Iterable

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.transaction import writes
from cocreate.kernel.web import signed_address
from cocreate.notices import actions, queries
from cocreate.notices.forms import (
    CHOSEN,
)
from cocreate.notices.kind import WISHES, Kind
from cocreate.notices.views.blueprint import bp


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
