"""What one agreed to: what holds, how it is taken back, and every yes and no."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.config import current
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.transaction import writes
from cocreate.people import actions as people
from cocreate.people.queries import agrees_to_terms
from cocreate.people.session import current_actor
from cocreate.privacy import queries
from cocreate.privacy.views.blueprint import bp


@bp.get("/me/consents")
@open_to(Audience.MEMBERS)
def consents() -> str:
    actor = current_actor()
    return render_template(
        "privacy/consents.html",
        holding=queries.agreed_to(actor),
        page=queries.history_of(actor, place=request.args.get("page")),
        terms_url=current().terms_url,
        terms_version=current().terms_version,
        is_asked=not agrees_to_terms(actor),
    )


@bp.post("/me/consents/terms")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def accept_terms() -> ResponseReturnValue:
    people.accept_site_terms(current_actor())
    flash("Kept: you agree to the terms.", "good")
    return redirect(url_for("privacy.consents"), 303)
