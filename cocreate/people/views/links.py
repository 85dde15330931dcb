"""Signing in by a link that is mailed, without a password."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.forms import shown
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import transaction, writes
from cocreate.kernel.ways_back import safe_next
from cocreate.people import actions, queries
from cocreate.people.forms import LinkForm
from cocreate.people.session import current_viewer, remember
from cocreate.people.views.blueprint import bp
from cocreate.people.views.signing_in import home, user_agent


@bp.get("/sign-in/link")
@open_to(Audience.ANYONE)
def ask_link() -> str:
    onward = safe_next(request.args.get("next"), "")
    form = LinkForm(data={"email": request.args.get("email", ""), "next": onward})
    return render_template("people/link_asked.html", form=shown(form))


@bp.post("/sign-in/link")
@open_to(Audience.ANYONE)
@limited("link_limit", by_address=True)
@writes
def mail_link() -> ResponseReturnValue:
    form = LinkForm(request.form)
    if not form.validate():
        return render_template("people/link_asked.html", form=shown(form)), 422
    actions.ask_for_link(form.email.data, then=safe_next(form.next.data, ""))
    return render_template("people/link_sent.html", email=form.email.data)


@bp.get("/sign-in/<token>")
@open_to(Audience.ANYONE)
def link(token: str) -> str:
    return render_template(
        "people/link.html",
        token=token,
        email=queries.address_to_sign_in(token),
        onward=safe_next(request.args.get("next"), ""),
    )


@bp.post("/sign-in/<token>")
@open_to(Audience.ANYONE)
@limited("sign_in_limit", by_address=True)
def enter_by_link(token: str) -> ResponseReturnValue:
    onward = safe_next(request.form.get("next"), home())
    try:
        with transaction():
            _, signed_in = actions.sign_in_by_link(token, user_agent=user_agent())
    except queries.LinkUsedUpError:
        if current_viewer() is None:
            raise
        return redirect(onward, 303)  # a second press: they are in
    remember(signed_in, longer=False)
    return redirect(onward, 303)
