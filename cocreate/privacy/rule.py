"""A rule of what is kept: what, why, by which right, how long, and who drops it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from cocreate.config import current
from cocreate.kernel.transaction import transaction

Drop = Callable[[int], int]


class Basis(StrEnum):
    """By which right: Article 6(1) of the General Data Protection Regulation."""

    CONTRACT = "what you signed up for (contract)"
    CONSENT = "your consent"
    LAW = "a duty by law"
    INTEREST = "a legitimate interest"


class Until(StrEnum):
    """What ends the keeping."""

    CLOCK = "after a time"
    LEAVING = "until you leave"
    STAYS = "longer than you stay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is kept of people, for everybody to read, and for the worker to carry out.

    `tables` are those it speaks of; `days` names the setting that says how long.
    """

    name: str
    what: str
    why: str
    basis: Basis
    until: Until
    kept: str
    tables: frozenset[str]
    days: str = ""
    drop: Drop | None = None
    each_hours: int = 24

    @property
    def how_long(self) -> str:
        """In words: the days that the setting says stand in for {days}."""
        return self.kept.format(days=getattr(current(), self.days) if self.days else "")


def by_itself(act: Drop) -> Drop:
    """An action of a capability, in a transaction of its own."""
    return partial(in_transaction, act)


def in_transaction(act: Drop, most: int) -> int:
    with transaction():
        return act(most)
