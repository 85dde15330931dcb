"""How somebody is named where they are thanked: asked once, changed at any time."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.credits import queries as credits_
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.kept_pages import forget_kept
from cocreate.kernel.transaction import transaction
from cocreate.people import actions, queries
from cocreate.people.forms import CreditNameForm
from cocreate.people.named import Named
from cocreate.people.session import current_actor
from cocreate.people.views.blueprint import bp


@bp.get("/me/credit-name")
@open_to(Audience.MEMBERS)
def credit_name() -> str:
    return naming_page()


@bp.post("/me/credit-name")
@open_to(Audience.MEMBERS)
@unverified_too
def choose_credit_name() -> ResponseReturnValue:
    form = CreditNameForm(request.form)
    if not form.validate():
        return naming_page(form.first_errors["credited_as"]), 422
    with transaction():
        actions.choose_credit_name(current_actor(), form.named)
    # After the commit: a page that is made now no longer says what was.
    forget_kept()
    flash("That is how we name you now, everywhere.", "good")
    return redirect(url_for("people.credit_name"), 303)


def naming_page(error: str = "") -> str:
    actor = current_actor()
    return render_template(
        "people/credit_name.html",
        credit_error=error,
        credited=credits_.of_person(actor, actor.person_id),
        certificates=credits_.own_certificates(actor),
        own=True,
        **naming_of(actor.person_id),
    )


def naming_of(person_id: Any) -> dict[str, Any]:
    """What the form needs: the ways to be named, and the one that holds."""
    face = queries.face_of(person_id)
    initials = face.named_by(Named.INITIALS)
    ways = (
        (Named.NAME, "By my name", face.name),
        (Named.INITIALS, "By my initials", initials),
        (Named.NOBODY, "Not at all", "You are counted, and nothing says who you are."),
    )
    return {"face": face, "credit_names": ways}
