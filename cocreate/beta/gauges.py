"""What testers hold of a build: shares of people, and how sure they are. Pure.

Satisfaction is asked in the one question of the customer satisfaction score (CSAT, as
in ISO 10004): how satisfied, from 1 to 5; satisfied is whoever says 4 or 5. Of few
answers a share says little, so each stands with its 95 % interval by Wilson's score,
which keeps its word from a handful of answers on (Brown, Cai, DasGupta: "Interval
Estimation for a Binomial Proportion", Statistical Science 16, 2001).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cocreate.surfacing.hearing import wilson

SCORES = (1, 2, 3, 4, 5)
SATISFIED = 4  # and better
SCORE_NAMES = {
    1: "Very dissatisfied",
    2: "Dissatisfied",
    3: "Neither",
    4: "Satisfied",
    5: "Very satisfied",
}


@dataclass(frozen=True, slots=True)
class Gauge:
    """So many of so many people, and where the share of all lies."""

    people: int
    of: int

    @property
    def share(self) -> float:
        return self.people / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Nobody asked: anything from none to all."""
        return wilson(self.people, self.of)

    @property
    def low(self) -> float:
        return self.interval[0]

    @property
    def high(self) -> float:
        return self.interval[1]

    @property
    def words(self) -> str:
        if not self.of:
            return "Nobody has said yet."
        low, high = (round(100 * end) for end in self.interval)
        share = round(100 * self.share)
        return f"{share} %, between {low} and {high} %, of {self.of:,}."


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How many said each score, from 1 to 5."""

    counts: tuple[int, ...]

    @property
    def answers(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        told = zip(SCORES, self.counts, strict=True)
        total = sum(score * count for score, count in told)
        return total / self.answers if self.answers else None

    @property
    def satisfied(self) -> Gauge:
        return Gauge(sum(self.counts[SATISFIED - 1 :]), self.answers)


def satisfaction_of(scores: Sequence[int]) -> Satisfaction:
    return Satisfaction(tuple(scores.count(score) for score in SCORES))
