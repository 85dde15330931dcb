"""Which way a contribution speaks about an option."""

from dataclasses import dataclass
from enum import StrEnum


class Stance(StrEnum):
    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Side:
    """Under which option a contribution stands as evidence, and which way."""

    position: int
    stance: Stance
