"""Forgetting somebody who asked an administrator to be forgotten."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel import storage
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import PersonId
from cocreate.kernel.transaction import transaction
from cocreate.people import actions, queries
from cocreate.people.forms import ForgetForm
from cocreate.people.policy import is_forgotten
from cocreate.people.session import current_actor, proven
from cocreate.people.views.blueprint import bp


@bp.get("/administration/people/<int:person_id>/forgetting")
@open_to(Audience.ADMINISTRATORS)
def forgetting(person_id: int) -> str:
    return forgetting_page(person_id, ForgetForm())


def forgetting_page(person_id: int, form: ForgetForm) -> str:
    person = queries.get_person(PersonId(person_id))
    return render_template(
        "people/forgetting.html",
        person=person,
        typed=person.email or person.name,
        form=shown(form),
    )


@bp.post("/administration/people/<int:person_id>/forgetting")
@open_to(Audience.ADMINISTRATORS)
@proven
def forget_person(person_id: int) -> ResponseReturnValue:
    person = queries.get_person(PersonId(person_id))
    form = ForgetForm(request.form, wanted=person.email or person.name)
    if not is_forgotten(person) and not form.validate():  # pressed twice
        return forgetting_page(person_id, form), 422
    with transaction():
        picture_key = actions.forget_person(current_actor(), person.id)
    if picture_key:
        storage.drop(picture_key)
    flash("They are forgotten. What they said stays, under nobody's name.", "good")
    return redirect(url_for("people.administration"), 303)
