"""How a build goes from a few testers to all: rings, steps and gates. Pure.

Testers are told apart by a hash of who they are that never changes (Fibonacci hashing,
Knuth: The Art of Computer Programming 3, 6.4): whoever is early is early each time, and
the first percents are spread evenly over those who joined early and late. A gate looks
at the ends of 95 % intervals (Wilson's score), so that few answers open nothing: the
least satisfaction there may be, and the most testers there may be whom something stops.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from cocreate.beta.gauges import Gauge
from cocreate.beta.kinds import Pace, RollState
from cocreate.beta.models import Rollout

WHOLE = 100
GOLDEN = 2_654_435_761  # 2^32 divided by the golden ratio
OTHER = 668_265_263  # another prime, so that programmes differ
TURN = 2**32


def ring_of(programme_id: Any, person_id: Any) -> Any:
    """From 0 to 99, for numbers and for columns alike."""
    turned = (person_id * GOLDEN + programme_id * OTHER) % TURN
    return turned * WHOLE // TURN


class Verdict(StrEnum):
    """What a gate says of a build."""

    OPEN = "open"
    SHUT = "shut"  # it is sure that something is wrong
    UNSURE = "unsure"  # too few have said anything


def verdict_of(rollout: Rollout, satisfied: Gauge, stopped: Gauge) -> Verdict:
    least, most = rollout.least_satisfied / WHOLE, rollout.most_stopped / WHOLE
    if satisfied.high < least or stopped.low > most:
        return Verdict.SHUT
    if satisfied.low >= least and stopped.high <= most:
        return Verdict.OPEN
    return Verdict.UNSURE


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done now: reach more testers, or wait for a person."""

    share: int = 0
    pause: str = ""


def steps_of(rollout: Rollout) -> list[int]:
    return [int(step) for step in rollout.steps.split()]


def next_share(steps: Sequence[int], share: int) -> int:
    return min((step for step in steps if step > share), default=WHOLE)


def due_at(rollout: Rollout) -> datetime:
    return rollout.stepped_at + timedelta(hours=rollout.hours)


def step_due(
    rollout: Rollout, share: int, satisfied: Gauge, stopped: Gauge, at: datetime
) -> Step | None:
    """What a running roll-out does at this moment; None: it goes on as it is."""
    if rollout.state is not RollState.RUNNING:
        return None
    verdict = verdict_of(rollout, satisfied, stopped)
    if verdict is Verdict.SHUT:
        return Step(pause=said_of(rollout, satisfied, stopped))
    ready = rollout.pace is Pace.SCHEDULE or verdict is Verdict.OPEN
    if at < due_at(rollout) or not ready:
        return None
    return Step(share=next_share(steps_of(rollout), share))


def said_of(rollout: Rollout, satisfied: Gauge, stopped: Gauge) -> str:
    if satisfied.high < rollout.least_satisfied / WHOLE:
        return f"Too few are satisfied with it: {satisfied.words}"
    return f"It stops too many: {stopped.words}"
