"""The blueprint of version 1, with what each of its routes says of itself."""

from collections.abc import Callable
from typing import Any

from cocreate.api.answers import watch
from cocreate.api.describing import HouseBlueprint, refusing
from cocreate.kernel.limits import limited

blp: Any = HouseBlueprint("api", __name__, url_prefix="/api/v1")
watch(blp)

# How whatever changes something may be refused; some of it in more ways.
CHANGING = (400, 401, 403, 404, 413, 415)


def says(*statuses: int) -> Callable[[Any], Any]:
    """Limit a route, and document the refusals it may answer with."""

    def document(view: Any) -> Any:
        return refusing(limited("api_limit")(view), (*statuses, 429, 503))

    return document
