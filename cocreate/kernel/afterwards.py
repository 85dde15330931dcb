"""Small facts kept beside a request, never awaited: who was seen, and where."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Flask, g
from sqlalchemy.exc import OperationalError

from cocreate.kernel.transaction import transaction

Note = Callable[..., object]
_being_kept: set[tuple[Note, tuple[Any, ...]]] = set()


def keep_soon(app: Flask, note: Note, *facts: Any) -> None:
    """Call `note` in a transaction of its own, in another thread; once at a time."""
    if (note, facts) not in _being_kept:
        _being_kept.add((note, facts))
        threading.Thread(target=keep, args=(app, note, *facts), daemon=True).start()


def keep(app: Flask, note: Note, *facts: Any) -> None:
    """While the database is busy this is left for the next request."""
    try:
        with app.app_context(), suppress(OperationalError), transaction():
            note(*facts)
    finally:
        _being_kept.discard((note, facts))


def leave_word(name: str, *facts: Any) -> None:
    """What is to be known once this request is answered."""
    setattr(g, name, facts)


def word_left(name: str) -> tuple[Any, ...] | None:
    """The facts that were left under this name while the request was answered."""
    found: tuple[Any, ...] | None = g.get(name)
    return found
