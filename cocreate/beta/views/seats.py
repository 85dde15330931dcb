"""What a tester does about their place: apply, accept the terms, leave."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions
from cocreate.beta.forms import ApplicationForm, TermsForm
from cocreate.beta.views.addressing import programme_at
from cocreate.beta.views.blueprint import bp
from cocreate.beta.views.programme import render_programme
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor

ACCEPTED = "Thank you. You have accepted the terms as they stand now."
LEFT = "You gave up your place. Thank you for testing with us."


@bp.post("/projects/<slug>/beta/enrolment")
@open_to(Audience.MEMBERS)
@writes
def apply(slug: str) -> ResponseReturnValue:
    programme = programme_at(slug)
    form = ApplicationForm(request.form)
    if not form.validate():
        return render_programme(slug, application=form), 422
    if form.terms_version.data != programme.terms_version:
        changed = actions.TERMS_CHANGED
        return render_programme(slug, application=form, terms_error=changed), 422
    actions.apply_for_seat(current_actor(), programme.id, form.draft())
    return redirect(url_for("beta.programme", slug=slug), 303)


@bp.post("/projects/<slug>/beta/terms")
@open_to(Audience.MEMBERS)
@writes
def accept_terms(slug: str) -> ResponseReturnValue:
    programme = programme_at(slug)
    form = TermsForm(request.form)
    if not form.validate():
        sentence = form.first_errors["terms_version"]
        return render_programme(slug, terms_error=sentence), 422
    actions.accept_terms(
        current_actor(), programme.id, terms_version=form.terms_version.data
    )
    flash(ACCEPTED, "good")
    return redirect(url_for("beta.programme", slug=slug), 303)


@bp.post("/projects/<slug>/beta/enrolment/withdraw")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def leave(slug: str) -> ResponseReturnValue:
    actions.leave(current_actor(), programme_at(slug).id)
    flash(LEFT)
    return redirect(url_for("beta.programme", slug=slug), 303)
