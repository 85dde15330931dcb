"""Passkeys: made and taken away on a page of one's own, asked for at the door."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import fresh_token
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import transaction, writes
from cocreate.kernel.ways_back import safe_next
from cocreate.people import actions, queries
from cocreate.people.forms import BeginStepForm, PasskeyForm, SignInForm
from cocreate.people.session import current_actor, note, proven, remember
from cocreate.people.views.blueprint import bp
from cocreate.people.views.second_step import safety_page
from cocreate.people.views.signing_in import home, render_sign_in, user_agent


@bp.post("/me/passkeys/challenge")
@open_to(Audience.MEMBERS)
@unverified_too
@limited("sign_in_limit")
@proven
@writes
def ask_to_make() -> Response:
    from cocreate.people import passkeys  # noqa: PLC0415 - seldom needed, long to load

    actor = current_actor()
    asked = passkeys.asked_to_make(
        actor.person_id,
        email=queries.get_own_account(actor).email,
        challenge=actions.ask_device(),
        known=[key.credential for key in queries.own_passkeys(actor)],
    )
    return Response(asked, mimetype="application/json")


@bp.post("/me/passkeys")
@open_to(Audience.MEMBERS)
@unverified_too
@limited("sign_in_limit")
@proven
@writes
def keep_passkey() -> ResponseReturnValue:
    form = PasskeyForm(request.form)
    begin = BeginStepForm(data={"seed": fresh_token()})
    try:
        form.require_valid()
        actions.keep_passkey(
            current_actor(), name=form.name.data, answer=form.credential.data or ""
        )
    except InvalidError as refusal:
        return safety_page(begin, new=shown(form, **refusal.fields)), 422
    flash("This device signs you in from now on.", "good")
    return redirect(url_for("people.safety"), 303)


@bp.post("/me/passkeys/<int:passkey_id>/removal")
@open_to(Audience.MEMBERS)
@unverified_too
@proven
@writes
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    actions.remove_passkey(current_actor(), passkey_id)
    flash("It signs nobody in any more.", "good")
    return redirect(url_for("people.safety"), 303)


@bp.post("/sign-in/passkey/challenge")
@open_to(Audience.ANYONE)
@limited("link_limit", by_address=True)
@writes
def ask_to_sign() -> Response:
    from cocreate.people import passkeys  # noqa: PLC0415 - as above

    asked = passkeys.asked_to_sign(actions.ask_device())
    return Response(asked, mimetype="application/json")


@bp.post("/sign-in/passkey")
@open_to(Audience.ANYONE)
@limited("sign_in_limit", by_address=True)
def enter_by_passkey() -> ResponseReturnValue:
    answer = request.form.get("credential", "")
    with transaction():
        token = actions.sign_in_by_passkey(answer, user_agent=user_agent())
    if token is None:
        note("passkey.refused")
        form = SignInForm(data={"next": safe_next(request.form.get("next"), "")})
        return render_sign_in(form, email=actions.NOT_KNOWN), 422
    remember(token, longer=False)
    return redirect(safe_next(request.form.get("next"), home()), 303)
