"""The score of an idea for the product team: six parts, weighed and added up.

Simple additive weighting (Hwang, Yoon: "Multiple Attribute Decision Making", 1981):
each part is a number from 0 to 1, times its weight; the value is the sum of the
products in per cent of all weights. Open-ended figures saturate: `half` of a part is
reached where the team says that it is (x / (x + half)), so that no figure can drown the
others and one more idea never changes what another is worth.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from cocreate.votes.kinds import Importance
from cocreate.votes.trend import NONE, RATE, weight_of

WORTH = {Importance.NICE: 0.0, Importance.IMPORTANT: 0.5, Importance.MUST: 1.0}
SUPPOSED, SUPPOSED_WORTH = 5, 0.5  # people supposed to have said that it is important
Z = 1.2816  # nine of ten such bounds lie below the true share
STEP = 0.5  # of a value that fades by time, in points of a hundred
OPEN = 0.5  # of an effort that nobody entered


class Part(StrEnum):
    """What speaks for an idea, in the order it is told."""

    REACH = "reach"
    IMPORTANCE = "importance"
    MOMENTUM = "momentum"
    SEGMENTS = "segments"
    CONFIDENCE = "confidence"
    EFFORT = "effort"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each part counts, and which figure is half of all that it can be."""

    reach: float = 30
    importance: float = 20
    momentum: float = 15
    segments: float = 0
    confidence: float = 15
    effort: float = 20
    reach_half: float = 25  # people
    momentum_half: float = 5  # votes as fresh as today's
    effort_half: float = 10  # person-days
    of_segments: Mapping[int, float] = field(default_factory=dict)  # by their keys
    formula: str = ""  # the project's own, beside the value

    def of(self, part: Part) -> float:
        weight: float = getattr(self, part.value)
        return weight

    @property
    def total(self) -> float:
        return sum(self.of(part) for part in Part)

    def written(self) -> dict[str, Any]:
        return asdict(self)


def read_weights(written: Mapping[str, Any]) -> Weights:
    """Weights as they were kept; what a former version did not know is as it begins."""
    names = {one.name for one in fields(Weights)} - {"of_segments"}
    told = {name: value for name, value in written.items() if name in names}
    segments = written.get("of_segments") or {}
    return Weights(**told, of_segments={int(key): segments[key] for key in segments})


class Evidence(NamedTuple):
    """All that a score rests on."""

    people: int  # distinct: who voted or was heard, commented, proposed
    said: int  # of them, who said how much it matters
    worth: float  # the sum of what they said
    trend: float
    weighted: float  # people, each by the weight of their segments
    seen: int  # to how many it was shown, as far as that is counted
    effort: float | None  # person-days


class Line(NamedTuple):
    """One part of a score: its figure, from 0 to 1, its weight, and the points."""

    part: Part
    raw: float | None
    share: float
    weight: float
    points: float  # of a hundred, all parts together
    most: float


class Worked(NamedTuple):
    """A score, opened."""

    lines: tuple[Line, ...]
    value: float


def worked(evidence: Evidence, weights: Weights, at: datetime) -> Worked:
    """The whole arithmetic: each part from 0 to 1, times its weight, added up."""
    total = weights.total
    figures = figures_of(evidence, weights, at)
    lines = tuple(
        Line(
            part,
            figures[part].raw,
            figures[part].share,
            weights.of(part),
            points_of(figures[part].share, weights.of(part), total),
            points_of(1.0, weights.of(part), total),
        )
        for part in Part
    )
    return Worked(lines, math.fsum(line.points for line in lines))


def points_of(share: float, weight: float, total: float) -> float:
    return 100 * share * weight / total if total else 0.0


class Figure(NamedTuple):
    """What a part begins with, in its own unit, and the same from 0 to 1."""

    raw: float | None
    share: float


def figures_of(
    evidence: Evidence, weights: Weights, at: datetime
) -> dict[Part, Figure]:
    """Of every part: what is known, and how much that says for the idea."""
    fresh = fresh_votes(evidence.trend, at)
    matters = importance_of(evidence)
    sure = lower_bound(evidence.people, max(evidence.seen, evidence.people))
    ease = ease_of(evidence.effort, weights.effort_half)
    return {
        Part.REACH: Figure(
            evidence.people, saturated(evidence.people, weights.reach_half)
        ),
        Part.IMPORTANCE: Figure(matters, matters),
        Part.MOMENTUM: Figure(fresh, saturated(fresh, weights.momentum_half)),
        Part.SEGMENTS: Figure(
            evidence.weighted, saturated(evidence.weighted, weights.reach_half)
        ),
        Part.CONFIDENCE: Figure(sure, sure),
        Part.EFFORT: Figure(evidence.effort, ease),
    }


def saturated(figure: float, half: float) -> float:
    return figure / (figure + half) if figure > 0 else 0.0


def importance_of(evidence: Evidence) -> float:
    """The mean of what people said; a few are supposed to say "important"."""
    supposed = SUPPOSED * SUPPOSED_WORTH
    return (evidence.worth + supposed) / (evidence.said + SUPPOSED)


def fresh_votes(trend: float, at: datetime) -> float:
    """How many votes of this moment its votes are worth, halved every week."""
    return math.exp(min(trend - weight_of(at), 50.0)) if trend > NONE else 0.0


def lower_bound(behind: int, seen: int) -> float:
    """The share of those who saw it that stands behind it, at least (Wilson 1927)."""
    if seen <= 0:
        return 0.0
    share = behind / seen
    spread = Z * math.sqrt(share * (1 - share) / seen + Z * Z / (4 * seen * seen))
    return (share + Z * Z / (2 * seen) - spread) / (1 + Z * Z / seen)


def ease_of(effort: float | None, half: float) -> float:
    """The less effort, the nearer to 1; what nobody entered is neither."""
    return OPEN if effort is None else half / (effort + half)


def fades_at(evidence: Evidence, weights: Weights, at: datetime) -> datetime | None:
    """When the value will be less by one step, if nobody votes; none when never.

    A value is written again then, and not before: what is kept is never further from
    the present than one step.
    """
    full = points_of(1.0, weights.momentum, weights.total)
    fresh = fresh_votes(evidence.trend, at)
    left = saturated(fresh, weights.momentum_half) - STEP / full if full else 0.0
    if left <= 0:
        return None
    then = weights.momentum_half * left / (1 - left)
    return at + timedelta(days=math.log(fresh / then) / RATE)


def rice_of(
    reach: float | None,
    impact: float | None,
    sureness: float | None,
    effort: float | None,
) -> float | None:
    """Reach times impact times confidence over effort (McBride, Intercom, 2016)."""
    if reach is None or impact is None or sureness is None or not effort:
        return None
    return reach * impact * (sureness / 100) / effort
