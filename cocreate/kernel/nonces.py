"""A word that no other page holds: by it browsers know the scripts that we put there.

It is drawn when a page first writes a script, and the policy of that answer names it.
An answer that writes none allows none.
"""

import secrets
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

NONCE = "cocreate.nonce"
BYTES = 18  # 144 bits: 24 letters, without any to fill up


def nonce() -> str:
    """The nonce of the page that is being made."""
    drawn: str | None = request.environ.get(NONCE)
    if drawn is None:
        drawn = request.environ[NONCE] = secrets.token_urlsafe(BYTES)
    return drawn


def nonce_in(environ: "WSGIEnvironment") -> str:
    """The nonce that was drawn for an answer; nothing where it holds no script."""
    drawn: str = environ.get(NONCE, "")
    return drawn
