"""A certificate: made by whom it names, read and printed and checked by anybody."""

import json

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from cocreate.config import current
from cocreate.credits import actions, queries
from cocreate.credits.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.ids import ReleaseId
from cocreate.kernel.signer import signer_of
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor


@bp.post("/releases/<int:release_id>/certificate")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def issue(release_id: ReleaseId) -> ResponseReturnValue:
    certificate = actions.issue_certificate(current_actor(), release_id)
    return redirect(url_for("credits.show", code=certificate.code), 303)


@bp.get("/credits/<code>")
@open_to(Audience.ANYONE)
def show(code: str) -> str:
    certificate = queries.get_certificate(code)
    said = json.loads(certificate.document)
    return render_template(
        "credits/certificate.html",
        certificate=certificate,
        achievement=said["credentialSubject"]["achievement"],
        evidence=said.get("evidence", []),
        signer=signer_of(current()),
    )


@bp.get("/credits/<code>.json")
@open_to(Audience.ANYONE)
def download(code: str) -> Response:
    certificate = queries.get_certificate(code)
    response = Response(certificate.document, mimetype="application/json")
    response.headers["Content-Disposition"] = "attachment; filename=certificate.json"
    return for_everybody(response)


def for_everybody(response: Response) -> Response:
    """What programs of others may read, wherever they run."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
