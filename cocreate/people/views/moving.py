"""Another address for one's account: asked for, confirmed by mail, taken back."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import shown
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.people import actions, queries
from cocreate.people.forms import MoveForm
from cocreate.people.session import current_actor, proven
from cocreate.people.views.blueprint import bp


@bp.get("/me/address")
@open_to(Audience.MEMBERS)
def address() -> str:
    return address_page(MoveForm())


def address_page(form: MoveForm) -> str:
    account = queries.get_own_account(current_actor())
    return render_template("people/address.html", form=shown(form), email=account.email)


@bp.post("/me/address")
@open_to(Audience.MEMBERS)
@unverified_too
@limited("reset_limit")
@proven
@writes
def ask_to_move() -> ResponseReturnValue:
    form = MoveForm(request.form)
    try:
        form.require_valid()
        actions.ask_to_move(current_actor(), email=form.email.data)
    except InvalidError as refusal:
        form.refuse(refusal.fields)
        return address_page(form), 422
    flash(f"A link is on its way to {form.email.data}.", "good")
    return redirect(url_for("people.address"), 303)


@bp.get("/new-address/<token>")
@open_to(Audience.ANYONE)
def new_address(token: str) -> str:
    return render_template(
        "people/new_address.html", token=token, moving=queries.get_moving(token)
    )


@bp.post("/new-address/<token>")
@open_to(Audience.ANYONE)
@limited("sign_in_limit", by_address=True)
@writes
def move(token: str) -> ResponseReturnValue:
    actions.move(token)
    return redirect(url_for("people.new_address", token=token), 303)


@bp.get("/old-address/<token>")
@open_to(Audience.ANYONE)
def old_address(token: str) -> str:
    return render_template(
        "people/old_address.html", token=token, moving=queries.get_moving(token)
    )


@bp.post("/old-address/<token>")
@open_to(Audience.ANYONE)
@limited("sign_in_limit", by_address=True)
@writes
def move_back(token: str) -> ResponseReturnValue:
    actions.move_back(token)
    return redirect(url_for("people.old_address", token=token), 303)
