"""Do one thing to many ideas in one press: to each that it can be done to."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from cocreate.kernel.db import db
from cocreate.kernel.errors import CoCreateError

MOST = 100
K = TypeVar("K", bound=int)


class Refused(NamedTuple):
    """What could not be done to one of them, and why."""

    key: int
    why: str


def to_each(keys: Iterable[K], act: Callable[[K], object]) -> list[Refused]:
    """Act on each, in one transaction; who refuses is left as it was, and named.

    In the order of their keys: two presses at once do not wait for one another.
    """
    refused = []
    for key in sorted({*keys})[:MOST]:
        try:
            with db.session.begin_nested():
                act(key)
        except CoCreateError as refusal:
            refused.append(Refused(key, str(refusal)))
    return refused
