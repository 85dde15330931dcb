"""What is said of a build, put right: its notes always, the rest while it is open."""

from flask import request
from flask.typing import ResponseReturnValue

from cocreate.beta import actions
from cocreate.beta.forms import BuildFactsForm, NotesForm
from cocreate.beta.views.blueprint import bp
from cocreate.beta.views.rings import done_with
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import BuildId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor


@bp.post("/builds/<int:build_id>/notes")
@open_to(Audience.TEAM)
@writes
def amend_notes(build_id: int) -> ResponseReturnValue:
    form = NotesForm(request.form)

    def amend() -> None:
        notes = form.notes.data
        actions.amend_notes(current_actor(), BuildId(build_id), notes=notes)

    return done_with(build_id, form, amend, "It says so now.")


@bp.post("/builds/<int:build_id>/facts")
@open_to(Audience.TEAM)
@writes
def change_facts(build_id: int) -> ResponseReturnValue:
    form = BuildFactsForm(request.form)

    def change() -> None:
        actions.change_facts(current_actor(), BuildId(build_id), form.facts())

    return done_with(build_id, form, change, "It is put right.")
