"""How a build is to reach its testers."""

from collections.abc import Sequence
from dataclasses import dataclass

from cocreate.beta.kinds import Pace

STEPS = (10, 30, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloutDraft:
    steps: Sequence[int] = STEPS
    pace: Pace = Pace.GATE
    hours: int = 24
    least_satisfied: int = 60
    most_stopped: int = 10
