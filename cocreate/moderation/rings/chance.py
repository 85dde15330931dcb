"""How likely it is that so many of a group vote for one idea. Pure.

If somebody casts d of the votes of these days, and the idea has the share s of what all
others cast meanwhile, they vote for it with chance 1 - (1 - s)^d. How many of a group
do is a sum of such chances: Poisson's distribution has at least its tail (Hoeffding:
"On the Distribution of the Number of Successes in Independent Trials", 1956). Crowds
differ in what they like, so the mean itself is taken to vary from crowd to crowd as a
Gamma distribution of shape `CROWDS`: what comes of it is the negative binomial, the
usual model of counts that come in bursts.
"""

import math

CROWDS = 2.0
PRECISE = 1e-12


def would_vote(share: float, votes: int) -> float:
    """The chance that one of so many votes is for an idea with this share."""
    return 1.0 - (1.0 - share) ** votes


def tail(number: int, expected: float) -> float:
    """The chance of at least so many where so many are expected."""
    if expected <= 0 or number <= expected:
        return 1.0
    part = expected / (expected + CROWDS)
    ways = math.lgamma(number + CROWDS) - math.lgamma(CROWDS) - math.lgamma(number + 1)
    term = math.exp(ways + CROWDS * math.log1p(-part) + number * math.log(part))
    total, reached = 0.0, number
    while term > total * PRECISE:
        total += term
        term *= part * (reached + CROWDS) / (reached + 1)
        reached += 1
    return min(1.0, total)
