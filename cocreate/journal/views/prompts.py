"""Asking with an entry, and ending a question."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.journal import actions
from cocreate.journal.forms import PromptForm
from cocreate.journal.views.blueprint import bp
from cocreate.journal.views.pages import render_entry
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import EntryId, PromptId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor


@bp.post("/journal/<int:entry_id>/prompts")
@open_to(Audience.TEAM)
@writes
def ask(entry_id: int) -> ResponseReturnValue:
    form = PromptForm(request.form)
    if not form.validate():
        return render_entry(EntryId(entry_id), prompt_form=form), 422
    actions.ask_prompt(current_actor(), EntryId(entry_id), **form.data)
    return redirect(url_for("journal.show", entry_id=entry_id), 303)


@bp.post("/journal/prompts/<int:prompt_id>/closing")
@open_to(Audience.TEAM)
@writes
def close(prompt_id: int) -> ResponseReturnValue:
    prompt = actions.close_prompt(current_actor(), PromptId(prompt_id))
    return redirect(url_for("journal.show", entry_id=prompt.entry_id), 303)


@bp.post("/journal/prompts/<int:prompt_id>/closing/withdraw")
@open_to(Audience.TEAM)
@writes
def reopen(prompt_id: int) -> ResponseReturnValue:
    prompt = actions.reopen_prompt(current_actor(), PromptId(prompt_id))
    return redirect(url_for("journal.show", entry_id=prompt.entry_id), 303)
