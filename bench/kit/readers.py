"""Signed-in readers: their cookies and form tokens, made as the site makes them."""

from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from bench.kit.data import Data
from bench.kit.seeding import ballots, token_of
from bench.kit.servers import SECRET

COOKIE = "cocreate"
FORM_SECRET = "0123456789abcdef0123456789abcdef01234567"


def cookie_of(person_id: int) -> str:
    """The cookie of a browser in which this person is signed in."""
    session = {
        "_user_id": token_of(person_id),
        "_fresh": True,
        "csrf_token": FORM_SECRET,
    }
    app = Flask("bench")
    app.secret_key = SECRET
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    if signer is None:
        raise RuntimeError("Flask signs no session without a secret.")
    return f"{COOKIE}={signer.dumps(session)}"


def form_token() -> str:
    """The token that a form of such a browser carries."""
    signer = URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token")
    return str(signer.dumps(FORM_SECRET))


def write_ballots(path: Path, data: Data) -> Path:
    """For wrk: the form token, then a cookie a line, then ideas that take votes."""
    path.write_text("\n".join(ballot_lines(data)) + "\n")
    return path


def ballot_lines(data: Data) -> Iterator[str]:
    yield f"token {form_token()}"
    for person_id in ballots(data):
        yield f"cookie {cookie_of(person_id)}"
    for key in range(1, min(data.ideas, 200_000) + 1):
        if data.takes_votes(key):
            yield f"idea {key}"
