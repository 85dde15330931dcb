"""Facts that may be two seconds old: asked of the database once, shared by readers.

For figures beside a list (how many, which tags), never for rights or for content.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from cocreate.config import current

T = TypeVar("T")
MOST = 5_000
_known: dict[tuple[object, ...], tuple[float, Any]] = {}


def remembered(
    key: tuple[object, ...], ask: Callable[[], T], *, longer: float = 1.0
) -> T:
    """The answer of `ask`, at most as old as a kept page may be.

    `longer` so many times as old, for what says nothing that anybody reads.
    """
    seconds = current().kept_pages_seconds * longer
    known = _known.get(key)
    if known is not None and time.monotonic() - known[0] < seconds:
        answer: T = known[1]
        return answer
    answer = ask()
    if seconds:
        if len(_known) >= MOST:
            _known.clear()
        _known[key] = (time.monotonic(), answer)
    return answer
