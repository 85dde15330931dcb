"""One request, one commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from cocreate.kernel.db import db, writing

P = ParamSpec("P")
T = TypeVar("T")


def writes(view: Callable[P, T]) -> Callable[P, T]:
    """Commit when the view returns; undo everything when it raises."""

    @wraps(view)
    def committed(*args: P.args, **kwargs: P.kwargs) -> T:
        with transaction():
            return view(*args, **kwargs)

    return committed


@contextmanager
def transaction() -> Iterator[None]:
    """A unit of work outside a request, or where only part of one may write."""
    # What was read before belongs to an older snapshot: SQLite would refuse to
    # write from it, and PostgreSQL to see what others have written since.
    db.session.rollback()
    token = writing.set(True)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        writing.reset(token)


def pause() -> None:
    """Let the database go while something slow happens; the next read begins anew."""
    db.session.rollback()
