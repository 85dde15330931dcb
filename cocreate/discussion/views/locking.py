"""Lock a discussion with a reason, and open it again."""

from typing import Unpack

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from cocreate.discussion import actions
from cocreate.discussion.forms import LockForm
from cocreate.discussion.views.blueprint import bp
from cocreate.discussion.views.places import SubjectKey, address_of, subject_of
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.forms import shown
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


@bp.post("/ideas/<int:idea_id>/lock")
@bp.post("/journal/<int:entry_id>/lock")
@open_to(Audience.MEMBERS)
@writes
def lock(**key: Unpack[SubjectKey]) -> ResponseReturnValue:
    actor, form = current_actor(), LockForm(request.form)
    subject = subject_of(actor, **key)
    if not form.validate():
        page = render_template(
            "discussion/lock.html",
            project=projects.get_heading_by_id(actor, subject.project_id),
            title=subject.title,
            back=address_of(subject),
            post_to=request.path,
            form=shown(form),
        )
        return page, 422
    actions.lock_discussion(actor, reason=form.reason.data, **key)
    return redirect(address_of(subject), 303)


@bp.post("/ideas/<int:idea_id>/lock/withdraw")
@bp.post("/journal/<int:entry_id>/lock/withdraw")
@open_to(Audience.MEMBERS)
@writes
def unlock(**key: Unpack[SubjectKey]) -> ResponseReturnValue:
    actor = current_actor()
    actions.unlock_discussion(actor, **key)
    return redirect(address_of(subject_of(actor, **key)), 303)
