"""Writing an entry, changing it, publishing it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.journal import actions, queries
from cocreate.journal.forms import EntryForm, PublicationForm, largest_picture
from cocreate.journal.views.blueprint import bp
from cocreate.journal.views.pages import render_entry
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import EntryId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


@bp.get("/projects/<slug>/journal/new")
@open_to(Audience.TEAM)
def new(slug: str) -> str:
    return render_writing(slug, EntryForm())


@bp.post("/projects/<slug>/journal")
@open_to(Audience.TEAM)
@limited("upload_limit")
@writes
def write(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    project = projects.get_project(actor, slug)
    form = EntryForm(request.form)
    try:
        form.require_valid()
        body = with_picture(project.id, form)
    except InvalidError as refusal:
        return render_writing(slug, form, **refusal.fields), 422
    entry = actions.write_entry(actor, project.id, title=form.title.data, body=body)
    return redirect(url_for("journal.show", entry_id=entry.id), 303)


def with_picture(project_id: Any, form: EntryForm) -> str:
    """The words, with the Markdown of the picture that was sent along after them."""
    body: str = form.body.data
    sent = request.files.get("picture")
    if sent is None or not sent.filename:
        return body
    picture = actions.keep_journal_picture(
        current_actor(),
        project_id,
        sent=sent.read(),
        description=form.description.data,
    )
    address = url_for("journal.picture", picture_id=picture.id)
    if f"({address})" in body:
        return body
    words = form.description.data.replace("[", "(").replace("]", ")")
    return f"{body}\n\n![{words}]({address})"


def render_writing(slug: str, form: EntryForm, entry: Any = None, **errors: str) -> str:
    return render_template(
        "journal/write.html",
        project=projects.get_heading(current_actor(), slug),
        entry=entry,
        form=shown(form, **errors),
        largest_picture=largest_picture(),
    )


@bp.get("/journal/<int:entry_id>/edit")
@open_to(Audience.TEAM)
def edit(entry_id: int) -> str:
    actor = current_actor()
    entry = queries.get_entry(actor, EntryId(entry_id))
    project = projects.get_heading_by_id(actor, entry.project_id)
    return render_writing(project.slug, EntryForm(obj=entry), entry)


@bp.post("/journal/<int:entry_id>/edit")
@open_to(Audience.TEAM)
@limited("upload_limit")
@writes
def save(entry_id: int) -> ResponseReturnValue:
    actor = current_actor()
    entry = queries.get_entry(actor, EntryId(entry_id))
    slug = projects.get_heading_by_id(actor, entry.project_id).slug
    form = EntryForm(request.form)
    try:
        form.require_valid()
        body = with_picture(entry.project_id, form)
    except InvalidError as refusal:
        return render_writing(slug, form, entry, **refusal.fields), 422
    actions.edit_entry(actor, entry.id, title=form.title.data, body=body)
    return redirect(url_for("journal.show", entry_id=entry.id), 303)


@bp.post("/journal/<int:entry_id>/publication")
@open_to(Audience.TEAM)
@writes
def publish(entry_id: int) -> ResponseReturnValue:
    form = PublicationForm(request.form)
    if not form.validate():
        return render_entry(EntryId(entry_id), publication=form), 422
    actions.publish_entry(current_actor(), EntryId(entry_id), at=form.moment())
    if form.moment() is None:
        flash("Published. Whoever follows this project is told.", "voice")
    return redirect(url_for("journal.show", entry_id=entry_id), 303)


@bp.post("/journal/<int:entry_id>/publication/withdraw")
@open_to(Audience.TEAM)
@writes
def withdraw(entry_id: int) -> ResponseReturnValue:
    actions.withdraw_entry(current_actor(), EntryId(entry_id))
    flash("Only the team reads this entry now.", "good")
    return redirect(url_for("journal.show", entry_id=entry_id), 303)
