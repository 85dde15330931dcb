"""The token that a program sends with each request instead of a cookie.

It opens the API, and the few views besides that programs send files to. No page takes
one: a token could make further tokens there.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Request, current_app, g, request

from cocreate.kernel.errors import ForbiddenError

V = TypeVar("V", bound=Callable[..., Any])
READS_ONLY = "This token may read, but not write."


def takes_tokens(view: V) -> V:
    """Let programs in at this view as at the API, with tokens that may write."""

    @wraps(view)
    def taken(*args: Any, **named: Any) -> Any:
        refuse_reading()
        return view(*args, **named)

    taken.__takes_tokens__ = True  # type: ignore[attr-defined]  # functions take attributes
    return cast("V", taken)


def refuse_reading() -> None:
    """A token that may only read changes nothing."""
    if not g.get("token_may_write", True):
        raise ForbiddenError(READS_ONLY)


def bearer_token(asking: Request) -> str | None:
    """The API token that a request brings where tokens are taken.

    The word before it has no one case.
    """
    if not is_for_programs(asking):
        return None
    scheme, _, token = asking.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def is_for_programs(asking: Request) -> bool:
    if asking.path.startswith("/api/"):
        return True
    view = current_app.view_functions.get(asking.endpoint or "")
    return hasattr(view, "__takes_tokens__")


def is_token_request() -> bool:
    return bearer_token(request) is not None
