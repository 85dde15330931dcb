"""One thing that must hold: how to see that it does not, and how to mend it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, in words, and how many times."""

    count: int
    words: str


@dataclass(frozen=True, slots=True)
class Check:
    """`look` finds troubles; `mend` says what it did, and is absent if none can be."""

    name: str
    look: Callable[[], Sequence[Trouble]]
    mend: Callable[[], str] | None = None


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
