"""Hits are kept until the index knows more: who turns a page asks the same again."""

from collections.abc import Callable
from typing import Any

from cocreate.search.engine import Hits

MOST_FOUND = 500  # searches whose hits are kept

_found: dict[tuple[Any, ...], Hits] = {}


def once(key: tuple[Any, ...], find: Callable[[], Hits]) -> Hits:
    """What is found for a key, which names the index as it stood."""
    found = _found.get(key)
    if found is None:
        if len(_found) >= MOST_FOUND:
            _found.clear()
        found = _found[key] = find()
    return found


def forget() -> None:
    """Look anew, whatever was asked before."""
    _found.clear()
