"""Who thinks alike, from answers of agree, disagree and pass: groups of opinion.

Small, Bjorkegren, Erkkilä, Shaw, Megill: "Polis: Scaling deliberation by mapping high
dimensional opinion spaces", RECERCA 26(2), 2021: people are laid out by the two
directions in which their answers differ most, people who lie together are a group.
Whether there are groups at all is asked first, by parallel analysis (Horn,
Psychometrika 1965): the same answers, shuffled, must show less.
"""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cocreate.surfacing.clusters import (
    NOWHERE,
    Numbers,
    Places,
    clustered,
    silhouette,
)

LEAST_ANSWERS = 7  # of one person, before they say where they stand; or all there are
LEAST_PEOPLE = 10
LEAST_IDEAS = 4
MOST_PEOPLE = 20_000  # those who answered most
MOST_IDEAS = 1_000  # those that most answered
MOST_GROUPS = 5
MOST_LOOKED_UP = 20_000_000  # keys up to this are numbered without sorting
CLUSTERS = 100  # of people, before they are gathered into groups
SHUFFLES = 19  # of which none may show as much: one chance in twenty
SAMPLE, SAMPLE_IDEAS = 300, 200  # people and ideas whose answers are shuffled
CLEARLY = 0.05  # by how much a further group must tell people better apart
SMALLEST = 5  # people of a group; fewer would be told apart


class Answered(NamedTuple):
    """Answers as three columns: who, to what, and 1, 0 or -1."""

    people: Places
    ideas: Places
    values: npt.NDArray[np.int8]


class Table(NamedTuple):
    """Who answered what: a row for each person, a column for each idea.

    `values` is 0 where nothing was answered; `given` says where something was.
    """

    people: Places
    ideas: Places
    values: Numbers
    given: npt.NDArray[np.bool_]


class Groups(NamedTuple):
    """Where people lie, and which group each belongs to; `sure` whether by no chance.

    `members` counts from 0, the largest group first, or as the groups were before.
    """

    people: Places
    places: Numbers  # two for each person
    members: Places
    centres: Numbers  # two for each group
    sure: bool
    began: "Began"


class Began(NamedTuple):
    """Where the next time begins, so that groups and their map move no more than minds.

    `ideas` and how much each weighs in the two directions; the centres found last.
    """

    ideas: list[int]
    main: list[list[float]]
    clusters: list[list[float]]
    groups: list[list[float]]


FROM_SCRATCH = Began([], [], [], [])


def table_of(answered: Answered) -> Table:
    """The people and the ideas that say enough to be compared; others are left out."""
    ideas, column = numbered(answered.ideas)
    often = np.bincount(column)
    chosen = np.sort(np.argsort(-often, kind="stable")[:MOST_IDEAS])
    place = np.full(len(ideas), -1)
    place[chosen] = np.arange(len(chosen))
    column = place[column]
    kept = column >= 0
    people, row = numbered(answered.people[kept])
    said = np.bincount(row, minlength=len(people))
    enough = said >= min(LEAST_ANSWERS, len(chosen))
    most = np.argsort(-said, kind="stable")[:MOST_PEOPLE]
    picked = np.sort(most[enough[most]])
    at = np.full(len(people), -1)
    at[picked] = np.arange(len(picked))
    values = np.zeros((len(picked), len(chosen)))
    given = np.zeros(values.shape, dtype=bool)
    heard = at[row] >= 0
    where = at[row][heard], column[kept][heard]
    values[where] = answered.values[kept][heard]
    given[where] = True
    return Table(people[picked], ideas[chosen], values, given)


def numbered(keys: Places) -> tuple[Places, Places]:
    """Each key once, in order, and the place of each of those given among them."""
    highest = int(keys.max(initial=0))
    if highest > MOST_LOOKED_UP:
        return np.unique(keys, return_inverse=True)
    found = np.flatnonzero(np.bincount(keys))
    place = np.zeros(highest + 1, dtype=np.int64)
    place[found] = np.arange(len(found))
    return found, place[keys]


def grouped(
    table: Table,
    *,
    seed: int,
    before: dict[int, int] | None = None,
    began: Began = FROM_SCRATCH,
) -> Groups | None:
    """The groups of opinion; none while too few have answered.

    The same answers and the same seed give the same groups. `before` says which group
    people were in, so that a group keeps its letter while most of it stays; `began`
    where all stood, so that it is found from there.
    """
    if len(table.people) < LEAST_PEOPLE or len(table.ideas) < LEAST_IDEAS:
        return None
    chance = np.random.default_rng(seed)
    filled = centred(table)
    main = turned_alike(directions(filled), table.ideas, began)
    places = laid_out(table, filled, main)
    members, clusters = gathered(places, chance, began)
    members = renamed(members, table.people, before or {})
    centres = np.array(
        [places[members == one].mean(axis=0) for one in range(members.max() + 1)]
    )
    sure = shows_more_than_chance(table, chance)
    ended = Began(table.ideas.tolist(), *map(rounded, (main, clusters, centres)))
    return Groups(table.people, places, members, centres, sure, ended)


def rounded(numbers: Numbers) -> list[list[float]]:
    found: list[list[float]] = numbers.round(6).tolist()
    return found


def centred(table: Table) -> Numbers:
    """Each answer as its distance from the usual one; where there is none, none."""
    times = np.maximum(table.given.sum(axis=0), 1)
    usual = table.values.sum(axis=0) / times
    return np.where(table.given, table.values - usual, 0.0)


def directions(filled: Numbers) -> Numbers:
    """The two in which answers differ most: how much each idea weighs in them."""
    _, turned = np.linalg.eigh(filled.T @ filled)
    main: Numbers = turned[:, ::-1][:, :2]
    return main * np.sign(main[np.abs(main).argmax(axis=0), range(2)])


def turned_alike(main: Numbers, ideas: Places, began: Began) -> Numbers:
    """The same, left and right as they were: a map is not to be mirrored."""
    was = dict(zip(began.ideas, began.main, strict=True))
    known = np.array([was.get(int(idea), (0.0, 0.0)) for idea in ideas])
    return np.where((main * known).sum(axis=0) < 0, -main, main)


def laid_out(table: Table, filled: Numbers, main: Numbers) -> Numbers:
    """Two numbers a person: principal components, scaled up for who answered little."""
    answered = np.maximum(table.given.sum(axis=1), 1)
    scale = np.sqrt(table.given.shape[1] / answered)
    placed: Numbers = (filled @ main) * scale[:, None]
    return placed


def gathered(
    places: Numbers, chance: np.random.Generator, began: Began = FROM_SCRATCH
) -> tuple[Places, Numbers]:
    """The group of each: as many groups as are best told apart (by silhouette).

    And the centres of the clusters they were made of, which begin where they were.
    """
    number = min(CLUSTERS, max(len(places) // SMALLEST, 2))
    was = points_of(began.clusters)
    starts = 0 if 0 < len(was) <= number else 1
    ones = np.ones(len(places))
    _, centres, cluster = clustered(
        places, ones, number, chance, starts=starts, before=was
    )
    weights = np.bincount(cluster, minlength=len(centres)).astype(float)
    best = np.zeros(len(places), dtype=np.int64)
    told_apart = -2.0
    for groups in range(2, min(MOST_GROUPS, len(centres)) + 1):
        before = points_of(began.groups if len(began.groups) == groups else [])
        group = clustered(centres, weights, groups, chance, before=before).members
        members = group[cluster]
        if np.bincount(members, minlength=groups).min() < SMALLEST:
            continue
        apart = silhouette(centres, weights, group)
        if apart > told_apart + CLEARLY:
            told_apart, best = apart, members
    return best, centres


def points_of(some: list[list[float]]) -> Numbers:
    return np.array(some) if some else NOWHERE


def renamed(members: Places, people: Places, before: dict[int, int]) -> Places:
    """The largest group is the first; one that was there before keeps its number."""
    sizes = np.bincount(members)
    order = list(np.argsort(-sizes, kind="stable"))
    was = np.array([before.get(int(person), -1) for person in people])
    shared = sorted(
        (
            (-int(((members == one) & (was == old)).sum()), int(one), int(old))
            for one in order
            for old in set(was[was >= 0])
        ),
    )
    numbers: dict[int, int] = {}
    for common, one, old in shared:
        free = one not in numbers and old not in numbers.values()
        if common and free and old < len(order):
            numbers[one] = old
    left = [one for one in range(len(order)) if one not in numbers.values()]
    for one in order:
        if int(one) not in numbers:
            numbers[int(one)] = left.pop(0)
    return np.array([numbers[int(one)] for one in members])


def shows_more_than_chance(table: Table, chance: np.random.Generator) -> bool:
    """Whether answers differ along one line more than the same answers shuffled."""
    rows = picked(len(table.people), SAMPLE, chance)
    often = np.argsort(-table.given.sum(axis=0), kind="stable")[:SAMPLE_IDEAS]
    part = np.ix_(rows, often)
    some = Table(
        table.people[rows], table.ideas[often], table.values[part], table.given[part]
    )
    shown = strength(centred(some))
    return all(strength(centred(mixed(some, chance))) < shown for _ in range(SHUFFLES))


def picked(number: int, most: int, chance: np.random.Generator) -> Places:
    if number <= most:
        return np.arange(number)
    return np.sort(chance.choice(number, most, replace=False))


def mixed(table: Table, chance: np.random.Generator) -> Table:
    """The answers to each idea, given by others among those who answered it."""
    values = table.values.copy()
    for column in range(values.shape[1]):
        given = table.given[:, column]
        values[given, column] = chance.permutation(values[given, column])
    return table._replace(values=values)


def strength(filled: Numbers) -> float:
    """How much people differ along the line where they differ most."""
    return float(np.linalg.eigvalsh(filled @ filled.T)[-1])


def answered_of(rows: Sequence[tuple[int, int, int]]) -> Answered:
    """Rows of a person, an idea and what they answered."""
    if not rows:
        empty = np.zeros(0, dtype=np.int64)
        return Answered(empty, empty, empty.astype(np.int8))
    flat = np.fromiter(chain.from_iterable(rows), np.int64, 3 * len(rows))
    people, ideas, values = flat.reshape(-1, 3).T
    return Answered(people, ideas, values.astype(np.int8))
