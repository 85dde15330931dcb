"""The ways that were weighed, each with the voices for it and against it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cocreate.decisions.queries import Voice
from cocreate.decisions.stance import Side, Stance


class Option(Protocol):
    """One of the ways, as it was written down."""

    @property
    def name(self) -> str: ...
    @property
    def argument(self) -> str: ...
    @property
    def is_chosen(self) -> bool: ...
    @property
    def position(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Weighed:
    name: str
    argument: str
    is_chosen: bool
    speaks_for: tuple[Voice, ...] = ()
    speaks_against: tuple[Voice, ...] = ()


def weighed(options: Iterable[Option], voices: Sequence[Voice]) -> list[Weighed]:
    """Each option with its evidence, in the order in which it was cited."""
    return [
        Weighed(
            option.name,
            option.argument,
            option.is_chosen,
            *(
                tuple(
                    voice
                    for voice in voices
                    if voice.side == Side(option.position, stance)
                )
                for stance in Stance
            ),
        )
        for option in options
    ]
