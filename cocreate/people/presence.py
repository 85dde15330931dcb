"""When a browser or a token was last seen: kept beside the request, never awaited."""

from datetime import datetime, timedelta

from flask import Flask, Response, g

from cocreate.kernel.afterwards import keep_soon
from cocreate.kernel.clock import now
from cocreate.people import actions
from cocreate.people.queries import FoundToken
from cocreate.people.session import SignedIn

INTERVAL = timedelta(minutes=10)


def set_up(app: Flask) -> None:
    """Look, after each answer, whether it is time to keep that its reader was here."""
    if app.testing:  # no thread may outlive a test: they call `keep` themselves
        return

    @app.after_request
    def keep_presence(response: Response) -> Response:
        reader = g.get("_login_user")  # whoever flask-login has loaded for this page
        if isinstance(reader, SignedIn) and is_due(reader.last_seen_at):
            keep_soon(app, actions.note_seen, reader.sign_in_id)
        token = g.get("found_token")
        if isinstance(token, FoundToken) and is_due(token.last_used_at):
            keep_soon(app, actions.note_use, token.token_id)
        return response


def is_due(seen_at: datetime | None) -> bool:
    return seen_at is None or now() - seen_at >= INTERVAL
