"""Who thinks alike, from answers of agree, disagree and pass: groups of opinion.

Small, Bjorkegren, Erkkilä, Shaw, Megill: "Polis: Scaling deliberation by mapping high
dimensional opinion spaces", RECERCA 26(2), 2021: people are laid out by the two
directions in which their answers differ most, people who lie together are a group.
Whether there are groups at all is asked first, by parallel analysis (Horn,
Psychometrika 1965): the same answers, shuffled, must show less.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

LEAST_ANSWERS = 7  # of one person, before they say where they stand; or all there are
LEAST_PEOPLE = 10
LEAST_IDEAS = 4
MOST_PEOPLE = 20_000  # those who answered most
MOST_IDEAS = 1_000  # those that most answered
MOST_GROUPS = 5
CLUSTERS = 100  # of people, before they are gathered into groups
ROUNDS = 30  # of moving the centres of clusters
STARTS = 4  # of groups; clusters need no best start
SHUFFLES = 19  # of which none may show as much: one chance in twenty
SAMPLE, SAMPLE_IDEAS = 300, 200  # people and ideas whose answers are shuffled
CLEARLY = 0.05  # by how much a further group must tell people better apart
SMALLEST = 5  # people of a group; fewer would be told apart

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


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


def table_of(answered: Answered) -> Table:
    """The people and the ideas that say enough to be compared; others are left out."""
    ideas, column = np.unique(answered.ideas, return_inverse=True)
    often = np.bincount(column)
    chosen = np.sort(np.argsort(-often, kind="stable")[:MOST_IDEAS])
    place = np.full(len(ideas), -1)
    place[chosen] = np.arange(len(chosen))
    column = place[column]
    kept = column >= 0
    people, row = np.unique(answered.people[kept], return_inverse=True)
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


def grouped(
    table: Table, *, seed: int, before: dict[int, int] | None = None
) -> Groups | None:
    """The groups of opinion; none while too few have answered.

    The same answers and the same seed give the same groups. `before` says which group
    people were in, so that a group keeps its letter while most of it stays.
    """
    if len(table.people) < LEAST_PEOPLE or len(table.ideas) < LEAST_IDEAS:
        return None
    chance = np.random.default_rng(seed)
    filled = centred(table)
    places = laid_out(table, filled)
    members = gathered(places, chance)
    members = renamed(members, table.people, before or {})
    centres = np.array(
        [places[members == one].mean(axis=0) for one in range(members.max() + 1)]
    )
    sure = shows_more_than_chance(table, chance)
    return Groups(table.people, places, members, centres, sure)


def centred(table: Table) -> Numbers:
    """Each answer as its distance from the usual one; where there is none, none."""
    times = np.maximum(table.given.sum(axis=0), 1)
    usual = table.values.sum(axis=0) / times
    return np.where(table.given, table.values - usual, 0.0)


def laid_out(table: Table, filled: Numbers) -> Numbers:
    """Two numbers a person: principal components, scaled up for who answered little."""
    _, turned = np.linalg.eigh(filled.T @ filled)
    main = turned[:, ::-1][:, :2]
    signs = np.sign(main[np.abs(main).argmax(axis=0), range(2)])
    answered = np.maximum(table.given.sum(axis=1), 1)
    scale = np.sqrt(table.given.shape[1] / answered)
    placed: Numbers = (filled @ (main * signs)) * scale[:, None]
    return placed


def gathered(places: Numbers, chance: np.random.Generator) -> Places:
    """The group of each: as many groups as are best told apart (by silhouette)."""
    number = min(CLUSTERS, max(len(places) // SMALLEST, 2))
    ones = np.ones(len(places))
    centres, cluster = clustered(places, ones, number, chance, starts=1)
    weights = np.bincount(cluster, minlength=len(centres)).astype(float)
    most = min(MOST_GROUPS, len(centres))
    best = np.zeros(len(places), dtype=np.int64)
    told_apart = -2.0
    for groups in range(2, most + 1):
        _, group = clustered(centres, weights, groups, chance)
        members = group[cluster]
        if np.bincount(members, minlength=groups).min() < SMALLEST:
            continue
        apart = silhouette(centres, weights, group)
        if apart > told_apart + CLEARLY:
            told_apart, best = apart, members
    return best


def clustered(
    points: Numbers,
    weights: Numbers,
    number: int,
    chance: np.random.Generator,
    *,
    starts: int = STARTS,
) -> tuple[Numbers, Places]:
    """Weighted k-means, the best of a few starts (k-means++: Arthur, Vassilvitskii)."""
    best: tuple[float, Numbers, Places] | None = None
    for _ in range(starts):
        centres = spread_out(points, weights, number, chance)
        for _ in range(ROUNDS):
            nearest = distances(points, centres).argmin(axis=1)
            moved = middles(points, weights, nearest, centres)
            if np.allclose(moved, centres):
                break
            centres = moved
        away = distances(points, centres)
        nearest = away.argmin(axis=1)
        cost = float((weights * away.min(axis=1)).sum())
        if best is None or cost < best[0]:
            best = cost, centres, nearest
    assert best is not None
    return best[1], best[2]


def spread_out(
    points: Numbers, weights: Numbers, number: int, chance: np.random.Generator
) -> Numbers:
    first = chance.choice(len(points), p=weights / weights.sum())
    centres = [points[first]]
    for _ in range(number - 1):
        away = weights * distances(points, np.array(centres)).min(axis=1)
        if away.sum() <= 0:
            break  # fewer different places than were asked for
        centres.append(points[chance.choice(len(points), p=away / away.sum())])
    return np.array(centres)


def distances(points: Numbers, centres: Numbers) -> Numbers:
    """Squared, from each point to each centre."""
    own, theirs = (points**2).sum(axis=1), (centres**2).sum(axis=1)
    apart: Numbers = own[:, None] - 2 * (points @ centres.T) + theirs[None, :]
    return np.maximum(apart, 0.0)


def middles(
    points: Numbers, weights: Numbers, nearest: Places, centres: Numbers
) -> Numbers:
    """Where the centres of these clusters are; one that is empty stays."""
    whole = np.bincount(nearest, weights, len(centres))
    sums = [
        np.bincount(nearest, weights * points[:, side], len(centres)) for side in (0, 1)
    ]
    found = np.column_stack(sums) / np.maximum(whole, 1e-12)[:, None]
    return np.where(whole[:, None] > 0, found, centres)


def silhouette(points: Numbers, weights: Numbers, group: Places) -> float:
    """How well groups are told apart, from -1 to 1 (Rousseeuw 1987), by weight."""
    apart = np.sqrt(distances(points, points))
    number = group.max() + 1
    in_group = np.eye(number)[group] * weights[:, None]
    whole = in_group.sum(axis=0)
    means = (apart @ in_group) / np.maximum(whole, 1e-12)
    own = whole[group]
    rows = np.arange(len(points))
    # Oneself is no neighbour: a cluster of one person lies nowhere but in itself.
    others = np.maximum(own - 1.0, 1e-12)
    inside = means[rows, group] * own / others
    means[rows, group] = np.inf
    outside = means.min(axis=1)
    higher = np.maximum(np.maximum(inside, outside), 1e-12)
    each = np.where(own > 1, (outside - inside) / higher, 0.0)
    return float((each * weights).sum() / weights.sum())


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
    people, ideas, values = zip(*rows, strict=True)
    return Answered(
        np.array(people, dtype=np.int64),
        np.array(ideas, dtype=np.int64),
        np.array(values, dtype=np.int8),
    )
