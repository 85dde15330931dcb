"""Readers who look at the top of a list: what it takes to find what they like best.

A made-up project, for no list can be tried on people twice. Ideas differ in how many of
those who read them would vote for them; some stand there from the first day, more come
later. Each reader is shown a page and reads the idea at place r with a chance of 1 / r
(what Joachims and others found of eyes on results, TOIS 2007, made simple). Only what
is read gets a vote. The list is ordered by counts, by support, or fairly.
"""

import random
from collections.abc import Callable, Sequence
from statistics import mean
from typing import NamedTuple

from bench.kit.report import Goal
from cocreate.surfacing.ranking import (
    UNKNOWN,
    Heard,
    assured,
    doubt,
    draw,
    support,
    usual,
)

IDEAS, BEST, ENOUGH = 100, 10, 6
FIRST = 40  # stand there when the first reader comes; the others come by the half
READERS, PAGE = 3_000, 20
LOOKS = (500, 1_000, 3_000)
EVERY = 25  # readers between two looks at what has been found
LIKED = (1.5, 6.0)  # a beta curve: one in five would vote for the usual idea


class Search(NamedTuple):
    """What one kind of list found, on average over the worlds."""

    list: str
    worlds: int
    found: tuple[float, ...]  # of the best, by the readers of LOOKS
    votes: float  # until ENOUGH of them are found; all that were cast where never


class World:
    """One project, and what its ideas have heard."""

    def __init__(self, seed: int, *, by: str) -> None:
        fate = random.Random(seed)
        self.liked = [fate.betavariate(*LIKED) for _ in range(IDEAS)]
        late = [int(fate.random() * READERS / 2) for _ in range(IDEAS - FIRST)]
        self.came = [0] * FIRST + late
        self.best = set(sorted(range(IDEAS), key=lambda one: -self.liked[one])[:BEST])
        self.chance = random.Random(f"{seed} {by}")
        self.votes, self.shown = [0] * IDEAS, [0] * IDEAS
        self.prior, self.cast = UNKNOWN, 0
        self.support, self.doubt = [0.0] * IDEAS, [0.0] * IDEAS
        self.assured = [0.0] * IDEAS

    def learn(self) -> None:
        """What is usual here, and what every idea is worth by it: the product's job."""
        self.prior = usual(map(Heard, self.votes, self.shown))
        for idea in range(IDEAS):
            self.weigh(idea)

    def weigh(self, idea: int) -> None:
        heard = Heard(self.votes[idea], self.shown[idea])
        self.support[idea] = support(heard, self.prior)
        self.doubt[idea] = doubt(heard, self.prior)
        self.assured[idea] = assured(heard, self.prior)

    def by_votes(self, idea: int) -> float:
        return self.votes[idea]

    def by_support(self, idea: int) -> float:
        return self.assured[idea]

    def fairly(self, idea: int) -> float:
        chance = self.chance.gauss(0, 1)
        return draw(self.support[idea], self.doubt[idea], chance)

    def read(self, number: int, order: Callable[[int], float]) -> None:
        """One reader's visit."""
        there = [idea for idea in range(IDEAS) if self.came[idea] <= number]
        for place, idea in enumerate(sorted(there, key=order, reverse=True)[:PAGE], 1):
            self.shown[idea] += 1
            if self.chance.random() < self.liked[idea] / place:
                self.votes[idea] += 1
                self.cast += 1
            self.weigh(idea)

    def found(self, order: Callable[[int], float]) -> int:
        first = sorted(range(IDEAS), key=order, reverse=True)[:BEST]
        return len(self.best.intersection(first))


LISTS = {
    "counts": (World.by_votes, World.by_votes),
    "support": (World.by_support, World.by_support),
    "fair exposure": (World.fairly, World.by_support),
}


def look_for_the_best(worlds: int) -> list[Search]:
    """Each kind of list in the same worlds."""
    return [search(name, worlds) for name in LISTS]


def search(name: str, worlds: int) -> Search:
    tried = [try_one(name, seed) for seed in range(worlds)]
    found = tuple(mean(at[1][look] for at in tried) for look in range(len(LOOKS)))
    return Search(name, worlds, found, mean(votes for votes, _ in tried))


def try_one(name: str, seed: int) -> tuple[int, list[int]]:
    world = World(seed, by=name)
    shown_by, judged_by = (order.__get__(world) for order in LISTS[name])
    votes, found = 0, []
    for number in range(1, READERS + 1):
        if number % EVERY == 1:
            world.learn()
        world.read(number, shown_by)
        if not votes and number % EVERY == 0 and world.found(judged_by) >= ENOUGH:
            votes = world.cast
        if number in LOOKS:
            found.append(world.found(judged_by))
    return votes or world.cast, found


def goals_of(searches: Sequence[Search]) -> list[Goal]:
    by = {one.list: one for one in searches}
    fair, counts = by["fair exposure"], by["counts"]
    return [
        Goal(
            f"of the {BEST} best, found by fair exposure more than by counts",
            fair.found[-1] - counts.found[-1],
            at_least=1.0,
        ),
        Goal(
            f"votes until {ENOUGH} of them are found, fair exposure beside counts",
            fair.votes / counts.votes,
            at_most=0.9,
        ),
    ]
