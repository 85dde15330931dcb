"""The last step of whoever wrote without having signed in: saying who they are."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.config import current
from cocreate.ideas import actions, queries
from cocreate.ideas.composer import composer_form
from cocreate.ideas.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.again import asks_again
from cocreate.kernel.by_hand import filled_by_hand
from cocreate.kernel.errors import CoCreateError, NotFoundError
from cocreate.kernel.form_pages import form_on
from cocreate.kernel.forms import ProductForm, shown
from cocreate.kernel.limits import limited
from cocreate.kernel.policy import Actor
from cocreate.kernel.transaction import transaction
from cocreate.kernel.visitors import visitor
from cocreate.people import actions as people
from cocreate.people.forms import AddressForm, SignInForm, SignUpForm
from cocreate.people.queries import LinkUsedUpError, address_to_sign_in
from cocreate.people.session import current_actor, remember
from cocreate.people.views.signing_in import MISMATCH, admit, prove, user_agent
from cocreate.projects import queries as projects


@bp.get("/drafts/<key>/author")
@open_to(Audience.ANYONE)
def author(key: str) -> ResponseReturnValue:
    """Who is it from? Asked once everything is written."""
    draft = own_draft(key)
    if draft.idea_id is not None:
        return redirect(url_for("ideas.show", idea_id=draft.idea_id), 303)
    if current_actor().is_member:
        return redirect(write_on(draft), 303)
    return render_author(draft)


def own_draft(key: str) -> Any:
    return queries.get_draft(current_actor(), key, visitor=visitor())


def write_on(draft: Any) -> str:
    """Where a draft is written on."""
    project = projects.get_heading_by_id(current_actor(), draft.project_id)
    return url_for("ideas.new", slug=project.slug, draft=draft.key)


def render_author(
    draft: Any,
    *,
    guest: ProductForm | None = None,
    known: ProductForm | None = None,
    **errors: str,
) -> str:
    project = projects.get_heading_by_id(current_actor(), draft.project_id)
    asked = queries.asked_of(project.id)
    form = composer_form(asked, words=queries.words_of(draft))
    return render_template(
        "ideas/author.html",
        project=project,
        draft=draft,
        idea=form.draft(),
        by_name=asked.takes_guests,
        guest=shown(guest or SignUpForm()),
        known=shown(known or SignInForm(), **errors),
        may_join=current().sign_up_open,
        write_on=write_on(draft),
    )


def typed(key: str) -> str:
    """The page with the address as it was sent."""
    draft = own_draft(key)
    return render_author(draft, guest=address_form(draft))


def address_form(draft: Any) -> ProductForm:
    by_name = queries.asked_of(draft.project_id).takes_guests
    return (SignUpForm if by_name else AddressForm)(request.form)


@bp.post("/drafts/<key>/letter")
@form_on("ideas.author")
@open_to(Audience.ANYONE)
@asks_again(typed)
@filled_by_hand
@limited("link_limit", by_address=True)
def mail_confirmation(key: str) -> ResponseReturnValue:
    """Mail a link that signs in and shares the draft, to an account or a guest."""
    draft = own_draft(key)
    form = address_form(draft)
    by_name = "name" in form
    if not form.validate():
        return render_author(draft, guest=form), 422
    email = form["email"].data
    with transaction():
        actions.await_confirmation(current_actor(), key, visitor=visitor(), email=email)
        people.ask_for_link(
            email,
            name=form["name"].data if by_name else "",
            at=url_for("ideas.confirm", key=draft.key, token=""),
        )
    return render_template(
        "ideas/letter_sent.html", email=email, by_name=by_name, draft=draft
    )


@bp.post("/drafts/<key>/author")
@open_to(Audience.ANYONE)
@limited("sign_in_limit", by_address=True)
def sign_in_and_share(key: str) -> ResponseReturnValue:
    """Sign in with a password, and share the draft with the same press."""
    draft = own_draft(key)
    form = SignInForm(request.form)
    if not form.validate():
        return render_author(draft, known=form), 422
    account = prove(form.email.data, form.password.data)
    if account is None:
        return render_author(draft, known=form, password=MISMATCH), 422
    admit(account, form.password.data, longer=form.longer.data)
    return share(current_actor(), key, visitor=visitor())


def share(actor: Actor, key: str, *, visitor: str) -> ResponseReturnValue:
    """Share a draft as it stands; where that is refused it waits in the composer."""
    draft = queries.get_draft(actor, key, visitor=visitor)
    project = projects.get_heading_by_id(actor, draft.project_id)
    form = composer_form(
        queries.asked_of(project.id), words=queries.words_of(draft), key=draft.key
    )
    try:
        with transaction():
            idea = actions.share_draft(
                actor, project.slug, visitor=visitor, key=key, idea=form.draft()
            )
    except CoCreateError as refusal:
        flash(f"{refusal} What you wrote is kept: send it again from here.", "note")
        return redirect(url_for("ideas.new", slug=project.slug, draft=draft.key), 303)
    flash("Your idea is out. Everybody can read it and vote for it now.", "good")
    return redirect(url_for("ideas.show", idea_id=idea.id), 303)


@bp.get("/drafts/<key>/link/<token>")
@open_to(Audience.ANYONE)
def confirm(key: str, token: str) -> ResponseReturnValue:
    """What the letter opens: the idea once more, and one press that shares it."""
    if (idea_id := queries.shared_as(key)) is not None:
        return redirect(url_for("ideas.show", idea_id=idea_id), 303)
    email = address_to_sign_in(token)
    draft = queries.find_awaited(key, email)
    if draft is None:
        raise NotFoundError
    form = composer_form(
        queries.asked_of(draft.project_id), words=queries.words_of(draft)
    )
    return render_template(
        "ideas/confirm.html", key=key, token=token, email=email, idea=form.draft()
    )


@bp.post("/drafts/<key>/link/<token>")
@open_to(Audience.ANYONE)
@limited("sign_in_limit", by_address=True)
def confirm_and_share(key: str, token: str) -> ResponseReturnValue:
    """Use the link up: sign in, take the draft over, share it; once."""
    if (idea_id := queries.shared_as(key)) is not None:
        return redirect(url_for("ideas.show", idea_id=idea_id), 303)
    try:
        signed_in = take_over(key, token)
    except LinkUsedUpError:
        if (idea_id := queries.shared_as(key)) is None:
            raise
        return redirect(url_for("ideas.show", idea_id=idea_id), 303)
    remember(signed_in, longer=False)
    return share(current_actor(), key, visitor="")


def take_over(key: str, token: str) -> str:
    """Let the link's owner in, and give them the draft; the token of their sign-in."""
    with transaction():
        email = address_to_sign_in(token)
        # First, because it waits: of two presses the second finds the link used.
        person_id, signed_in = people.sign_in_by_link(token, user_agent=user_agent())
        draft = queries.find_awaited(key, email)
        if draft is None:
            raise NotFoundError
        actions.hand_over(draft, person_id)
        return signed_in
