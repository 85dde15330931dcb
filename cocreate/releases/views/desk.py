"""Where the team writes a release and ships it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import ReleaseId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects.queries import get_project, get_project_by_id
from cocreate.releases import actions, policy, queries
from cocreate.releases.contents import choices_of
from cocreate.releases.forms import ReleaseForm, ShippingForm
from cocreate.releases.views.blueprint import bp
from cocreate.releases.views.pages import render_release


@bp.get("/projects/<slug>/releases/new")
@open_to(Audience.TEAM)
def new(slug: str) -> str:
    return desk(ReleaseForm(), get_project(current_actor(), slug))


@bp.post("/projects/<slug>/releases")
@open_to(Audience.TEAM)
@writes
def write(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    form = ReleaseForm(request.form)
    try:
        form.require_valid()
        release = actions.write_release(actor, slug, draft=form.draft())
    except InvalidError as refusal:
        return desk(form, get_project(actor, slug), **refusal.fields), 422
    return redirect(url_for("releases.show", release_id=release.id), 303)


@bp.get("/releases/<int:release_id>/edit")
@open_to(Audience.TEAM)
def edit(release_id: ReleaseId) -> ResponseReturnValue:
    actor = current_actor()
    release = queries.get_release(actor, release_id)
    if not policy.may_rewrite(actor, release):
        return redirect(url_for("releases.show", release_id=release_id), 303)
    form = ReleaseForm.of(
        release,
        queries.decisions_shipped([release_id])[release_id],
        queries.builds_shipped([release_id])[release_id],
    )
    return desk(form, get_project_by_id(actor, release.project_id), release)


@bp.post("/releases/<int:release_id>")
@open_to(Audience.TEAM)
@writes
def rewrite(release_id: ReleaseId) -> ResponseReturnValue:
    actor = current_actor()
    release = queries.get_release(actor, release_id)
    project = get_project_by_id(actor, release.project_id)
    form = ReleaseForm(request.form)
    try:
        form.require_valid()
        actions.rewrite_release(actor, release_id, draft=form.draft())
    except InvalidError as refusal:
        return desk(form, project, release, **refusal.fields), 422
    return redirect(url_for("releases.show", release_id=release_id), 303)


@bp.post("/releases/<int:release_id>/publication")
@open_to(Audience.TEAM)
@writes
def publish(release_id: ReleaseId) -> ResponseReturnValue:
    form = ShippingForm(request.form)
    try:
        form.require_valid()
        actions.publish_release(current_actor(), release_id, despite=form.despite.data)
    except InvalidError as refusal:
        return render_release(release_id, shown(form, **refusal.fields)), 422
    flash("Released. Everyone who made it possible is thanked by name.", "voice")
    return redirect(url_for("releases.show", release_id=release_id), 303)


@bp.post("/releases/<int:release_id>/withdraw")
@open_to(Audience.TEAM)
@writes
def discard(release_id: ReleaseId) -> ResponseReturnValue:
    release = queries.get_release(current_actor(), release_id)
    project = get_project_by_id(current_actor(), release.project_id)
    actions.discard_release(current_actor(), release_id)
    return redirect(url_for("releases.listing", slug=project.slug), 303)


def desk(
    form: ReleaseForm, project: Any, release: Any = None, **more_errors: str
) -> str:
    """The page a release is written on, with what there is to ship."""
    if release is None:
        save_at = url_for("releases.write", slug=project.slug)
        back_to = url_for("releases.listing", slug=project.slug)
    else:
        save_at = url_for("releases.rewrite", release_id=release.id)
        back_to = url_for("releases.show", release_id=release.id)
    return render_template(
        "releases/desk.html",
        project=project,
        form=shown(form, **more_errors),
        choices=choices_of(
            current_actor(),
            project.id,
            chosen=form.decisions.data or (),
            built=form.builds.data or (),
        ),
        save_at=save_at,
        back_to=back_to,
    )
