"""A shortlist in proportion: the method of equal shares.

Peters, Skowron: "Proportionality and the Limits of Welfarism", EC 2020; with costs:
Peters, Pierczyński, Skowron: "Proportional Participatory Budgeting with Additive
Utilities", NeurIPS 2021. Everybody who voted is given the same part of the capacity.
An idea is bought by those who voted for it, each paying as equally as they can; the
one that asks least of whoever pays most is bought first. So a group of a tenth of the
people decides about a tenth of the capacity, and no majority decides about all of it.
What is left over goes to ideas with the most votes for a day that still fit.
"""

import heapq
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cocreate.kernel.ids import IdeaId, PersonId

NEARLY = 1e-9

Voters = Mapping[IdeaId, Collection[PersonId]]


class Bought(NamedTuple):
    """An idea on the shortlist: what each paid at most; none: from what was left."""

    idea_id: IdeaId
    cost: float
    voters: int
    each: float | None


class LeftOut(NamedTuple):
    """An idea that is not on it: what those behind it still had to spend."""

    idea_id: IdeaId
    cost: float
    voters: int
    purse: float
    got: int  # ideas on the shortlist that some of them paid for


@dataclass(frozen=True, slots=True)
class Shortlist:
    bought: tuple[Bought, ...]
    left_out: tuple[LeftOut, ...]
    share: float  # what everybody was given
    spent: float


def shortlist(
    costs: Mapping[IdeaId, float], voters: Voters, capacity: float
) -> Shortlist:
    """Which ideas fit into a capacity, so that everybody has an equal say."""
    everybody = {person for key in costs for person in voters.get(key, ())}
    share = capacity / len(everybody) if everybody else 0.0
    purses = dict.fromkeys(everybody, share)
    bought = bought_by_shares(costs, voters, purses)
    by_shares = {one.idea_id for one in bought}
    bought += bought_from_rest(costs, voters, capacity, bought)
    gone = {one.idea_id for one in bought}
    left_out = tuple(
        left_of(key, costs[key], voters, purses, by_shares)
        for key in sorted(costs)
        if key not in gone
    )
    spent = math.fsum(one.cost for one in bought)
    return Shortlist(tuple(bought), left_out, share, spent)


def left_of(
    key: IdeaId,
    cost: float,
    voters: Voters,
    purses: Mapping[PersonId, float],
    by_shares: Collection[IdeaId],
) -> LeftOut:
    behind = {*voters.get(key, ())}
    purse = math.fsum(purses[person] for person in behind)
    got = sum(not behind.isdisjoint(voters[one]) for one in by_shares)
    return LeftOut(key, cost, len(behind), purse, got)


def bought_by_shares(
    costs: Mapping[IdeaId, float], voters: Voters, purses: dict[PersonId, float]
) -> list[Bought]:
    """Buy what asks least of whoever pays most, as long as purses suffice.

    What an idea asks only ever grows as purses empty: so what was asked last time is
    a bound, and only the least is reckoned again.
    """
    waiting = [(0.0, key) for key in sorted(costs)]
    heapq.heapify(waiting)
    bought: list[Bought] = []
    while waiting:
        asked, key = heapq.heappop(waiting)
        behind = voters.get(key, ())
        now = asks(costs[key], [purses[person] for person in behind])
        if now is None:
            continue
        if now > asked + NEARLY:
            heapq.heappush(waiting, (now, key))
            continue
        for person in behind:
            purses[person] -= min(purses[person], now)
        bought.append(Bought(key, costs[key], len(behind), now))
    return bought


def asks(cost: float, purses: list[float]) -> float | None:
    """What each pays at most, where all pay as equally as they can; none: too much."""
    rest = cost
    for place, purse in enumerate(sorted(purses)):
        each = rest / (len(purses) - place)
        if each <= purse + NEARLY:
            return each
        rest -= purse
    return None


def bought_from_rest(
    costs: Mapping[IdeaId, float],
    voters: Voters,
    capacity: float,
    bought: list[Bought],
) -> list[Bought]:
    """Fill what is left by votes for a day, the most first."""
    rest = capacity - math.fsum(one.cost for one in bought)
    gone = {one.idea_id for one in bought}
    others = [key for key in costs if key not in gone and voters.get(key)]
    others.sort(key=lambda key: (-len(voters[key]) / costs[key], key))
    more: list[Bought] = []
    for key in others:
        if costs[key] <= rest + NEARLY:
            more.append(Bought(key, costs[key], len(voters[key]), None))
            rest -= costs[key]
    return more
