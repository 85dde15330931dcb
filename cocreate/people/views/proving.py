"""Saying once more who one is, before what is dangerous."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.again import carried
from cocreate.kernel.errors import SignInFirstError
from cocreate.kernel.forms import shown
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import transaction
from cocreate.kernel.ways_back import safe_next
from cocreate.kernel.web import wants_json
from cocreate.people import actions, queries
from cocreate.people.forms import ProofForm
from cocreate.people.session import (
    ProofError,
    current_viewer,
    is_remembered,
    remember,
)
from cocreate.people.views.account import NOT_YOURS, this_browser
from cocreate.people.views.blueprint import bp
from cocreate.people.views.signing_in import home, prove


@bp.app_errorhandler(ProofError)
def ask_proof(error: ProofError) -> ResponseReturnValue:
    """Ask for it where somebody is; what they sent goes on after it."""
    if wants_json():
        return {"code": 403, "message": str(error)}, 403
    if request.method == "GET":
        place = url_for("people.proof", next=request.full_path.rstrip("?"))
        return redirect(place, 303)
    return proof_page(ProofForm()), 403


def proof_page(form: ProofForm, **errors: str) -> str:
    return render_template(
        "people/proof.html", form=shown(form, **errors), carried=carried()
    )


@bp.get("/me/proof")
@open_to(Audience.MEMBERS)
def proof() -> str:
    return proof_page(ProofForm(data={"next": safe_next(request.args.get("next"), "")}))


@bp.post("/me/proof")
@open_to(Audience.MEMBERS)
@unverified_too
@limited("sign_in_limit")
def prove_oneself() -> ResponseReturnValue:
    """Take the password of whoever is signed in, and go on with what they sent."""
    form = ProofForm(request.form)
    if not form.validate():
        return proof_page(form), 422
    viewer = this_browser()
    email = queries.get_own_account(viewer.actor).email
    if prove(email, form.own_password.data) is None:
        return proof_page(form, own_password=NOT_YOURS), 422
    renew()
    if (typed := carried()) and typed.onward != request.path:
        return redirect(safe_next(typed.onward, home()), 307)
    return redirect(safe_next(form.next.data, home()), 303)


def renew() -> None:
    """Give this browser another token: a copy of the one before is worthless."""
    viewer = current_viewer()
    if viewer is None:
        raise SignInFirstError
    longer = is_remembered()
    with transaction():
        token = actions.renew_proof(viewer.actor, viewer.sign_in_id)
    remember(token, longer=longer)
