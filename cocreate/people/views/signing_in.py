"""Signing in and out, and a new password for those who forgot theirs."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.config import current
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.again import asks_again, carried
from cocreate.kernel.forms import shown
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import transaction, writes
from cocreate.kernel.ways_back import safe_next
from cocreate.people import actions, queries
from cocreate.people.forms import AddressForm, NewPassword, SignInForm
from cocreate.people.passkey_host import can_be_had
from cocreate.people.passwords import hashed, is_password, renewed
from cocreate.people.queries import Account
from cocreate.people.session import (
    current_actor,
    current_viewer,
    forget,
    note,
    remember,
)
from cocreate.people.views.blueprint import bp

MISMATCH = "This address and password do not go together."


def home() -> str:
    return url_for("projects.home")


def user_agent() -> str:
    return request.headers.get("User-Agent", "")


@bp.get("/sign-in")
@open_to(Audience.ANYONE)
def sign_in() -> ResponseReturnValue:
    onward = safe_next(request.args.get("next"), "")
    if current_viewer() is not None:
        return redirect(onward or home(), 303)
    form = SignInForm(data={"next": onward, "email": request.args.get("email", "")})
    return render_sign_in(form)


def render_sign_in(form: SignInForm, **errors: str) -> str:
    return render_template(
        "people/sign_in.html",
        form=shown(form, **errors),
        carried=carried(),
        can_have_passkeys=can_be_had(),
    )


def door() -> str:
    """The page for whoever was signed out while they wrote something."""
    return render_sign_in(SignInForm(request.form))


@bp.post("/sign-in")
@open_to(Audience.ANYONE)
@asks_again(door)
@limited("sign_in_limit", by_address=True)
def enter() -> ResponseReturnValue:
    """Sign in; what was typed before that goes on to where it was sent, as it was."""
    form = SignInForm(request.form)
    if not form.validate():
        return render_sign_in(form), 422
    account = prove(form.email.data, form.password.data)
    if account is None:
        return render_sign_in(form, password=MISMATCH), 422
    admit(account, form.password.data, longer=form.longer.data)
    if typed := carried():
        return redirect(safe_next(typed.onward, home()), 307)
    return redirect(safe_next(form.next.data, home()), 303)


def prove(email: str, typed: str) -> Account | None:
    """The account whose password this is. Nothing is locked while argon2 thinks."""
    actions.refuse_guessing(email)
    with transaction():
        actions.note_attempt(email)
    actions.refuse_guessing(email, beyond=1)
    account = queries.find_account(email)
    kept = account.password_hash if account else None
    if is_password(typed, kept):
        return account
    note("sign_in.refused", person=int(account.person_id) if account else None)
    return None


def admit(account: Account, typed: str, *, longer: bool = False) -> None:
    """Sign this browser in as the account's person."""
    renewed_hash = renewed(typed, account.password_hash)
    with transaction():
        token = actions.sign_in(
            account.person_id,
            user_agent=user_agent(),
            longer=longer,
            renewed_hash=renewed_hash,
        )
    remember(token, longer=longer)


@bp.post("/sign-out")
@open_to(Audience.ANYONE)
@unverified_too
@writes
def sign_out() -> ResponseReturnValue:
    viewer = current_viewer()
    if viewer is not None:
        actions.end_sign_in(viewer.actor, viewer.sign_in_id)
        note("sign_in.ended", person=int(viewer.person_id))
    forget()
    return redirect(home(), 303)


@bp.get("/reset")
@open_to(Audience.ANYONE)
def forgotten() -> str:
    form = AddressForm(data={"email": request.args.get("email", "")})
    return render_template("people/forgotten.html", form=shown(form))


@bp.post("/reset")
@open_to(Audience.ANYONE)
@limited("reset_limit", by_address=True)
@writes
def ask_for_reset() -> ResponseReturnValue:
    form = AddressForm(request.form)
    if not form.validate():
        return render_template("people/forgotten.html", form=shown(form)), 422
    actions.ask_for_reset(form.email.data)
    return render_template("people/reset_sent.html", email=form.email.data)


@bp.get("/reset/<token>")
@open_to(Audience.ANYONE)
def reset(token: str) -> str:
    return reset_page(token, NewPassword())


def reset_page(token: str, form: NewPassword) -> str:
    resetting = queries.get_resetting(token)
    if resetting.is_over:
        raise queries.LinkUsedUpError
    return render_template(
        "people/reset.html",
        form=shown(form),
        token=token,
        email=resetting.account.email,
        least=current().password_least,
    )


@bp.post("/reset/<token>")
@open_to(Audience.ANYONE)
@limited("sign_in_limit", by_address=True)
def set_password(token: str) -> ResponseReturnValue:
    form = NewPassword(request.form)
    if not form.validate():
        return reset_page(token, form), 422
    account = queries.get_resetting(token).account
    password_hash = hashed(form.password.data)
    with transaction():
        is_set = actions.reset_password(token, password_hash=password_hash)
    # Whoever presses twice has typed the password of the first press.
    if not is_set and prove(account.email, form.password.data) is None:
        raise queries.LinkUsedUpError
    forget()
    left = queries.ways_in(account.person_id).words
    flash(f"Your new password is set. Sign in with it. {left}".strip(), "good")
    return redirect(url_for("people.sign_in"), 303)


@bp.post("/verification")
@open_to(Audience.MEMBERS)
@unverified_too
@limited("reset_limit")
@writes
def resend() -> ResponseReturnValue:
    actions.resend_verification(current_actor())
    flash("We sent you another link. Look in your mail.", "good")
    return redirect(safe_next(request.form.get("next"), home()), 303)
