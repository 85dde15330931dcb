"""The token in our forms, without which a write is refused: see kernel.web."""

from functools import lru_cache

from flask import current_app, g, session
from flask_wtf.csrf import generate_csrf
from itsdangerous import URLSafeTimedSerializer

NAME = "csrf_token"  # flask-wtf's own names, so that it finds what we signed
SALT = "wtf-csrf-token"


def form_token() -> str:
    """The token of this reader's forms; flask-wtf makes the secret it is signed from.

    A token has no time limit, so one that was signed for a session is as good later.
    """
    secret = session.get(NAME)
    if NAME in g or not isinstance(secret, str):
        fresh: str = generate_csrf()
        return fresh
    g.csrf_token = signed(str(current_app.secret_key), secret)
    token: str = g.csrf_token
    return token


@lru_cache(maxsize=10_000)
def signed(key: str, secret: str) -> str:
    return str(URLSafeTimedSerializer(key, salt=SALT).dumps(secret))
