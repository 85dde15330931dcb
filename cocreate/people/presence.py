"""When a sign-in was last seen: kept beside the request, which never waits for it."""

import threading
from contextlib import suppress
from datetime import timedelta

from flask import Flask, Response, g
from sqlalchemy.exc import OperationalError

from cocreate.kernel.clock import now
from cocreate.kernel.transaction import transaction
from cocreate.people import actions
from cocreate.people.session import SignedIn

INTERVAL = timedelta(minutes=10)
_being_kept: set[int] = set()


def set_up(app: Flask) -> None:
    """Look, after each answer, whether it is time to keep that its reader was here."""

    @app.after_request
    def keep_presence(response: Response) -> Response:
        reader = g.get("_login_user")  # whoever flask-login has loaded for this page
        if isinstance(reader, SignedIn) and is_due(reader):
            keep_soon(app, reader.sign_in_id)
        return response


def is_due(reader: SignedIn) -> bool:
    seen_lately = now() - reader.last_seen_at < INTERVAL
    return not seen_lately and reader.sign_in_id not in _being_kept


def keep_soon(app: Flask, sign_in_id: int) -> threading.Thread:
    _being_kept.add(sign_in_id)
    keeper = threading.Thread(target=keep, args=(app, sign_in_id), daemon=True)
    keeper.start()
    return keeper


def keep(app: Flask, sign_in_id: int) -> None:
    """While the database is busy this is left for the next page."""
    try:
        with app.app_context(), suppress(OperationalError), transaction():
            actions.note_seen(sign_in_id)
    finally:
        _being_kept.discard(sign_in_id)
