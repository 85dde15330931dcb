"""What each group of opinion stands for, and what all of them share.

Small and others (see opinion.py): an idea stands for a group when its people agree, or
disagree, both more often than not and more often than everybody else. All share what
every group agrees with: the product of the shares over the groups (group-aware
consensus), so that no group is outvoted. What may be chance is left out, by two tests
of proportions and, as many ideas are tested at once, by the procedure of Benjamini and
Hochberg (1995).
"""

from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from cocreate.surfacing.clusters import Numbers, Places
from cocreate.surfacing.opinion import Groups, Table
from cocreate.surfacing.telling_groups import Shared, Stand

FALSE_ONES = 0.1  # of what is shown, the share that may be chance
MOST_TOLD = 5
AGREE, DISAGREE = 1, -1


class Counts(NamedTuple):
    """How many agreed, disagreed and answered: a row for each group, ideas across."""

    agreed: Numbers
    disagreed: Numbers
    answered: Numbers


def counts_of(table: Table, groups: Groups) -> Counts:
    number = len(groups.centres)
    among = np.eye(number)[groups.members].T
    return Counts(
        among @ (table.values > 0),
        among @ (table.values < 0),
        among @ table.given.astype(float),
    )


def stands(counts: Counts, ideas: Places) -> list[list[Stand]]:
    """For each group what it stands for, what tells it apart most first."""
    found: list[tuple[int, Stand]] = []
    chances: list[float] = []
    for value, said in ((AGREE, counts.agreed), (DISAGREE, counts.disagreed)):
        own, all_own = said, counts.answered
        rest, all_rest = said.sum(axis=0) - own, all_own.sum(axis=0) - all_own
        sure, more = tested(own, all_own), compared(own, all_own, rest, all_rest)
        ratio = ((own + 1) / (all_own + 2)) / ((rest + 1) / (all_rest + 2))
        weight = ratio * more * sure * (own + 1) / (all_own + 2)
        for group, idea in zip(*np.nonzero(all_own > 0), strict=True):
            at = group, idea
            stand = Stand(
                idea_id=int(ideas[idea]),
                value=value,
                said=int(own[at]),
                answered=int(all_own[at]),
                said_elsewhere=int(rest[at]),
                answered_elsewhere=int(all_rest[at]),
                weight=float(weight[at]),
            )
            found.append((int(group), stand))
            chances.append(chance_of(float(min(sure[at], more[at]))))
    kept = not_by_chance(chances)
    by_group: list[list[Stand]] = [[] for _ in range(len(counts.answered))]
    for (group, stand), keep in zip(found, kept, strict=True):
        if keep:
            by_group[group].append(stand)
    return [
        sorted(some, key=lambda one: (-one.weight, one.idea_id))[:MOST_TOLD]
        for some in by_group
    ]


def shared(counts: Counts, ideas: Places) -> list[Shared]:
    """What all groups agree with, and what all reject, the most shared first."""
    found: list[Shared] = []
    chances: list[float] = []
    for value, said in ((AGREE, counts.agreed), (DISAGREE, counts.disagreed)):
        weight = ((said + 1) / (counts.answered + 2)).prod(axis=0)
        weakest = tested(said, counts.answered).min(axis=0)
        for idea in np.nonzero(counts.answered.min(axis=0) > 0)[0]:
            everywhere = tuple(map(int, said[:, idea]))
            answered = tuple(map(int, counts.answered[:, idea]))
            one = (int(ideas[idea]), value, everywhere, answered, float(weight[idea]))
            found.append(Shared(*one))
            chances.append(chance_of(float(weakest[idea])))
    kept = not_by_chance(chances)
    sure = [one for one, keep in zip(found, kept, strict=True) if keep]
    return sorted(sure, key=lambda one: (-one.weight, one.idea_id))[:MOST_TOLD]


def tested(said: Numbers, answered: Numbers) -> Numbers:
    """How far a share lies above a half, in standard errors: Polis's `prop-test`."""
    share = (said + 1) / (answered + 1)
    found: Numbers = 2 * np.sqrt(answered + 1) * (share - 0.5)
    return found


def compared(
    own: Numbers, all_own: Numbers, rest: Numbers, all_rest: Numbers
) -> Numbers:
    """How far one share lies above another, in standard errors: `two-prop-test`."""
    first, second = (own + 1) / (all_own + 1), (rest + 1) / (all_rest + 1)
    both = (own + rest + 2) / (all_own + all_rest + 2)
    error = np.sqrt(both * (1 - both) * (1 / (all_own + 1) + 1 / (all_rest + 1)))
    found: Numbers = (first - second) / np.maximum(error, 1e-12)
    return np.where(both >= 1, 0.0, found)


def chance_of(errors: float) -> float:
    """How often chance alone gives as much."""
    return 1 - NormalDist().cdf(errors)


def not_by_chance(chances: Sequence[float]) -> list[bool]:
    """Which of many findings to keep, so that one in ten at most is chance."""
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    last = -1
    for rank, place in enumerate(order, 1):
        if chances[place] <= FALSE_ONES * rank / len(chances):
            last = rank
    kept = {place for rank, place in enumerate(order, 1) if rank <= last}
    return [place in kept for place in range(len(chances))]
