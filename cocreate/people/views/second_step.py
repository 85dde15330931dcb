"""The second step: asked for at the door, begun and ended on a page of one's own."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.again import carried
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.ids import fresh_token
from cocreate.kernel.limits import limited
from cocreate.kernel.qr import picture_of
from cocreate.kernel.transaction import transaction, writes
from cocreate.kernel.ways_back import back_or, safe_next
from cocreate.people import actions, queries
from cocreate.people.actions.second_steps import second_step_of
from cocreate.people.forms import BeginStepForm, PasskeyForm, SeedForm, StepForm
from cocreate.people.passkey_host import can_be_had
from cocreate.people.second_step import address_of, application_of
from cocreate.people.session import (
    SecondStepError,
    current_actor,
    half_sign_in,
    note,
    proven,
    remember,
)
from cocreate.people.views.account import this_browser
from cocreate.people.views.blueprint import bp
from cocreate.people.views.signing_in import home

WRONG = "This code does not fit. Codes of an application last half a minute."

# ── At the door ───────────────────────────────────────────────────────────────


@bp.app_errorhandler(SecondStepError)
def ask_step(_: SecondStepError) -> ResponseReturnValue:
    """Whichever way somebody came in, here it goes on."""
    onward = safe_next(request.form.get("next"), "")
    if (request.endpoint or "").partition(".")[0] != bp.name:
        onward = back_or(home())
    return step_page(StepForm(data={"next": onward}))


def step_page(form: StepForm, **errors: str) -> str:
    return render_template(
        "people/second_step_asked.html",
        form=shown(form, **errors),
        carried=carried(),
    )


@bp.get("/sign-in/second-step")
@open_to(Audience.ANYONE)
def second_step() -> ResponseReturnValue:
    if half_sign_in() is None:
        return redirect(url_for("people.sign_in"), 303)
    return step_page(StepForm(data={"next": safe_next(request.args.get("next"), "")}))


@bp.post("/sign-in/second-step")
@open_to(Audience.ANYONE)
@limited("sign_in_limit", by_address=True)
def take_step() -> ResponseReturnValue:
    """Let somebody in by a code; what they typed before goes on where it was sent."""
    found = half_sign_in()
    if found is None:
        flash("That took too long. Sign in once more.", "note")
        return redirect(url_for("people.sign_in"), 303)
    form, (half, longer) = StepForm(request.form), found
    if not form.validate():
        return step_page(form), 422
    token = try_code(half, form.step_code.data)
    if token is None:
        note("second_step.refused", person=int(half.person_id))
        return step_page(form, step_code=WRONG), 422
    remember(token, longer=longer)
    if typed := carried():
        return redirect(safe_next(typed.onward, home()), 307)
    return redirect(safe_next(form.next.data, home()), 303)


def try_code(half: queries.HalfSignIn, typed: str) -> str | None:
    """The token that a code gives, guesses counted before it is looked at."""
    counted = second_step_of(half.person_id)
    actions.refuse_guessing(counted)
    with transaction():
        actions.note_attempt(counted)
    actions.refuse_guessing(counted, beyond=1)
    with transaction():
        return actions.take_second_step(half, code=typed)


# ── On one's own page ─────────────────────────────────────────────────────────


@bp.get("/me/second-step")
@open_to(Audience.MEMBERS)
def safety() -> str:
    return safety_page(BeginStepForm(data={"seed": fresh_token()}))


def safety_page(
    form: BeginStepForm,
    codes: list[str] | None = None,
    *,
    new: Shown | None = None,
) -> str:
    """What one signs in with; the picture is of an application not begun yet."""
    actor, seed = current_actor(), form.seed.data
    account = queries.get_own_account(actor)
    step = queries.find_second_step(actor.person_id)
    return render_template(
        "people/second_step.html",
        form=shown(form),
        step=step,
        left=len(step.code_hashes.split()) if step else 0,
        codes=codes,
        secret=application_of(actor.person_id, seed).secret,
        picture=picture_of(address_of(actor.person_id, seed, email=account.email)),
        passkeys=queries.own_passkeys(actor),
        new=new or shown(PasskeyForm()),
        can_have_passkeys=can_be_had(),
    )


@bp.post("/me/second-step")
@open_to(Audience.MEMBERS)
@unverified_too
@limited("sign_in_limit")
@proven
@writes
def begin_step() -> ResponseReturnValue:
    form = BeginStepForm(request.form)
    viewer = this_browser()
    try:
        form.require_valid()
        codes = actions.begin_second_step(
            viewer.actor,
            seed=form.seed.data,
            code=form.code.data,
            but=viewer.sign_in_id,
        )
    except InvalidError as refusal:
        form.refuse(refusal.fields)
        return safety_page(form), 422
    return safety_page(BeginStepForm(data={"seed": fresh_token()}), codes)


@bp.post("/me/second-step/codes")
@open_to(Audience.MEMBERS)
@unverified_too
@proven
@writes
def renew_codes() -> ResponseReturnValue:
    form = SeedForm(request.form)
    form.validate()
    codes = actions.renew_codes(current_actor(), seed=form.seed.data)
    return safety_page(BeginStepForm(data={"seed": fresh_token()}), codes)


@bp.post("/me/second-step/end")
@open_to(Audience.MEMBERS)
@unverified_too
@proven
@writes
def end_step() -> ResponseReturnValue:
    actions.end_second_step(current_actor())
    flash("Your password alone signs you in now.", "good")
    return redirect(url_for("people.safety"), 303)
