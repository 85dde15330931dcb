"""The team's side of a programme: make it, see who tests, group and invite them."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions, queries
from cocreate.beta.cards import cards_of
from cocreate.beta.forms import (
    CohortForm,
    InvitationForm,
    MoveForm,
    ProgrammeForm,
)
from cocreate.beta.kinds import PLATFORM_NAMES, Place
from cocreate.beta.views.addressing import place_at, programme_at
from cocreate.beta.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.form_pages import form_on
from cocreate.kernel.forms import ProductForm, shown
from cocreate.kernel.ids import EnrolmentId, ProgrammeId
from cocreate.kernel.transaction import writes
from cocreate.people.queries import faces, segments
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects

SAVED = "Saved."
INVITED = "The seat is kept for them until they answer."


@bp.get("/projects/<slug>/beta/edit")
@open_to(Audience.TEAM)
def edit(slug: str) -> str:
    actor = current_actor()
    project = projects.get_project(actor, slug)
    found = queries.find_programme(actor, project.id)
    said = known_of(found) if found else {}
    return render_edit(slug, ProgrammeForm(obj=found, data=said))


def known_of(programme: Any) -> dict[str, Any]:
    """What the form shows of a programme beside its own columns."""
    platforms = queries.platforms_of(programme.id)
    lottery = queries.find_lottery(programme.id)
    said = {f"least_{one.value}": least for one, least in platforms.items()}
    if lottery is not None:
        said |= {name: getattr(lottery, name) for name in ("strata", "shares")}
        said["source"] = lottery.source
    return said | {
        "platforms": [one.value for one in platforms],
        "segment_ids": [*queries.segment_ids_of(programme.id)],
        "by_segment": "1" if programme.by_segment else "",
    }


def render_edit(slug: str, form: ProgrammeForm, **errors: str) -> str:
    actor = current_actor()
    project = projects.get_project(actor, slug)
    return render_template(
        "beta/edit.html",
        project=project,
        programme=queries.find_programme(actor, project.id),
        form=shown(form, **errors),
        platforms=PLATFORM_NAMES,
        segments=segments(actor),
    )


@bp.post("/projects/<slug>/beta")
@open_to(Audience.TEAM)
@writes
def save(slug: str) -> ResponseReturnValue:
    """Open the programme, or change the one there is."""
    actor = current_actor()
    form = ProgrammeForm(request.form)
    project = projects.get_project(actor, slug)
    try:
        form.require_valid()
        actions.save_programme(actor, project.id, form.draft())
    except InvalidError as refusal:
        return render_edit(slug, form, **refusal.fields), 422
    flash(SAVED, "good")
    return redirect(url_for("beta.programme", slug=slug), 303)


@bp.post("/projects/<slug>/beta/closure")
@form_on("beta.edit")
@open_to(Audience.TEAM)
@writes
def close(slug: str) -> ResponseReturnValue:
    actions.close_programme(current_actor(), programme_at(slug).id)
    return redirect(url_for("beta.programme", slug=slug), 303)


@bp.post("/projects/<slug>/beta/closure/withdraw")
@open_to(Audience.TEAM)
@writes
def reopen(slug: str) -> ResponseReturnValue:
    actions.reopen_programme(current_actor(), programme_at(slug).id)
    return redirect(url_for("beta.programme", slug=slug), 303)


@bp.get("/projects/<slug>/beta/testers")
@open_to(Audience.TEAM)
def testers(slug: str) -> str:
    return render_testers(slug)


def render_testers(
    slug: str,
    *,
    cohort: ProductForm | None = None,
    invitation: ProductForm | None = None,
    email_error: str = "",
) -> str:
    """Who is in which place, with the forms that move them."""
    project, programme = place_at(slug)
    place = place_asked_for()
    places, cohort_sizes = queries.count_seats(programme.id)
    page = queries.testers(
        current_actor(),
        programme.id,
        queries.TestersWanted(place=place),
        start=request.args.get("page"),
    )
    return render_template(
        "beta/testers.html",
        project=project,
        programme=programme,
        place=place,
        page=page,
        people=faces(row.person_id for row in page.rows),
        answers=queries.answers_of([row.id for row in page.rows]),
        places=places,
        cohorts=queries.cohorts(programme.id),
        cohort_sizes=cohort_sizes,
        builds=cards_of(queries.builds(current_actor(), programme.id)),
        cohort=shown(cohort or CohortForm()),
        invitation=shown(invitation or InvitationForm()),
        email_error=email_error,
    )


def place_asked_for() -> Place | None:
    asked = request.args.get("place", "")
    return Place(asked) if asked in {*Place} else None


@bp.post("/projects/<slug>/beta/cohorts")
@form_on("beta.testers")
@open_to(Audience.TEAM)
@writes
def add_cohort(slug: str) -> ResponseReturnValue:
    form = CohortForm(request.form)
    if not form.validate():
        return render_testers(slug, cohort=form), 422
    actions.add_cohort(current_actor(), programme_at(slug).id, name=form.name.data)
    return redirect(url_for("beta.testers", slug=slug), 303)


@bp.post("/projects/<slug>/beta/invitations")
@open_to(Audience.TEAM)
@writes
def invite(slug: str) -> ResponseReturnValue:
    form = InvitationForm(request.form)
    if not form.validate():
        return render_testers(slug, invitation=form), 422
    programme = programme_at(slug)
    try:
        actions.invite(current_actor(), programme.id, email=form.email.data)
    except InvalidError as refusal:
        error = refusal.fields["email"]
        return render_testers(slug, invitation=form, email_error=error), 422
    flash(INVITED, "good")
    return redirect(url_for("beta.testers", slug=slug), 303)


@bp.post("/enrolments/<int:enrolment_id>/cohort")
@open_to(Audience.TEAM)
@writes
def move(enrolment_id: int) -> ResponseReturnValue:
    form = MoveForm(request.form)
    form.require_valid()
    enrolment = actions.move_to_cohort(
        current_actor(), EnrolmentId(enrolment_id), cohort_id=form.cohort_id.data
    )
    return redirect(address_of_testers(enrolment.programme_id), 303)


@bp.post("/enrolments/<int:enrolment_id>/removal")
@open_to(Audience.TEAM)
@writes
def remove(enrolment_id: int) -> ResponseReturnValue:
    enrolment = actions.remove(current_actor(), EnrolmentId(enrolment_id))
    return redirect(address_of_testers(enrolment.programme_id), 303)


def address_of_testers(programme_id: ProgrammeId) -> str:
    slug = queries.slug_of_programme(current_actor(), programme_id)
    return url_for("beta.testers", slug=slug)
