"""What can be done at a desk: one list, of which keys, palette and menus are made.

A desk keeps its own list and says what applies; what is not in it, it does not offer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing to do: how it is called, pressed and explained, and where it goes."""

    name: str
    key: str
    words: str
    help: str
    kind: StrEnum  # where it stands in menus
    endpoint: str = ""  # none: the page does it by itself
    is_bulk: bool = False
    is_undone: bool = True  # whether the desk can take it back


D = TypeVar("D", bound=Deed)


def in_groups(
    kinds: Iterable[StrEnum], deeds: Sequence[D]
) -> list[tuple[str, list[D]]]:
    """Deeds in groups by their kind, for menus; a kind without any is left out."""
    found = [(kind, [one for one in deeds if one.kind is kind]) for kind in kinds]
    return [(kind.value, some) for kind, some in found if some]
