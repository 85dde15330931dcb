"""Browsers that show what happens: asked to, and not any more."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from cocreate.kernel import push
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.errors import SignInFirstError
from cocreate.kernel.transaction import writes
from cocreate.notices import actions
from cocreate.notices.views.blueprint import bp
from cocreate.people.session import current_actor, current_viewer


@bp.post("/browsers")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def show_here() -> Response:
    """What the page's script sends once the browser has agreed."""
    viewer = current_viewer()
    if viewer is None:
        raise SignInFirstError
    address = push.Address(
        endpoint=request.form.get("endpoint", ""),
        key=request.form.get("key", ""),
        secret=request.form.get("secret", ""),
    )
    actions.show_in_browser(viewer.actor, viewer.sign_in_id, address)
    flash("This browser shows you from now on what happens.", "done")
    return redirect(url_for("notices.settings", _anchor="browsers"), 303)


@bp.post("/browsers/<int:browser_id>/withdraw")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def hide_there(browser_id: int) -> Response:
    actions.hide_in_browser(current_actor(), browser_id)
    flash("That browser shows nothing any more.", "done")
    return redirect(url_for("notices.settings", _anchor="browsers"), 303)
