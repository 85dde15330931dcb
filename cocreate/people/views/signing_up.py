"""Signing up, and coming into an account by the letter that welcomes one to it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.config import current
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.again import asks_again
from cocreate.kernel.by_hand import filled_by_hand
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.forms import shown
from cocreate.kernel.languages import asked_for
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import transaction
from cocreate.kernel.ways_back import safe_next
from cocreate.people import actions, queries
from cocreate.people.forms import ArrivalForm, JoinForm, SignUpForm
from cocreate.people.passwords import hashed
from cocreate.people.queries import Account
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
        with_letter=current().verify_mail,
    )


def typed() -> str:
    """The form as it was sent."""
    require_open()
    return sign_up_page(SignUpForm(request.form))


@bp.post("/sign-up")
@open_to(Audience.ANYONE)
@asks_again(typed)
@filled_by_hand
@limited("sign_up_limit", by_address=True)
def join() -> ResponseReturnValue:
    require_open()
    if not current().verify_mail:
        return join_at_once(JoinForm(request.form))
    form = SignUpForm(request.form)
    if not form.validate():
        return sign_up_page(form), 422
    open_account(form)
    return render_template("people/sign_up_sent.html", email=form.email.data)


def open_account(form: SignUpForm) -> None:
    with transaction():
        actions.sign_up(
            name=form.name.data,
            email=form.email.data,
            then=safe_next(form.next.data, ""),
            language=asked_for(),
        )


def join_at_once(form: JoinForm) -> ResponseReturnValue:
    """Where no proof of the address is asked for, joining also signs in."""
    if not form.validate():
        return sign_up_page(form), 422
    password_hash = hashed(form.password.data)
    try:
        with transaction():
            actions.sign_up_trusted(
                name=form.name.data,
                email=form.email.data,
                password_hash=password_hash,
                language=asked_for(),
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


# ── Coming in ─────────────────────────────────────────────────────────────────


@bp.get("/verification/<token>")
@open_to(Audience.ANYONE)
def verification(token: str) -> ResponseReturnValue:
    return doorstep(token, "people/verification.html")


@bp.get("/invitation/<token>")
@open_to(Audience.ANYONE)
def invitation(token: str) -> ResponseReturnValue:
    return doorstep(token, "people/invitation.html")


@bp.post("/verification/<token>")
@open_to(Audience.ANYONE)
@limited("sign_in_limit", by_address=True)
def verify(token: str) -> ResponseReturnValue:
    return come_in(token, "people/verification.html")


@bp.post("/invitation/<token>")
@open_to(Audience.ANYONE)
@limited("sign_in_limit", by_address=True)
def accept_invitation(token: str) -> ResponseReturnValue:
    return come_in(token, "people/invitation.html")


def doorstep(token: str, template: str) -> ResponseReturnValue:
    """What a letter of welcome opens: a name and a password, and one is in."""
    arrival = queries.get_arrival(token)
    onward = safe_next(request.args.get("next"), "")
    if arrival.is_over:
        return by_the_front_door(arrival.account, onward)
    form = ArrivalForm(data={"name": arrival.account.name, "next": onward})
    return doorstep_page(template, token, arrival.account, form)


def doorstep_page(
    template: str, token: str, account: Account, form: ArrivalForm
) -> str:
    return render_template(
        template,
        form=shown(form),
        token=token,
        email=account.email,
        least=current().password_least,
    )


def come_in(token: str, template: str) -> ResponseReturnValue:
    account = queries.get_arrival(token).account
    form = ArrivalForm(request.form)
    form.address = account.email
    if not form.validate():
        return doorstep_page(template, token, account, form), 422
    password_hash = hashed(form.password.data)
    with transaction():
        is_in = actions.come_in(
            token,
            name=form.name.data,
            password_hash=password_hash,
            language=asked_for(),
        )
    onward = safe_next(form.next.data, home())
    # Whoever presses twice has typed the password of the first press.
    if not is_in and prove(account.email, form.password.data) is None:
        return by_the_front_door(account, onward)
    admit(account, form.password.data)
    return redirect(onward, 303)


def by_the_front_door(account: Account, onward: str) -> ResponseReturnValue:
    flash("You have come in by this link before. Sign in.", "good")
    place = url_for("people.sign_in", email=account.email, next=onward or None)
    return redirect(place, 303)
