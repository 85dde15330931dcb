"""The API's own description: as OpenAPI for programs, as a page for people."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.kept_pages import kept

bp = Blueprint("api_docs", __name__, url_prefix="/api")
METHODS = ("get", "post", "put", "patch", "delete")


def specification() -> dict[str, Any]:
    described: dict[str, Any] = current_app.extensions["cocreate_api"].described()
    return described


@bp.get("/v1/openapi.json")
@open_to(Audience.ANYONE)
def openapi() -> Response:
    return jsonify(specification())


@bp.get("/docs")
@open_to(Audience.ANYONE)
@kept
def docs() -> str:
    described = specification()
    routes = [
        (method.upper(), path, operation)
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
        if method in METHODS
    ]
    return render_template("api/docs.html", routes=routes)
