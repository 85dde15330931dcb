"""The site's administration: who has which role, invitations."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Role
from cocreate.kernel.text import tidy_line
from cocreate.kernel.transaction import writes
from cocreate.moderation.queries import place_of
from cocreate.people import actions, queries
from cocreate.people.forms import LEVELS, ROLES, InviteForm, RoleForm, TrustForm
from cocreate.people.session import current_actor, proven
from cocreate.people.views.blueprint import bp


@bp.get("/administration")
@open_to(Audience.ADMINISTRATORS)
def administration() -> str:
    words = tidy_line(request.args.get("q", ""))[:100]
    role = request.args.get("role", "")
    cut = queries.cut_asked(current_actor(), request.args.get("segment", ""))
    page = queries.accounts(
        current_actor(),
        words=words,
        role=Role(role) if role in set(Role) else None,
        segment_id=cut.id,
        place=request.args.get("page"),
    )
    return render_template(
        "people/administration.html",
        page=page,
        words=words,
        role=role,
        roles=ROLES,
        cut=cut,
    )


@bp.get("/administration/people/<int:person_id>")
@open_to(Audience.ADMINISTRATORS)
def account(person_id: int) -> str:
    return account_page(person_id, None)


def account_page(
    person_id: int, form: RoleForm | None, trust: TrustForm | None = None
) -> str:
    person = queries.get_person(PersonId(person_id))
    level = {"trust": str(person.trust), "locks": person.trust_locked_at is not None}
    return render_template(
        "people/account.html",
        person=person,
        face=queries.face_from(person),
        form=shown(form or RoleForm(data={"role": person.role.value})),
        step=queries.find_second_step(person.id),
        roles=ROLES,
        place=place_of(current_actor(), person.id),
        trust=shown(trust or TrustForm(data=level)),
        levels=LEVELS,
        known=queries.known_of(current_actor(), person.id),
        history=queries.profile_history(person.id),
    )


@bp.post("/administration/people/<int:person_id>/role")
@open_to(Audience.ADMINISTRATORS)
@proven
@writes
def change_role(person_id: int) -> ResponseReturnValue:
    form = RoleForm(request.form)
    if not form.validate():
        return account_page(person_id, form), 422
    actions.change_role(current_actor(), PersonId(person_id), to=form.chosen())
    flash("The role is changed.", "good")
    return redirect(url_for("people.account", person_id=person_id), 303)


@bp.post("/administration/people/<int:person_id>/trust")
@open_to(Audience.ADMINISTRATORS)
@proven
@writes
def set_trust(person_id: int) -> ResponseReturnValue:
    form = TrustForm(request.form)
    if not form.validate():
        return account_page(person_id, None, form), 422
    actions.set_trust(
        current_actor(),
        PersonId(person_id),
        to=form.chosen,
        why=form.why.data,
        locks=form.locks.data,
    )
    flash("The level is set, and they are told.", "good")
    return redirect(url_for("people.account", person_id=person_id), 303)


@bp.get("/administration/invitation")
@open_to(Audience.ADMINISTRATORS)
def new_invitation() -> str:
    return invite_page(InviteForm())


def invite_page(form: InviteForm, **errors: str) -> str:
    return render_template(
        "people/invite.html", form=shown(form, **errors), roles=ROLES
    )


@bp.post("/administration/people/<int:person_id>/second-step/removal")
@open_to(Audience.ADMINISTRATORS)
@proven
@writes
def drop_second_step(person_id: int) -> ResponseReturnValue:
    actions.drop_second_step(current_actor(), PersonId(person_id))
    flash("Their password alone signs them in now.", "good")
    return redirect(url_for("people.account", person_id=person_id), 303)


@bp.post("/administration/invitation")
@open_to(Audience.ADMINISTRATORS)
@proven
@writes
def invite() -> ResponseReturnValue:
    form = InviteForm(request.form)
    if not form.validate():
        return invite_page(form), 422
    try:
        person = actions.invite(
            current_actor(),
            name=form.name.data,
            email=form.email.data,
            role=form.chosen(),
        )
    except actions.AddressTakenError as taken:
        return invite_page(form, email=str(taken)), 422
    flash("The invitation is on its way.", "good")
    return redirect(url_for("people.account", person_id=person.id), 303)


@bp.post("/administration/people/<int:person_id>/invitation")
@open_to(Audience.ADMINISTRATORS)
@writes
def invite_again(person_id: int) -> ResponseReturnValue:
    actions.invite_again(current_actor(), PersonId(person_id))
    flash("Another invitation is on its way.", "good")
    return redirect(url_for("people.account", person_id=person_id), 303)
