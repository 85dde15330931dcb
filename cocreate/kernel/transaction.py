"""One request, one commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from http import HTTPStatus
from typing import Any, ParamSpec, TypeVar

from cocreate.kernel.db import db
from cocreate.kernel.one_connection import writing

P = ParamSpec("P")
T = TypeVar("T")


def writes(view: Callable[P, T]) -> Callable[P, T]:
    """Commit when the view returns; undo everything when it raises or refuses.

    A page that says what is wrong is a refusal too, however far the action had come.
    """

    @wraps(view)
    def committed(*args: P.args, **kwargs: P.kwargs) -> T:
        with transaction():
            answer = view(*args, **kwargs)
            if refuses(answer):
                db.session.rollback()
            return answer

    committed.__writes__ = True  # type: ignore[attr-defined]  # functions take attributes
    return committed


def refuses(answer: object) -> bool:
    """Whether a view answers with the status of a refusal: `page, 422`."""
    status = answer[1] if isinstance(answer, tuple) and len(answer) > 1 else None
    return isinstance(status, int) and status >= HTTPStatus.BAD_REQUEST


def begin_for(view: Callable[..., Any]) -> None:
    """Let what is read for a view that writes belong to the view's own transaction.

    Who asks is read before every view: so it costs no transaction of its own, and
    nobody can be suspended between that question and the write. The end of the
    request takes it back.
    """
    if hasattr(view, "__writes__"):
        writing.set(True)


def end(_: BaseException | None = None) -> None:
    """Whatever reads next in this thread reads for somebody else."""
    writing.set(False)


@contextmanager
def transaction() -> Iterator[None]:
    """A unit of work outside a request, or where only part of one may write."""
    # What was read before belongs to an older snapshot: SQLite would refuse to
    # write from it, and PostgreSQL to see what others have written since.
    if not writing.get():
        db.session.rollback()
    writing.set(True)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        writing.set(False)


def pause() -> None:
    """Let the database go while something slow happens; the next read begins anew."""
    db.session.rollback()
