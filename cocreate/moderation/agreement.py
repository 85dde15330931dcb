"""How far moderators agree beyond chance: Cohen's kappa, with its interval. Pure."""

from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

from cocreate.moderation.looking import Outcome

Counts = Mapping[tuple[Outcome, Outcome], int]  # the first verdict, then the second
FEWEST = 30  # looks below which a kappa says nothing
SURE = 1.959964  # standard errors either way: 95 %
BANDS = (
    (0.8, "almost perfect"),
    (0.6, "substantial"),
    (0.4, "moderate"),
    (0.2, "fair"),
    (0.0, "slight"),
)


class Agreement(NamedTuple):
    """Of how many cases, how many ended alike, and kappa with its 95 % interval."""

    looks: int
    alike: int
    kappa: float | None  # none: too few, or all verdicts were one and the same
    low: float | None = None
    high: float | None = None

    @property
    def share(self) -> float | None:
        return self.alike / self.looks if self.looks else None

    @property
    def band(self) -> str:
        """As Landis and Koch (1977) call it."""
        if self.kappa is None:
            return ""
        kappa = self.kappa
        return next((words for least, words in BANDS if kappa > least), "poor")


def agreement_of(counts: Counts) -> Agreement:
    looks = sum(counts.values())
    alike = sum(number for (one, other), number in counts.items() if one is other)
    if looks < FEWEST:
        return Agreement(looks, alike, None)
    shares = {pair: number / looks for pair, number in counts.items()}
    by_chance = sum(row(shares, one) * column(shares, one) for one in Outcome)
    if by_chance >= 1:
        return Agreement(looks, alike, None)
    kappa = (alike / looks - by_chance) / (1 - by_chance)
    error = sqrt(max(variance(shares, alike / looks, by_chance), 0) / looks)
    low, high = kappa - SURE * error, kappa + SURE * error
    return Agreement(looks, alike, kappa, max(low, -1.0), min(high, 1.0))


def variance(
    shares: Mapping[tuple[Outcome, Outcome], float], observed: float, by_chance: float
) -> float:
    """That of kappa over so many looks (Fleiss, Cohen and Everitt, 1969)."""
    alike = sum(
        shares.get((one, one), 0)
        * ((1 - by_chance) - (row(shares, one) + column(shares, one)) * (1 - observed))
        ** 2
        for one in Outcome
    )
    apart = sum(
        share * (column(shares, one) + row(shares, other)) ** 2
        for (one, other), share in shares.items()
        if one is not other
    )
    both = observed * by_chance - 2 * by_chance + observed
    return (alike + (1 - observed) ** 2 * apart - both**2) / (1 - by_chance) ** 4


def row(shares: Mapping[tuple[Outcome, Outcome], float], one: Outcome) -> float:
    return sum(shares.get((one, other), 0) for other in Outcome)


def column(shares: Mapping[tuple[Outcome, Outcome], float], one: Outcome) -> float:
    return sum(shares.get((other, one), 0) for other in Outcome)
