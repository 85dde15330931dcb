"""Say something, answer somebody, and find what was said."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.discussion import actions, policy, queries
from cocreate.discussion.forms import CommentForm, comment_form
from cocreate.discussion.views.blueprint import bp
from cocreate.discussion.views.places import address_of
from cocreate.ideas import queries as ideas
from cocreate.journal import queries as journal
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import CommentId, EntryId, IdeaId
from cocreate.kernel.limits import limited
from cocreate.kernel.text import trusted
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


@bp.post("/ideas/<int:idea_id>/comments")
@open_to(Audience.MEMBERS)
@limited("comment_limit")
@writes
def post_on_idea(idea_id: int) -> ResponseReturnValue:
    actor = current_actor()
    form = comment_form(request.form)
    if not form.validate():
        idea = ideas.get_idea(actor, IdeaId(idea_id))
        return render_template(
            "discussion/say.html",
            project=projects.get_project_by_id(actor, idea.project_id),
            title=idea.title,
            back=url_for("ideas.show", idea_id=idea_id),
            post_to=url_for("discussion.post_on_idea", idea_id=idea_id),
            form=shown(form),
        ), 422
    comment = actions.post_comment(actor, body=form.body.data, idea_id=IdeaId(idea_id))
    return redirect(url_for("discussion.show", comment_id=comment.id), 303)


@bp.post("/journal/<int:entry_id>/comments")
@open_to(Audience.MEMBERS)
@limited("comment_limit")
@writes
def post_on_entry(entry_id: int) -> ResponseReturnValue:
    actor = current_actor()
    form = comment_form(request.form)
    if not form.validate():
        entry = journal.get_entry(actor, EntryId(entry_id))
        return render_template(
            "discussion/say.html",
            project=projects.get_project_by_id(actor, entry.project_id),
            title=entry.title,
            back=url_for("journal.show", entry_id=entry_id),
            post_to=url_for("discussion.post_on_entry", entry_id=entry_id),
            form=shown(form),
        ), 422
    comment = actions.post_comment(
        actor, body=form.body.data, entry_id=EntryId(entry_id)
    )
    return redirect(url_for("discussion.show", comment_id=comment.id), 303)


@bp.get("/comments/<int:comment_id>")
@open_to(Audience.ANYONE)
def show(comment_id: int) -> ResponseReturnValue:
    """A comment has no page of its own: it is read where it was said."""
    comment = queries.get_comment(current_actor(), CommentId(comment_id))
    place = queries.place_of(comment)
    return redirect(
        address_of(comment, place=place, anchor=f"comment-{comment.id}"), 303
    )


@bp.get("/comments/<int:comment_id>/replies/new")
@open_to(Audience.MEMBERS)
def reply(comment_id: int) -> str:
    return render_reply(comment_id, comment_form())


@bp.post("/comments/<int:comment_id>/replies")
@open_to(Audience.MEMBERS)
@limited("comment_limit")
@writes
def answer(comment_id: int) -> ResponseReturnValue:
    form = comment_form(request.form)
    if not form.validate():
        return render_reply(comment_id, form), 422
    comment = actions.post_comment(
        current_actor(), body=form.body.data, parent_id=CommentId(comment_id)
    )
    return redirect(url_for("discussion.show", comment_id=comment.id), 303)


def render_reply(comment_id: int, form: CommentForm) -> str:
    """The form under what it answers; the form alone for a script that asked."""
    actor = current_actor()
    comment = queries.get_comment(actor, CommentId(comment_id))
    said = queries.where_said(comment)
    alone = "HX-Request" in request.headers
    return render_template(
        "discussion/_reply.html" if alone else "discussion/say.html",
        project=projects.get_project_by_id(actor, comment.project_id),
        title=said.title,
        back=address_of(comment, anchor=f"comment-{comment.id}"),
        post_to=url_for("discussion.answer", comment_id=comment.id),
        comment=comment,
        words=trusted(comment.body_html),
        author=said.author,
        may_answer=policy.may_answer(actor, comment, said.phase),
        field_id=f"reply-{comment.id}" if alone else "body",
        form=shown(form),
    )
