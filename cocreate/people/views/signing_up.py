"""Signing up, proving an address, and taking over an account one was invited to."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.config import current
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.forms import shown
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import transaction, writes
from cocreate.kernel.web import safe_next
from cocreate.people import actions, queries
from cocreate.people.forms import InvitedForm, SignUpForm
from cocreate.people.passwords import hashed
from cocreate.people.session import current_viewer
from cocreate.people.views.blueprint import bp
from cocreate.people.views.signing_in import admit, home, prove


@bp.get("/sign-up")
@open_to(Audience.ANYONE)
def sign_up() -> ResponseReturnValue:
    require_open()
    onward = safe_next(request.args.get("next"), "")
    if current_viewer() is not None:
        return redirect(onward or home(), 303)
    return sign_up_page(SignUpForm(data={"next": onward}))


def require_open() -> None:
    if not current().sign_up_open:
        raise ForbiddenError("New accounts are by invitation here.")


def sign_up_page(form: SignUpForm, **errors: str) -> str:
    return render_template(
        "people/sign_up.html",
        form=shown(form, **errors),
        least=current().password_least,
    )


@bp.post("/sign-up")
@open_to(Audience.ANYONE)
@limited("sign_up_limit", by_address=True)
def join() -> ResponseReturnValue:
    require_open()
    form = SignUpForm(request.form)
    if not form.validate():
        return sign_up_page(form), 422
    if not current().verify_mail:
        return join_at_once(form)
    if not form.is_by_machine:
        open_account(form)
    return render_template("people/sign_up_sent.html", email=form.email.data)


def open_account(form: SignUpForm) -> None:
    password_hash = hashed(form.password.data)
    with transaction():
        actions.sign_up(
            name=form.name.data,
            email=form.email.data,
            password_hash=password_hash,
            then=safe_next(form.next.data, ""),
        )


def join_at_once(form: SignUpForm) -> ResponseReturnValue:
    """Where no proof of the address is asked for, joining also signs in."""
    password_hash = hashed(form.password.data)
    try:
        with transaction():
            actions.sign_up_trusted(
                name=form.name.data, email=form.email.data, password_hash=password_hash
            )
    except actions.AddressTakenError as taken:
        known = str(taken)
    else:
        known = ""
    account = prove(form.email.data, form.password.data)
    if account is None:
        return sign_up_page(form, email=known), 422
    admit(account, form.password.data)
    return redirect(safe_next(form.next.data, home()), 303)


@bp.get("/verification/<token>")
@open_to(Audience.ANYONE)
def verification(token: str) -> str:
    return render_template(
        "people/verification.html",
        token=token,
        email=queries.address_to_verify(token),
        onward=safe_next(request.args.get("next"), ""),
    )


@bp.post("/verification/<token>")
@open_to(Audience.ANYONE)
@writes
def verify(token: str) -> ResponseReturnValue:
    email = queries.address_to_verify(token)
    person_id = actions.verify_address(token)
    viewer = current_viewer()
    onward = safe_next(request.form.get("next"), "")
    flash("Your address is confirmed.", "good")
    if viewer is not None and viewer.person_id == person_id:
        return redirect(onward or home(), 303)
    return redirect(url_for("people.sign_in", email=email, next=onward or None), 303)


@bp.get("/invitation/<token>")
@open_to(Audience.ANYONE)
def invitation(token: str) -> str:
    return invitation_page(token)


def invitation_page(token: str, form: InvitedForm | None = None) -> str:
    account = queries.invited_account(token)
    form = form or InvitedForm(data={"name": account.name})
    return render_template(
        "people/invitation.html",
        form=shown(form),
        token=token,
        email=account.email,
        least=current().password_least,
    )


@bp.post("/invitation/<token>")
@open_to(Audience.ANYONE)
@limited("sign_in_limit", by_address=True)
def accept_invitation(token: str) -> ResponseReturnValue:
    form = InvitedForm(request.form)
    if not form.validate():
        return invitation_page(token, form), 422
    account = queries.invited_account(token)
    password_hash = hashed(form.password.data)
    with transaction():
        actions.accept_invitation(
            token, name=form.name.data, password_hash=password_hash
        )
    admit(account, form.password.data)
    return redirect(home(), 303)
