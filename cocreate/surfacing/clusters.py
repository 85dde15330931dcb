"""People who lie close together: weighted k-means, and how well it tells them apart."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

ROUNDS = 30  # of moving the centres of clusters
STARTS = 4  # of groups; clusters need no best start

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
NOWHERE: Numbers = np.zeros((0, 2))


class Clusters(NamedTuple):
    """How far people are from the middle of theirs, the middles, and whose is which."""

    cost: float
    centres: Numbers
    members: Places


def clustered(
    points: Numbers,
    weights: Numbers,
    number: int,
    chance: np.random.Generator,
    *,
    starts: int = STARTS,
    before: Numbers = NOWHERE,
) -> Clusters:
    """Weighted k-means, the best of a few starts; one is where centres were before."""
    begun = [spread_out(points, weights, number, chance) for _ in range(starts)]
    if 0 < len(before) <= number:
        begun.append(spread_out(points, weights, number, chance, before=before))
    found = (settled(points, weights, centres) for centres in begun)
    return min(found, key=lambda one: one.cost)


def settled(points: Numbers, weights: Numbers, centres: Numbers) -> Clusters:
    for _ in range(ROUNDS):
        nearest = distances(points, centres).argmin(axis=1)
        moved = middles(points, weights, nearest, centres)
        if np.allclose(moved, centres):
            break
        centres = moved
    away = distances(points, centres)
    cost = float((weights * away.min(axis=1)).sum())
    return Clusters(cost, centres, away.argmin(axis=1))


def spread_out(
    points: Numbers,
    weights: Numbers,
    number: int,
    chance: np.random.Generator,
    *,
    before: Numbers = NOWHERE,
) -> Numbers:
    """Centres far from each other (k-means++: Arthur, Vassilvitskii 2007)."""
    first = chance.choice(len(points), p=weights / weights.sum())
    centres = [*before] or [points[first]]
    for _ in range(number - len(centres)):
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
