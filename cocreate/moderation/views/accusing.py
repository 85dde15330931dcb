"""Report a person from their page."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.flashed import flash_as_spoken
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import PersonId
from cocreate.kernel.languages import in_language
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.moderation import actions, policy, queries
from cocreate.moderation.forms import FlagForm
from cocreate.moderation.reason import Reason, explained
from cocreate.moderation.views.blueprint import bp
from cocreate.moderation.views.flagging import THANKS
from cocreate.people.queries import face_from, get_contributor
from cocreate.people.session import current_actor, own_language


@bp.get("/people/<int:person_id>/flag")
@open_to(Audience.MEMBERS)
@in_language(own_language)
def flag_person(person_id: int) -> str:
    return render_flag(PersonId(person_id), FlagForm())


@bp.post("/people/<int:person_id>/flag")
@open_to(Audience.MEMBERS)
@limited("flag_limit")
@in_language(own_language)
@writes
def raise_on_person(person_id: int) -> ResponseReturnValue:
    form = FlagForm(request.form)
    if not form.validate():
        return render_flag(PersonId(person_id), form), 422
    actions.flag_person(
        current_actor(),
        PersonId(person_id),
        reason=Reason(form.reason.data),
        note=form.note.data,
        law=form.law.data,
    )
    flash_as_spoken(THANKS)
    return redirect(url_for("people.show", person_id=person_id), 303)


def render_flag(person_id: PersonId, form: FlagForm) -> str:
    actor = current_actor()
    person = get_contributor(actor, person_id)
    case = queries.find_open_about(person.id)
    flag = queries.find_own_flag(actor, case.id) if case else None
    return render_template(
        "moderation/flag_person.html",
        face=face_from(person),
        reasons_to_choose=explained(),
        may_flag=policy.may_flag(actor, person.id),
        flag=flag,
        form=shown(form),
    )
