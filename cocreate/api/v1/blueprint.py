"""The blueprint of version 1, with what each of its routes says of itself."""

from collections.abc import Callable
from typing import Any

from flask_smorest import Blueprint

from cocreate.api.answers import ErrorSchema, watch
from cocreate.kernel.limits import limited

blp: Any = Blueprint("api", __name__, url_prefix="/api/v1")
watch(blp)

REFUSALS = {
    400: "The body could not be read.",
    401: "Sign in, or send a token.",
    403: "Not open to you, or closed just now.",
    404: "Nothing is here, or it is not yours to see.",
    409: "It has changed meanwhile.",
    410: "It was here once.",
    413: "The body is too large.",
    415: "Bodies are JSON; a file comes as multipart/form-data.",
    422: "Some of it needs another look; `errors` names the fields.",
    429: "Too often; `Retry-After` says how long to wait.",
    503: "The database cannot be written just now.",
}
# How whatever changes something may be refused; some of it in more ways.
CHANGING = (400, 401, 403, 404, 413, 415)


def says(*statuses: int) -> Callable[[Any], Any]:
    """Limit a route, and document the refusals it may answer with."""

    def document(view: Any) -> Any:
        documented = limited("api_limit")(view)
        for status in (*statuses, 429, 503):
            documented = blp.alt_response(
                status, schema=ErrorSchema, description=REFUSALS[status]
            )(documented)
        return documented

    return document
