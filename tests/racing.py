"""Several people at the same moment: each in a thread, a session and a transaction."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from cocreate.kernel.db import db
from cocreate.kernel.transaction import transaction

PATIENCE = 120  # seconds; whoever takes so long waits for something that does not come
LONG_ENOUGH = 0.5  # for everybody to come to a statement that nothing keeps them from


def at_once(app: Flask, *acts: Callable[[], Any], before: str = "") -> list[Any]:
    """Do all of it at once; give what each returned, or the refusal it met.

    `before` is in a statement that none of them makes until all are about to: so they
    meet there for certain, unless something lets them through one by one.
    """
    db.session.commit()
    with meeting(before, len(acts)):
        return all_of(app, *acts)


@contextmanager
def meeting(before: str, many: int) -> Iterator[None]:
    """Let each wait at such a statement; once one waits in vain, nobody does."""
    door = Barrier(many)

    def wait(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if before in statement and not door.broken:
            with suppress(BrokenBarrierError):
                door.wait(LONG_ENOUGH)
                door.abort()  # behind it nobody waits for anybody

    if before:
        event.listen(Engine, "before_cursor_execute", wait)
    try:
        yield
    finally:
        if before:
            event.remove(Engine, "before_cursor_execute", wait)


def all_of(app: Flask, *acts: Callable[[], Any]) -> list[Any]:
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
