"""Change one's own words, take them back, and read what was said before."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.discussion import actions, policy, queries
from cocreate.discussion.forms import CommentForm, comment_form
from cocreate.discussion.views.blueprint import bp
from cocreate.discussion.views.places import address_of
from cocreate.ideas.views.along import beside, sent_along
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.again import asks_again
from cocreate.kernel.by_hand import filled_by_hand
from cocreate.kernel.clock import now
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import CommentId
from cocreate.kernel.languages import translatable
from cocreate.kernel.limits import limited
from cocreate.kernel.text import trusted
from cocreate.kernel.transaction import transaction, writes
from cocreate.people.queries import get_person
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.projects.policy import is_running


@bp.get("/comments/<int:comment_id>/edit")
@open_to(Audience.MEMBERS)
def edit(comment_id: int) -> str:
    comment = queries.get_comment(current_actor(), CommentId(comment_id))
    return render_edit(comment_id, comment_form(body=comment.body))


def typed(comment_id: int) -> str:
    """The form of an edit as it was sent."""
    return render_edit(comment_id, comment_form(request.form))


@bp.post("/comments/<int:comment_id>")
@open_to(Audience.MEMBERS)
@asks_again(typed)
@filled_by_hand
@limited("comment_limit")
def save(comment_id: int) -> ResponseReturnValue:
    form = comment_form(request.form)
    try:
        change(CommentId(comment_id), form)
    except InvalidError as refusal:
        return render_edit(comment_id, form, **refusal.fields), 422
    return redirect(url_for("discussion.show", comment_id=comment_id), 303)


def change(comment_id: CommentId, form: CommentForm) -> None:
    """What comes along is kept first, and drawn anew before anything is locked."""
    actor, hanging = current_actor(), sent_along()
    form.require_valid()
    with transaction():
        actions.edit_comment(actor, comment_id, body=form.body.data, hanging=hanging)


def render_edit(comment_id: int, form: CommentForm, **errors: str) -> str:
    actor = current_actor()
    comment = queries.get_comment(actor, CommentId(comment_id))
    if comment.author_id != actor.person_id:
        raise ForbiddenError(translatable("Only its author changes a comment."))
    said = queries.where_said(comment)
    project = projects.get_project_by_id(actor, comment.project_id)
    return render_template(
        "discussion/edit.html",
        project=project,
        title=said.title,
        back=address_of(comment, anchor=f"comment-{comment.id}"),
        comment=comment,
        may_edit=policy.may_edit(
            actor,
            comment,
            project.phase,
            joined_at=get_person(actor.person_id).joined_at,
            at=now(),
        ),
        is_running=is_running(project.phase),
        may_withdraw=policy.may_withdraw(actor, comment),
        form=shown(form, **errors),
        **beside(queries.files_on(comment)),
    )


@bp.post("/comments/<int:comment_id>/withdraw")
@open_to(Audience.MEMBERS)
@writes
def withdraw(comment_id: int) -> ResponseReturnValue:
    comment = actions.withdraw_comment(current_actor(), CommentId(comment_id))
    flash("You took your comment back. Its place stays, its words are gone.", "good")
    return redirect(url_for("discussion.show", comment_id=comment.id), 303)


@bp.get("/comments/<int:comment_id>/history")
@open_to(Audience.ANYONE)
def history(comment_id: int) -> str:
    actor = current_actor()
    comment = queries.get_comment(actor, CommentId(comment_id))
    said = queries.where_said(comment)
    return render_template(
        "discussion/history.html",
        project=projects.get_project_by_id(actor, comment.project_id),
        title=said.title,
        back=url_for("discussion.show", comment_id=comment.id),
        comment=comment,
        words=trusted(comment.body_html),
        author=said.author,
        revisions=queries.revisions_of(actor, comment),
    )
