"""One's own page: what came of what one said, and the profile others see."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import queries as beta
from cocreate.credits import queries as credits_
from cocreate.ideas import queries as ideas
from cocreate.kernel import mail, storage
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.again import asks_again
from cocreate.kernel.by_hand import filled_by_hand
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.languages import speaking
from cocreate.kernel.limits import limited
from cocreate.kernel.pictures import keep_picture
from cocreate.kernel.text import SafeHtml, trusted
from cocreate.kernel.transaction import transaction, writes
from cocreate.people import actions, queries
from cocreate.people.forms import ProfileForm
from cocreate.people.policy import has_title
from cocreate.people.session import current_actor
from cocreate.people.views.became import became_of
from cocreate.people.views.blueprint import bp
from cocreate.people.views.naming import naming_of
from cocreate.people.views.said import A_FEW, said_by
from cocreate.votes import queries as votes

LARGEST_FACE = 512  # pixels a side


@bp.get("/me")
@open_to(Audience.MEMBERS)
def me() -> str:
    actor = current_actor()
    page = ideas.lines_by(actor, actor.person_id, place=request.args.get("page"))
    person = queries.get_person(actor.person_id)
    address = person.email or ""
    credited = credits_.of_person(actor, actor.person_id)
    return render_template(
        "people/me.html",
        person=person,
        page=page,
        became=became_of(actor, page.rows),
        drafts=ideas.drafts_of(actor)[:A_FEW],
        letters=mail.logged(address=address, size=A_FEW).rows,
        returned=mail.find_returned(address),
        said=said_by(actor, actor.person_id).rows,
        answers=votes.answered_for(actor, most=A_FEW),
        places=beta.enrolments_of(actor),
        credited=credited,
        brought=credits_.brought_by(actor, actor.person_id, credited),
        certificates=credits_.own_certificates(actor),
        own=True,
        suspension=suspension_told(person) if actor.is_suspended else "",
        **naming_of(actor.person_id),
    )


def suspension_told(person: Any) -> SafeHtml:
    """Why somebody may not write, in the language that they are written to in."""
    with speaking(person.language):
        return trusted(render_template("people/_suspended.html", person=person))


@bp.get("/me/votes")
@open_to(Audience.MEMBERS)
def own_votes() -> str:
    actor = current_actor()
    page = votes.ideas_voted_by(actor, place=request.args.get("page"))
    lines = ideas.lines_of(actor, [row.idea_id for row in page.rows])
    return render_template(
        "people/votes.html",
        page=page,
        lines=lines,
        person=queries.get_person(actor.person_id),
    )


@bp.post("/me/votes/names")
@open_to(Audience.MEMBERS)
@writes
def show_votes() -> ResponseReturnValue:
    actions.show_votes(current_actor(), shows=bool(request.form.get("shows")))
    return redirect(url_for("people.own_votes"), 303)


@bp.get("/me/profile")
@open_to(Audience.MEMBERS)
def profile() -> str:
    person = queries.get_person(current_actor().person_id)
    return profile_page(shown(ProfileForm(obj=person)))


def profile_page(form: Shown) -> str:
    actor = current_actor()
    return render_template(
        "people/profile.html",
        form=form,
        face=queries.face_of(actor.person_id),
        has_title=has_title(actor.role),
        known=queries.known_of(actor, actor.person_id),
        history=queries.profile_history(actor.person_id),
    )


def typed() -> str:
    """The profile as it was sent."""
    return profile_page(shown(ProfileForm(request.form)))


@bp.post("/me/profile")
@open_to(Audience.MEMBERS)
@asks_again(typed)
@filled_by_hand
@writes
def edit_profile() -> ResponseReturnValue:
    form = ProfileForm(request.form)
    if not form.validate():
        return profile_page(shown(form)), 422
    actions.edit_profile(current_actor(), form.profile())
    flash("Your profile is saved.", "good")
    return redirect(url_for("people.profile"), 303)


@bp.post("/me/picture")
@open_to(Audience.MEMBERS)
@limited("upload_limit")
def change_picture() -> ResponseReturnValue:
    actor = current_actor()
    sent = request.files.get("picture")
    try:
        kept = keep_picture(
            sent.read() if sent else b"",
            folder=f"people/{actor.person_id}",
            field="picture",
            longest=LARGEST_FACE,
        )
    except InvalidError as refusal:
        person = queries.get_person(actor.person_id)
        values = ProfileForm(obj=person).values
        return profile_page(Shown(values, refusal.fields)), 422
    show_picture(kept.key)
    flash("This is how others see you now.", "good")
    return redirect(url_for("people.profile"), 303)


@bp.post("/me/picture/withdraw")
@open_to(Audience.MEMBERS)
def remove_picture() -> ResponseReturnValue:
    show_picture(None)
    return redirect(url_for("people.profile"), 303)


def show_picture(key: str | None) -> None:
    """Show another picture or none; the one before is dropped once that is certain."""
    with transaction():
        unneeded = actions.change_picture(current_actor(), key)
    if unneeded:
        storage.drop(unneeded)
