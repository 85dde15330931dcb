"""Say something, answer somebody, and find what was said."""

from typing import Any, Unpack

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.discussion import actions, policy, queries
from cocreate.discussion.forms import CommentForm, comment_form
from cocreate.discussion.quoting import LONGEST, quote_of
from cocreate.discussion.views.blueprint import bp
from cocreate.discussion.views.places import (
    Subject,
    SubjectKey,
    address_of,
    people_at,
    subject_of,
)
from cocreate.ideas import queries as ideas
from cocreate.ideas.views.along import beside, sent_along
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.again import asks_again
from cocreate.kernel.by_hand import filled_by_hand
from cocreate.kernel.errors import CoCreateError, InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.ids import CommentId, IdeaId
from cocreate.kernel.limits import limited
from cocreate.kernel.text import tidy, trusted
from cocreate.kernel.transaction import transaction
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


def typed(**key: Unpack[SubjectKey]) -> str:
    """A comment as it was sent."""
    form = shown(comment_form(request.form))
    return render_say(form, subject_of(current_actor(), **key))


@bp.post("/ideas/<int:idea_id>/comments")
@bp.post("/journal/<int:entry_id>/comments")
@open_to(Audience.MEMBERS)
@asks_again(typed)
@filled_by_hand
@limited("comment_limit")
def post(**key: Unpack[SubjectKey]) -> ResponseReturnValue:
    form = comment_form(request.form)
    try:
        comment_id = say(form, **key)
    except (InvalidError, actions.LockedError) as refusal:
        subject = subject_of(current_actor(), **key)
        return render_say(with_refusal(form, refusal), subject), refusal.status
    return redirect(url_for("discussion.show", comment_id=comment_id), 303)


def say(form: CommentForm, **where: Any) -> CommentId:
    """What comes along is kept first, and drawn anew before anything is locked."""
    actor, hanging = current_actor(), sent_along()
    form.require_valid()
    with transaction():
        comment = actions.post_comment(
            actor, body=form.body.data, hanging=hanging, **where
        )
        return comment.id


def render_say(form: Shown, subject: Subject) -> str:
    """What was typed, kept, and why it could not be said."""
    return render_template(
        "discussion/say.html",
        project=projects.get_project_by_id(current_actor(), subject.project_id),
        title=subject.title,
        back=address_of(subject),
        post_to=request.path,
        form=form,
        **beside(),
    )


def with_refusal(form: CommentForm, refusal: CoCreateError) -> Shown:
    """The form with what is wrong with it, or why nobody speaks here just now."""
    wrong = {"body": str(refusal)}
    if isinstance(refusal, InvalidError):
        wrong = refusal.fields
    return shown(form, **wrong)


@bp.get("/comments/<int:comment_id>")
@open_to(Audience.ANYONE)
def show(comment_id: int) -> ResponseReturnValue:
    """A comment has no page of its own: it is read where it was said."""
    comment = queries.get_comment(current_actor(), CommentId(comment_id))
    place = queries.place_of(comment)
    return redirect(
        address_of(comment, place=place, anchor=f"comment-{comment.id}"), 303
    )


@bp.get("/ideas/<int:idea_id>/unread")
@open_to(Audience.MEMBERS)
def unread(idea_id: int) -> ResponseReturnValue:
    """Where the reader left off: the first comment since their last visit."""
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    comment = queries.first_unread(actor, idea.id)
    if comment is not None:
        return redirect(url_for("discussion.show", comment_id=comment.id), 303)
    flash("Nobody said anything since your last visit.")
    return redirect(url_for("ideas.show", idea_id=idea.id, _anchor="talk"), 303)


@bp.get("/comments/<int:comment_id>/replies/new")
@open_to(Audience.MEMBERS)
def reply(comment_id: int) -> str:
    return render_reply(comment_id, shown(comment_form(body=first_words(comment_id))))


def first_words(comment_id: int) -> str:
    """What a reply begins with: a quote, where one was asked for."""
    words = tidy(request.args.get("words", ""))[:LONGEST]
    if not words and "quote" not in request.args:
        return ""
    comment = queries.get_comment(current_actor(), CommentId(comment_id))
    if not comment.shown:
        return ""
    author = queries.where_said(comment).author
    return quote_of(author.name, comment.id, comment.body, comment.body_html, words)


def typed_reply(comment_id: int) -> str:
    """A reply as it was sent."""
    return render_reply(comment_id, shown(comment_form(request.form)))


@bp.post("/comments/<int:comment_id>/replies")
@open_to(Audience.MEMBERS)
@asks_again(typed_reply)
@filled_by_hand
@limited("comment_limit")
def answer(comment_id: int) -> ResponseReturnValue:
    form = comment_form(request.form)
    try:
        said_id = say(form, parent_id=CommentId(comment_id))
    except (InvalidError, actions.LockedError) as refusal:
        typed = with_refusal(form, refusal)
        return render_reply(comment_id, typed), refusal.status
    return redirect(url_for("discussion.show", comment_id=said_id), 303)


def render_reply(comment_id: int, form: Shown) -> str:
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
        quote_at=url_for("discussion.reply", comment_id=comment.id, quote=1),
        people_at=people_at(comment, said.project_slug),
        field_id=f"reply-{comment.id}" if alone else "body",
        form=form,
        **beside(),
    )
