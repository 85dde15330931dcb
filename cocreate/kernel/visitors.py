"""A browser in which nobody has signed in, known again by a cookie of its own.

What somebody writes before they sign in is kept for this browser. The cookie holds a
random token, the rows its hash, and nothing else is tied to it.
"""

import hashlib

from flask import Response, after_this_request, g, request

from cocreate.config import current
from cocreate.kernel.ids import fresh_token

DAYS = 30
LONGEST = 100


def cookie_name() -> str:
    return "__Host-cocreate-visitor" if current().on_https else "cocreate_visitor"


def visitor() -> str:
    """What rows keep of this browser's token; empty where it has none."""
    if "visitor" not in g:
        token = request.cookies.get(cookie_name(), "")[:LONGEST]
        g.visitor = hash_of(token) if token else ""
    known: str = g.visitor
    return known


def recognised_visitor() -> str:
    """The same, for a browser that is known from now on."""
    known = visitor()
    if known:
        return known
    token = fresh_token()

    @after_this_request
    def keep(answer: Response) -> Response:
        answer.set_cookie(
            cookie_name(),
            token,
            max_age=DAYS * 24 * 3600,
            secure=current().on_https,
            httponly=True,
            samesite="Lax",
        )
        return answer

    g.visitor = hash_of(token)
    return str(g.visitor)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
