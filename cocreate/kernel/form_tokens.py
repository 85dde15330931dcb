"""The token in our forms, without which a write is refused: see kernel.web."""

from functools import lru_cache

from flask import current_app, g, session
from flask_wtf.csrf import CSRFError, generate_csrf, validate_csrf
from itsdangerous import URLSafeTimedSerializer
from wtforms.validators import ValidationError

NAME = "csrf_token"  # flask-wtf's own names, so that it finds what we signed
SALT = "wtf-csrf-token"


def form_token() -> str:
    """The token of this reader's forms; flask-wtf makes the secret it is signed from.

    A token has no time limit, so one that was signed for a session is as good later.
    """
    token: str | None = g.get(NAME)
    if token is None:
        secret = session.get(NAME)
        if not isinstance(secret, str):
            fresh: str = generate_csrf()  # which keeps it there, too
            return fresh
        token = g.csrf_token = signed(str(current_app.secret_key), secret)
    return token


def check_form_token(token: str | None) -> None:
    """Refuse a form whose token is missing, forged or another reader's."""
    try:
        check(token or "", str(session.get(NAME, "")), str(current_app.secret_key))
    except ValidationError as error:
        raise CSRFError(str(error)) from None


@lru_cache(maxsize=10_000)
def check(token: str, _secret: str, _key: str) -> None:
    """Asked once for each token of each reader: a refusal is raised, so never kept."""
    validate_csrf(token)


@lru_cache(maxsize=10_000)
def signed(key: str, secret: str) -> str:
    return str(URLSafeTimedSerializer(key, salt=SALT).dumps(secret))
