"""Lock a discussion with a reason, and open it again."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.discussion import actions
from cocreate.discussion.forms import LockForm
from cocreate.discussion.views.blueprint import bp
from cocreate.ideas import queries as ideas
from cocreate.journal import queries as journal
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import EntryId, IdeaId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


@bp.post("/ideas/<int:idea_id>/lock")
@open_to(Audience.STAFF)
@writes
def lock_idea(idea_id: int) -> ResponseReturnValue:
    form, page = LockForm(request.form), url_for("ideas.show", idea_id=idea_id)
    if not form.validate():
        idea = ideas.get_idea(current_actor(), IdeaId(idea_id))
        return refused(form, idea, page), 422
    actions.lock_discussion(
        current_actor(), idea_id=IdeaId(idea_id), reason=form.reason.data
    )
    return redirect(f"{page}#talk", 303)


@bp.post("/ideas/<int:idea_id>/lock/withdraw")
@open_to(Audience.STAFF)
@writes
def unlock_idea(idea_id: int) -> ResponseReturnValue:
    actions.unlock_discussion(current_actor(), idea_id=IdeaId(idea_id))
    return redirect(url_for("ideas.show", idea_id=idea_id, _anchor="talk"), 303)


@bp.post("/journal/<int:entry_id>/lock")
@open_to(Audience.STAFF)
@writes
def lock_entry(entry_id: int) -> ResponseReturnValue:
    form, page = LockForm(request.form), url_for("journal.show", entry_id=entry_id)
    if not form.validate():
        entry = journal.get_entry(current_actor(), EntryId(entry_id))
        return refused(form, entry, page), 422
    actions.lock_discussion(
        current_actor(), entry_id=EntryId(entry_id), reason=form.reason.data
    )
    return redirect(f"{page}#talk", 303)


@bp.post("/journal/<int:entry_id>/lock/withdraw")
@open_to(Audience.STAFF)
@writes
def unlock_entry(entry_id: int) -> ResponseReturnValue:
    actions.unlock_discussion(current_actor(), entry_id=EntryId(entry_id))
    return redirect(url_for("journal.show", entry_id=entry_id, _anchor="talk"), 303)


def refused(form: LockForm, subject: Any, page: str) -> str:
    return render_template(
        "discussion/lock.html",
        project=projects.get_heading_by_id(current_actor(), subject.project_id),
        title=subject.title,
        back=f"{page}#talk",
        post_to=request.path,
        form=shown(form),
    )
