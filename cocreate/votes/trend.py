"""How much an idea rises: its votes, each worth half as much every week.

Forward decay (Cormode, Shkapenyuk, Srivastava, Xu: "Forward Decay: A Practical Time
Decay Model for Streaming Systems", ICDE 2009): the logarithm of the sum of
exp(rate * age from a fixed start) orders ideas at any later moment, so that a vote
changes one number once and no job has to let the others fade.
"""

import math
from collections.abc import Iterable
from datetime import UTC, datetime

START = datetime(2020, 1, 1, tzinfo=UTC)
HALF_LIFE_DAYS = 7.0
RATE = math.log(2) / HALF_LIFE_DAYS
SECONDS_A_DAY = 86_400
NONE = 0.0  # no votes; every vote after the start is worth more


def weight_of(at: datetime) -> float:
    """The logarithm of what one vote cast at this moment adds."""
    return RATE * max((at - START).total_seconds() / SECONDS_A_DAY, 1.0)


def with_vote(trend: float, at: datetime) -> float:
    """The trend after one more vote."""
    weight = weight_of(at)
    if trend <= NONE:
        return weight
    high, low = max(trend, weight), min(trend, weight)
    return high + math.log1p(math.exp(low - high))


def without_vote(trend: float, at: datetime, *, votes_left: int) -> float:
    """The trend after a vote is taken back."""
    if votes_left <= 0:
        return NONE
    share = math.exp(min(weight_of(at) - trend, 0.0))
    if share >= 1.0:
        return NONE
    return max(trend + math.log1p(-share), NONE)


def trend_of(cast: Iterable[datetime]) -> float:
    """The trend of all these votes: what the moves above must agree with."""
    weights = [weight_of(at) for at in cast]
    if not weights:
        return NONE
    high = max(weights)
    return high + math.log(sum(math.exp(weight - high) for weight in weights))
