"""Several people at the same moment: each in a thread, a session and a transaction."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask

from cocreate.kernel.db import db
from cocreate.kernel.transaction import transaction

PATIENCE = 120  # seconds; whoever takes so long waits for something that does not come


def at_once(app: Flask, *acts: Callable[[], Any]) -> list[Any]:
    """Do all of it at once; give what each returned, or the refusal it met."""
    db.session.commit()
    barrier = Barrier(len(acts))

    def act(wanted: Callable[[], Any]) -> Any:
        with app.app_context():
            barrier.wait(PATIENCE)
            try:
                with transaction():
                    return wanted()
            except Exception as refusal:  # noqa: BLE001 - the test looks at it
                return refusal

    with ThreadPoolExecutor(len(acts)) as pool:
        answers = [*pool.map(act, acts, timeout=PATIENCE)]
    db.session.rollback()
    return answers
