"""What a tester does about their place: apply, accept the terms, leave."""

from collections.abc import Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions, queries
from cocreate.beta.forms import ApplicationForm, TermsForm
from cocreate.beta.screening import read_answers
from cocreate.beta.views.addressing import programme_at
from cocreate.beta.views.blueprint import bp
from cocreate.beta.views.programme import render_programme
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.again import asks_again
from cocreate.kernel.by_hand import filled_by_hand
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor

ACCEPTED = "Thank you. You have accepted the terms as they stand now."
STAYS = "Your seat stays yours. Thank you for testing."
LEFT = "You gave up your place. Thank you for testing with us."


@bp.get("/invitations/<invitation_code>")
@open_to(Audience.ANYONE)
def invitation(invitation_code: str) -> ResponseReturnValue:
    """The programme's page, for whoever was given a link to it."""
    _, programme = queries.invited_by(current_actor(), invitation_code)
    slug = queries.slug_of_programme(current_actor(), programme.id)
    return render_programme(slug, code=invitation_code)


def typed(slug: str) -> str:
    """The page with the application as it was sent."""
    return refused(slug, ApplicationForm(request.form), {})[0]


@bp.post("/projects/<slug>/beta/enrolment")
@open_to(Audience.MEMBERS)
@asks_again(typed)
@filled_by_hand
@writes
def apply(slug: str) -> ResponseReturnValue:
    programme = programme_at(slug)
    form = ApplicationForm(request.form)
    read = read_answers(queries.questions_of(programme.id), request.form)
    wrong = {**({} if form.validate() else form.first_errors), **read.wrong}
    if not wrong:
        try:
            application = form.draft(read.answers)
            actions.apply_for_seat(current_actor(), programme.id, application)
        except InvalidError as refusal:
            wrong = refusal.fields
    if wrong:
        return refused(slug, form, wrong)
    return redirect(url_for("beta.programme", slug=slug), 303)


def refused(
    slug: str, form: ApplicationForm, wrong: Mapping[str, str]
) -> tuple[str, int]:
    """The page again, with what was typed and what is wrong with it."""
    page = render_programme(
        slug,
        application=form,
        answers=request.form,
        wrong=wrong,
        code=form.code.data,
    )
    return page, 422


@bp.post("/projects/<slug>/beta/terms")
@open_to(Audience.MEMBERS)
@writes
def accept_terms(slug: str) -> ResponseReturnValue:
    programme = programme_at(slug)
    form = TermsForm(request.form)
    if not form.validate():
        return render_programme(slug, wrong=form.first_errors), 422
    actions.accept_terms(
        current_actor(), programme.id, terms_version=form.terms_version.data
    )
    flash(ACCEPTED, "good")
    return redirect(url_for("beta.programme", slug=slug), 303)


@bp.post("/projects/<slug>/beta/enrolment/continuation")
@open_to(Audience.MEMBERS)
@writes
def keep_my_seat(slug: str) -> ResponseReturnValue:
    actions.keep_my_seat(current_actor(), programme_at(slug).id)
    flash(STAYS, "good")
    return redirect(url_for("beta.programme", slug=slug), 303)


@bp.post("/projects/<slug>/beta/enrolment/withdraw")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def leave(slug: str) -> ResponseReturnValue:
    actions.leave(current_actor(), programme_at(slug).id)
    flash(LEFT)
    return redirect(url_for("beta.programme", slug=slug), 303)
