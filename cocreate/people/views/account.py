"""One's own account: password, browsers that are signed in, tokens for programs."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.config import current
from cocreate.kernel import storage
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.errors import SignInFirstError
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import fresh_token
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import transaction, writes
from cocreate.people import actions, queries
from cocreate.people.forms import ChangePasswordForm, LeaveForm, TokenForm
from cocreate.people.passwords import hashed
from cocreate.people.queries import Account
from cocreate.people.session import (
    SignedIn,
    current_actor,
    current_viewer,
    forget,
    proven,
)
from cocreate.people.views.blueprint import bp
from cocreate.people.views.signing_in import home, prove

NOT_YOURS = "This is not your present password."
IS_SET = "Your new password is set, and every other browser is signed out."


def this_browser() -> SignedIn:
    viewer = current_viewer()
    if viewer is None:
        raise SignInFirstError
    return viewer


# ── Password ──────────────────────────────────────────────────────────────────


@bp.get("/me/password")
@open_to(Audience.MEMBERS)
def password() -> str:
    return password_page(ChangePasswordForm())


def password_page(form: ChangePasswordForm, **errors: str) -> str:
    return render_template(
        "people/password.html",
        form=shown(form, **errors),
        least=current().password_least,
    )


@bp.post("/me/password")
@open_to(Audience.MEMBERS)
@unverified_too
@limited("sign_in_limit")
def change_password() -> ResponseReturnValue:
    form = ChangePasswordForm(request.form)
    if not form.validate():
        return password_page(form), 422
    viewer = this_browser()
    email = queries.get_own_account(viewer.actor).email
    is_set = set_password(viewer, prove(email, form.current.data), form.password.data)
    # Whoever presses twice has set the new password by the first press.
    if not is_set and prove(email, form.password.data) is None:
        return password_page(form, current=NOT_YOURS), 422
    left = queries.ways_in(viewer.person_id).words
    flash(f"{IS_SET} {left}".strip(), "good")
    return redirect(url_for("people.password"), 303)


def set_password(viewer: SignedIn, proven: Account | None, typed: str) -> bool:
    if proven is None:
        return False
    password_hash = hashed(typed)
    with transaction():
        return actions.change_password(
            viewer.actor,
            password_hash=password_hash,
            known_hash=proven.password_hash,
            but=viewer.sign_in_id,
        )


# ── Browsers ──────────────────────────────────────────────────────────────────


@bp.get("/me/sessions")
@open_to(Audience.MEMBERS)
def sessions() -> str:
    viewer = this_browser()
    return render_template(
        "people/sessions.html",
        sign_ins=queries.open_sign_ins(viewer.actor),
        this=viewer.sign_in_id,
    )


@bp.post("/me/sessions/<int:sign_in_id>/end")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def end_session(sign_in_id: int) -> ResponseReturnValue:
    actions.end_sign_in(current_actor(), sign_in_id)
    return redirect(url_for("people.sessions"), 303)


@bp.post("/me/sessions/others/end")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def end_other_sessions() -> ResponseReturnValue:
    viewer = this_browser()
    actions.end_other_sign_ins(viewer.actor, but=viewer.sign_in_id)
    flash("Every other browser is signed out.", "good")
    return redirect(url_for("people.sessions"), 303)


# ── Tokens ────────────────────────────────────────────────────────────────────


@bp.get("/me/tokens")
@open_to(Audience.MEMBERS)
def tokens() -> str:
    return tokens_page(TokenForm(data={"seed": fresh_token()}))


def tokens_page(form: TokenForm, made: str | None = None) -> str:
    return render_template(
        "people/tokens.html",
        form=shown(form),
        tokens=queries.own_tokens(current_actor()),
        made=made,
        site_url=current().site_url,
    )


@bp.post("/me/tokens")
@open_to(Audience.MEMBERS)
@proven
@writes
def make_token() -> ResponseReturnValue:
    form = TokenForm(request.form)
    if not form.validate():
        return tokens_page(form), 422
    made = actions.make_token(
        current_actor(),
        name=form.name.data,
        may_write=form.may_write.data,
        seed=form.seed.data,
    )
    return tokens_page(TokenForm(data={"seed": fresh_token()}), made)


@bp.post("/me/tokens/<int:token_id>/withdraw")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def revoke_token(token_id: int) -> ResponseReturnValue:
    actions.revoke_token(current_actor(), token_id)
    flash("The token works no more.", "good")
    return redirect(url_for("people.tokens"), 303)


# ── Leaving ───────────────────────────────────────────────────────────────────


@bp.get("/me/departure")
@open_to(Audience.MEMBERS)
def departure() -> str:
    return render_template("people/departure.html", form=shown(LeaveForm()))


@bp.post("/me/departure")
@open_to(Audience.MEMBERS)
@unverified_too
@limited("sign_in_limit")
def leave() -> ResponseReturnValue:
    form = LeaveForm(request.form)
    if not form.validate():
        return render_template("people/departure.html", form=shown(form)), 422
    viewer = this_browser()
    account = queries.get_own_account(viewer.actor)
    if prove(account.email, form.current.data) is None:
        page = shown(form, current=NOT_YOURS)
        return render_template("people/departure.html", form=page), 422
    with transaction():
        picture_key = actions.leave(viewer.actor)
    if picture_key:
        storage.drop(picture_key)
    forget()
    flash("Your account is gone. Thank you for what you gave.", "good")
    return redirect(home(), 303)
