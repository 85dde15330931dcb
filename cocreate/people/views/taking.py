"""Take away everything that is kept of oneself: rows as JSON, and files."""

import json
from collections.abc import Iterator

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from cocreate.kernel import audit, storage
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.clock import today
from cocreate.kernel.forms import shown
from cocreate.kernel.limits import limited
from cocreate.kernel.personal import Rows, files_of
from cocreate.kernel.transaction import transaction
from cocreate.kernel.zipped import Named, zipped
from cocreate.people import queries
from cocreate.people.forms import LeaveForm
from cocreate.people.session import current_actor
from cocreate.people.views.account import NOT_YOURS
from cocreate.people.views.blueprint import bp
from cocreate.people.views.signing_in import prove


@bp.get("/me/data")
@open_to(Audience.MEMBERS)
def data() -> str:
    return data_page(LeaveForm())


def data_page(form: LeaveForm, **errors: str) -> str:
    return render_template("people/data.html", form=shown(form, **errors))


@bp.post("/me/data")
@open_to(Audience.MEMBERS)
@unverified_too
@limited("sign_in_limit")
def take_data() -> ResponseReturnValue:
    form = LeaveForm(request.form)
    if not form.validate():
        return data_page(form), 422
    actor = current_actor()
    account = queries.get_own_account(actor)
    if prove(account.email, form.current.data) is None:
        return data_page(form, current=NOT_YOURS), 422
    with transaction():
        audit.note_act(
            "PersonExported", actor_id=actor.person_id, person_id=actor.person_id
        )
    found = queries.everything_of(actor)
    answer = Response(zipped(files_in(found)), mimetype="application/zip")
    name = f"cocreate-{today():%Y-%m-%d}.zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def files_in(found: dict[str, Rows]) -> Iterator[Named]:
    written = json.dumps(found, ensure_ascii=False, indent=1)
    yield "everything.json", [written.encode("utf-8", "replace")]
    for key in files_of(found):
        if storage.is_kept(key):
            yield f"files/{key}", storage.read_range(key, 0, storage.size_of(key))
