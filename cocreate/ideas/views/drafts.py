"""Drafts: kept while they are written, found again, thrown away."""

from flask import (
    Response,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from cocreate.ideas import actions, queries
from cocreate.ideas.views.blueprint import bp
from cocreate.ideas.views.composing import (
    keep_sent,
    render_changed,
    render_composer,
    sent_form,
    typed,
)
from cocreate.kernel import storage
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.again import asks_again
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.form_pages import form_on
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import transaction
from cocreate.kernel.visitors import visitor
from cocreate.people.session import current_actor


@bp.post("/projects/<slug>/drafts")
@form_on("ideas.new")
@open_to(Audience.ANYONE)
@asks_again(typed)
@limited("draft_limit")
def keep_draft(slug: str) -> ResponseReturnValue:
    """Keep what stands in the composer: for its script, or for its button."""
    form = sent_form(slug)
    try:
        key = keep_sent(slug, form)
    except actions.DraftChangedError as changed:
        if by_script():
            return render_template(
                "ideas/_newer.html", newer=changed.newer, slug=slug
            ), 409
        return render_changed(slug, form, changed), 409
    except InvalidError as refusal:
        return render_composer(slug, form, errors=refusal.fields), 422
    if by_script():
        return jsonify(key=key, version=form.version.data)
    flash("Kept. You find it again here, and among your drafts.", "good")
    return redirect(url_for("ideas.new", slug=slug, draft=key), 303)


def by_script() -> bool:
    return "HX-Request" in request.headers


@bp.post("/drafts/<key>/withdraw")
@form_on("ideas.drafts")
@open_to(Audience.ANYONE)
@unverified_too
def drop_draft(key: str) -> Response:
    with transaction():
        unneeded = actions.drop_draft(current_actor(), key, visitor=visitor())
    for storage_key in unneeded:
        storage.drop(storage_key)
    flash("The draft is gone.", "good")
    member = current_actor().is_member
    onward = url_for("ideas.drafts") if member else url_for("projects.home")
    return redirect(onward, 303)  # type: ignore[return-value]  # werkzeug's own type is wider


@bp.get("/me/drafts")
@open_to(Audience.MEMBERS)
def drafts() -> str:
    kept = queries.drafts_of(current_actor(), visitor=visitor())
    return render_template("ideas/drafts.html", drafts=kept)
