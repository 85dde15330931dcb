"""From the application to a report: how many came how far, drawn and told. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cocreate.beta.kinds import STEP_NAMES, Step

STEPS = tuple(Step)
WIDTH, ROW, BAR = 320, 40, 24
LABEL = 104  # of the width, for the words


class Bar(NamedTuple):
    """One step of the drawing."""

    step: Step
    words: str
    people: int
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many came as far as each step, or farther."""

    name: str
    people: tuple[int, ...]

    @property
    def applied(self) -> int:
        return self.people[0]

    def share(self, step: Step) -> float:
        return self.people[STEPS.index(step)] / self.applied if self.applied else 0.0

    @property
    def bars(self) -> tuple[Bar, ...]:
        room = WIDTH - LABEL
        most = max(self.applied, 1)
        return tuple(
            Bar(
                step,
                STEP_NAMES[step],
                people,
                LABEL,
                place * ROW + (ROW - BAR) / 2,
                round(room * people / most, 1),
            )
            for place, (step, people) in enumerate(zip(STEPS, self.people, strict=True))
        )

    @property
    def height(self) -> int:
        return ROW * len(STEPS)


def funnel_of(name: str, furthest: Mapping[int, int]) -> Funnel:
    """Of how many went no farther than each step: whoever reported has tried, too."""
    places = range(len(STEPS))
    return Funnel(
        name,
        tuple(
            sum(furthest.get(far, 0) for far in places if far >= at) for at in places
        ),
    )
