"""Suspend people, lift it, and see whom it holds."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import now
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import PersonId
from cocreate.kernel.transaction import writes
from cocreate.moderation import actions, queries
from cocreate.moderation.forms import SuspensionForm
from cocreate.moderation.reason import Grade
from cocreate.moderation.views.blueprint import bp
from cocreate.moderation.views.panes import GRADES
from cocreate.people.policy import may_suspend
from cocreate.people.queries import face_of, get_person
from cocreate.people.session import current_actor


@bp.get("/moderation/suspensions")
@open_to(Audience.MODERATORS)
def suspensions() -> str:
    actor = current_actor()
    page = queries.suspensions(actor, place=request.args.get("page"))
    return render_template(
        "moderation/suspensions.html",
        suspensions=page.rows,
        following=page.following,
        preceding=page.preceding,
        waiting=queries.count_open(actor),
    )


@bp.get("/moderation/people/<int:person_id>")
@open_to(Audience.MODERATORS)
def person(person_id: int) -> str:
    return render_person(PersonId(person_id), SuspensionForm())


@bp.post("/moderation/people/<int:person_id>/suspension")
@open_to(Audience.MODERATORS)
@writes
def suspend(person_id: int) -> ResponseReturnValue:
    form = SuspensionForm(request.form)
    if not form.validate():
        return render_person(PersonId(person_id), form), 422
    actions.suspend_person(
        current_actor(),
        PersonId(person_id),
        reason=form.reason.data,
        grade=Grade(form.grade.data),
    )
    flash("Suspended: they can read, not write, and are shown the reason.", "good")
    return redirect(url_for("moderation.person", person_id=person_id), 303)


@bp.post("/moderation/people/<int:person_id>/suspension/lift")
@open_to(Audience.MODERATORS)
@writes
def lift(person_id: int) -> ResponseReturnValue:
    actions.lift_suspension(current_actor(), PersonId(person_id))
    flash("Lifted: they can write again.", "good")
    return redirect(url_for("moderation.person", person_id=person_id), 303)


def render_person(person_id: PersonId, form: SuspensionForm) -> str:
    actor = current_actor()
    somebody = get_person(person_id)
    return render_template(
        "moderation/person.html",
        person=somebody,
        face=face_of(person_id),
        is_suspended=somebody.is_suspended(now()),
        may_suspend=may_suspend(actor, somebody),
        record=queries.record_of(person_id),
        suspensions=queries.suspensions_of(actor, person_id),
        grades=GRADES,
        form=shown(form),
    )
