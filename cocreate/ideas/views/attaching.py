"""Pictures and files: put on a draft, taken off it, opened."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import queries as beta
from cocreate.discussion import queries as discussion
from cocreate.ideas import actions, queries
from cocreate.ideas.composer import ComposerForm
from cocreate.ideas.views.along import brought, kept_before, sent_along
from cocreate.ideas.views.blueprint import bp
from cocreate.ideas.views.composing import (
    keep_sent,
    render_changed,
    render_composer,
    sent_form,
    typed,
)
from cocreate.kernel import storage
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.again import asks_again
from cocreate.kernel.errors import InvalidError, NotFoundError
from cocreate.kernel.file_names import attached_as, shown_as
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import transaction
from cocreate.kernel.visitors import visitor
from cocreate.people.session import current_actor

# Whatever a file holds, a browser that opens it runs nothing and asks nobody.
INERT = "default-src 'none'; sandbox"


@bp.post("/projects/<slug>/attachments")
@open_to(Audience.ANYONE)
@asks_again(typed)
@limited("upload_limit")
def attach(slug: str) -> ResponseReturnValue:
    """Keep what stands in the composer, with the files that were sent along."""
    return with_kept(slug, sent_form(slug))


def with_kept(
    slug: str, form: ComposerForm, removed: int | None = None
) -> ResponseReturnValue:
    """A piece of the page for the script; without one, the page once more."""
    alone = "HX-Request" in request.headers
    errors: dict[str, str] = {}
    try:
        key = keep_sent(slug, form)
    except actions.DraftChangedError as changed:
        if alone:
            page = render_template("ideas/_newer.html", newer=changed.newer, slug=slug)
            return page, 409
        return render_changed(slug, form, changed), 409
    except InvalidError as refusal:
        errors, key = refusal.fields, form.key.data
    if removed is not None:
        take_off(key, removed)
    if alone:
        return attached_piece(slug, form, errors)
    if errors:
        return render_composer(slug, form, errors=errors), 422
    return redirect(url_for("ideas.new", slug=slug, draft=key) + "#attachments", 303)


def take_off(key: str, attachment_id: int) -> None:
    with transaction():
        unneeded = actions.detach(
            current_actor(), key, attachment_id, visitor=visitor()
        )
    for storage_key in unneeded:
        storage.drop(storage_key)


def attached_piece(
    slug: str, form: ComposerForm, errors: dict[str, str]
) -> ResponseReturnValue:
    files = queries.attachments_of_draft(
        current_actor(), form.key.data, visitor=visitor()
    )
    piece = render_template(
        "ideas/_attached.html",
        files=files,
        slug=slug,
        key=form.key.data,
        version=form.version.data,
        error=errors.get("files", ""),
    )
    return piece, 422 if errors else 200


@bp.post("/projects/<slug>/attachments/<int:attachment_id>/withdraw")
@open_to(Audience.ANYONE)
@asks_again(typed)
@limited("draft_limit")
def detach(slug: str, attachment_id: int) -> ResponseReturnValue:
    return with_kept(slug, sent_form(slug), removed=attachment_id)


@bp.post("/attachments")
@open_to(Audience.MEMBERS)
@limited("upload_limit")
def send() -> ResponseReturnValue:
    """Keep files for what somebody is writing, and show them: a piece of its form."""
    errors: dict[str, str] = {}
    try:
        sent_along()
    except InvalidError as refusal:
        errors = refusal.fields
    fresh = [key for key in brought() if key not in kept_before()]
    files = queries.attachments_waiting(current_actor(), fresh)
    piece = render_template(
        "ideas/_files.html", files=files, off=(), files_errors=errors
    )
    return piece, 422 if errors else 200


@bp.get("/attachments/<int:attachment_id>")
@open_to(Audience.ANYONE)
def attachment(attachment_id: int) -> Response:
    return opened(attachment_id)


def opened(attachment_id: int) -> Response:
    """The bytes of a file that the actor may read, as something that runs nowhere."""
    actor = current_actor()
    found = (
        queries.find_attachment(actor, attachment_id, visitor=visitor())
        or discussion.find_attached(actor, attachment_id)
        or beta.find_attached(actor, attachment_id)
    )
    if found is None:
        raise NotFoundError
    answer = Response(storage.read(found.storage_key), content_type=found.media_type)
    answer.headers["Content-Security-Policy"] = INERT
    answer.headers["Cache-Control"] = "private, no-cache"
    said = shown_as if found.is_picture else attached_as
    answer.headers["Content-Disposition"] = said(found.name)
    answer.set_etag(found.storage_key.rsplit("/", 1)[-1])
    answer.make_conditional(request)
    return answer
