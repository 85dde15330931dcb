"""How much support an idea has, told from those who were asked and those who agreed.

Nine of ten is more than fifty of a hundred, and two of two is hardly more than nothing
known: what an idea heard is weighed against what ideas of its project usually get by
empirical Bayes with a beta prior (Robbins, "An empirical Bayes approach to statistics",
1956; Gelman and others, "Bayesian Data Analysis", chapter 5). Top is ordered by a lower
bound of that: of two that seem as good, the better known comes first. Whose turn it is
to be seen is drawn from what is not known yet (Thompson, "On the likelihood that one
unknown probability exceeds another", Biometrika 1933). How well it foretells what later
voters think stands in docs/surfacing.md.
"""

import math
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

LEAST_TOLD = 5  # ideas; fewer say nothing of what is usual
LIGHTEST, HEAVIEST = 1.0, 200.0  # how many people a prior may stand for
SURE = 0.01  # no prior is surer than this that all agree, or nobody
CAUTION = 0.2533  # of a normal curve, three parts of five lie above this far below
STEPS = 24  # of the search for the likeliest weight: to one part in a hundred thousand
GOLDEN = (math.sqrt(5) - 1) / 2


class Heard(NamedTuple):
    """How many agreed with an idea, of how many who saw it."""

    agreed: float
    asked: float


class Prior(NamedTuple):
    """What ideas of a project get: the usual share, and how many people it is worth."""

    share: float
    weight: float


UNKNOWN = Prior(0.5, 2.0)  # every share is as likely as another


def support(heard: Heard, prior: Prior) -> float:
    """The share of people who would agree, as far as one can tell."""
    agreed = heard.agreed + prior.share * prior.weight
    return agreed / (max(heard.asked, heard.agreed) + prior.weight)


def assured(heard: Heard, prior: Prior) -> float:
    """The share that is exceeded with three chances of five: the order of Top.

    Told by log odds, so that it lies between 0 and 1, and whoever agrees raises it,
    whoever looked and went on lowers it, however little is known.
    """
    people = max(heard.asked, heard.agreed) + prior.weight
    yes = heard.agreed + prior.share * prior.weight
    no = people - yes
    spread = math.sqrt(1 / yes + 1 / no)
    return 1 / (1 + no / yes * math.exp(CAUTION * spread))


def doubt(heard: Heard, prior: Prior) -> float:
    """How far the truth may well lie from that: the posterior's standard deviation."""
    share = support(heard, prior)
    people = max(heard.asked, heard.agreed) + prior.weight
    return math.sqrt(share * (1 - share) / (people + 1))


def draw(share: float, doubts: float, chance: float) -> float:
    """A share that may be the true one; `chance` is drawn from a normal curve.

    The best known come first most often, and what is hardly known now and then.
    """
    return share + doubts * chance


def usual(heard: Iterable[Heard]) -> Prior:
    """The likeliest prior: the share of all, the weight that explains how they differ.

    Ideas that differ much from each other tell little of the next one.
    """
    alike = Counter(one for one in heard if one.asked > 0)
    if alike.total() < LEAST_TOLD:
        return UNKNOWN
    asked = sum(max(one.asked, one.agreed) * times for one, times in alike.items())
    agreed = sum(one.agreed * times for one, times in alike.items())
    share = min(max(agreed / asked, SURE), 1 - SURE)
    return Prior(share, likeliest_weight(share, alike))


def likeliest_weight(share: float, alike: Counter[Heard]) -> float:
    """The weight under which these figures are likeliest, by golden sections."""
    low, high = math.log(LIGHTEST), math.log(HEAVIEST)
    for _ in range(STEPS):
        third = GOLDEN * (high - low)
        left, right = (
            Prior(share, math.exp(high - third)),
            Prior(share, math.exp(low + third)),
        )
        if likelihood(left, alike) < likelihood(right, alike):
            low = high - third
        else:
            high = low + third
    return math.exp((low + high) / 2)


def likelihood(prior: Prior, alike: Counter[Heard]) -> float:
    """The logarithm of how likely these figures are, were the prior the true one."""
    yes, no = prior.share * prior.weight, (1 - prior.share) * prior.weight
    return sum(
        times * (log_beta(one.agreed + yes, declined(one) + no) - log_beta(yes, no))
        for one, times in alike.items()
    )


def declined(heard: Heard) -> float:
    return max(heard.asked - heard.agreed, 0.0)


def log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
