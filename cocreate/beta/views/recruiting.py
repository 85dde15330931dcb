"""Whom the team lets in: questions, invitations, applications to read."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions, queries
from cocreate.beta.forms import LinkForm, ManyForm, QuestionForm, read_list
from cocreate.beta.screening import rule_words
from cocreate.beta.views.addressing import place_at, programme_at
from cocreate.beta.views.blueprint import bp
from cocreate.beta.views.team import address_of_testers
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.form_pages import form_on
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import EnrolmentId, LinkId, QuestionId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor

ASKED = "From now on, whoever applies is asked so."
NOTHING: Mapping[str, str] = {}
LINKED = "The link is made. Copy it from the list below."


@bp.get("/projects/<slug>/beta/questions")
@open_to(Audience.TEAM)
def questions(slug: str) -> str:
    return render_questions(slug, QuestionForm())


def render_questions(slug: str, form: QuestionForm, **wrong: str) -> str:
    project, programme = place_at(slug)
    asked = queries.questions_of(programme.id)
    return render_template(
        "beta/questions.html",
        project=project,
        programme=programme,
        asked=[(one, rule_words(one)) for one in asked],
        form=shown(form, **wrong),
    )


@bp.post("/projects/<slug>/beta/questions")
@open_to(Audience.TEAM)
@writes
def ask_question(slug: str) -> ResponseReturnValue:
    form = QuestionForm(request.form)
    try:
        form.require_valid()
        actions.ask_question(current_actor(), programme_at(slug).id, form.draft())
    except InvalidError as refusal:
        return render_questions(slug, form, **refusal.fields), 422
    flash(ASKED, "good")
    return redirect(url_for("beta.questions", slug=slug), 303)


@bp.post("/projects/<slug>/beta/questions/<int:question_id>/removal")
@open_to(Audience.TEAM)
@writes
def retire_question(slug: str, question_id: int) -> ResponseReturnValue:
    actions.retire_question(
        current_actor(), programme_at(slug).id, QuestionId(question_id)
    )
    return redirect(url_for("beta.questions", slug=slug), 303)


@bp.get("/projects/<slug>/beta/invitations")
@open_to(Audience.TEAM)
def invitations(slug: str) -> str:
    return render_invitations(slug)


def render_invitations(
    slug: str,
    *,
    link: LinkForm | None = None,
    many: ManyForm | None = None,
    outcome: Any = None,
    wrong: Mapping[str, str] = NOTHING,
    unread: Mapping[str, str] = NOTHING,
) -> str:
    """The links there are, and the forms that make one or invite a list."""
    project, programme = place_at(slug)
    return render_template(
        "beta/invitations.html",
        project=project,
        programme=programme,
        links=queries.links_of(programme.id),
        cohorts=queries.cohorts(programme.id),
        link=shown(link or LinkForm(), **wrong),
        many=shown(many or ManyForm(), **unread),
        outcome=outcome,
    )


@bp.post("/projects/<slug>/beta/links")
@form_on("beta.invitations")
@open_to(Audience.TEAM)
@writes
def make_link(slug: str) -> ResponseReturnValue:
    form = LinkForm(request.form)
    try:
        form.require_valid()
        actions.make_link(current_actor(), programme_at(slug).id, form.draft())
    except InvalidError as refusal:
        return render_invitations(slug, link=form, wrong=refusal.fields), 422
    flash(LINKED, "good")
    return redirect(url_for("beta.invitations", slug=slug), 303)


@bp.post("/invitation-links/<int:link_id>/removal")
@open_to(Audience.TEAM)
@writes
def revoke_link(link_id: int) -> ResponseReturnValue:
    slug = actions.revoke_link(current_actor(), LinkId(link_id))
    return redirect(url_for("beta.invitations", slug=slug), 303)


@bp.post("/projects/<slug>/beta/invitations/list")
@open_to(Audience.TEAM)
@limited("upload_limit")
@writes
def invite_many(slug: str) -> ResponseReturnValue:
    """Invite a list; the page says what came of each line that could not be."""
    form = ManyForm(request.form)
    try:
        wanted = read_list(form, request.files.get("file"))
    except InvalidError as refusal:
        return render_invitations(slug, many=form, unread=refusal.fields), 422
    outcome = actions.invite_many(current_actor(), programme_at(slug).id, wanted)
    return render_invitations(slug, outcome=outcome)


@bp.post("/enrolments/<int:enrolment_id>/admission")
@open_to(Audience.TEAM)
@writes
def admit(enrolment_id: int) -> ResponseReturnValue:
    enrolment = actions.admit(current_actor(), EnrolmentId(enrolment_id))
    return redirect(address_of_testers(enrolment.programme_id), 303)
