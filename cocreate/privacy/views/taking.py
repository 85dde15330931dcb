"""Take away everything that is kept of oneself: asked for, made, fetched."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.config import current
from cocreate.kernel import storage
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.forms import shown
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import transaction
from cocreate.people import queries as people
from cocreate.people.forms import LeaveForm
from cocreate.people.session import current_actor
from cocreate.people.views.account import NOT_YOURS
from cocreate.people.views.signing_in import prove
from cocreate.privacy import actions, queries
from cocreate.privacy.views.blueprint import bp


@bp.get("/me/data")
@open_to(Audience.MEMBERS)
def data() -> str:
    return data_page(LeaveForm())


def data_page(form: LeaveForm, **errors: str) -> str:
    archive = queries.find_archive(current_actor())
    is_ready = archive is not None and queries.is_ready(archive)
    return render_template(
        "privacy/data.html",
        form=shown(form, **errors),
        archive=archive,
        is_made=archive is not None and archive.ready_at is None,
        href=queries.address_of(archive) if archive and is_ready else None,
        days=current().export_kept_days,
    )


@bp.post("/me/data")
@open_to(Audience.MEMBERS)
@unverified_too
@limited("sign_in_limit")
def ask_for_data() -> ResponseReturnValue:
    form = LeaveForm(request.form)
    if not form.validate():
        return data_page(form), 422
    actor = current_actor()
    if prove(people.get_own_account(actor).email, form.current.data) is None:
        return data_page(form, current=NOT_YOURS), 422
    with transaction():
        unneeded = actions.ask_for_archive(actor)
    if unneeded:
        storage.drop(unneeded)
    flash("It is being made. You are told here and by mail when it is ready.", "good")
    return redirect(url_for("privacy.data"), 303)


@bp.get("/me/data/<archive>")
@open_to(Audience.MEMBERS)
def fetch_data(archive: str) -> ResponseReturnValue:
    found = queries.get_ready(current_actor(), archive)
    key = queries.key_of(found.token)
    pieces = storage.read_range(key, 0, storage.size_of(key))
    answer = Response(pieces, mimetype="application/zip")
    name = f"cocreate-{found.asked_at:%Y-%m-%d}.zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    answer.content_length = found.size
    return answer
