"""Groups of opinion as they are kept and told: a map nobody can be found on, and words.

Small groups of people are drawn as one dot and fewer than three not at all.
"""

import json
from dataclasses import asdict, dataclass, field

import numpy as np

from cocreate.surfacing.common_ground import (
    Shared,
    Stand,
    counts_of,
    shared,
    stands,
)
from cocreate.surfacing.opinion import Groups, Numbers, Table

LETTERS = "ABCDE"
LEAST_DRAWN = 3  # people of one dot
WIDTH, HEIGHT, MARGIN = 640, 400, 40
USUAL_SHARE = (2, 98)  # per cent of the people that the map is drawn for
FINEST, COARSEST = 24, 4  # dots from side to side


@dataclass(frozen=True, slots=True)
class Dot:
    """Some people who answered alike: where they are drawn, how many, of which group."""

    x: int
    y: int
    people: int
    group: int


@dataclass(frozen=True, slots=True)
class Group:
    """One group of opinion: how many, where it is drawn, and what it stands for."""

    people: int
    x: int
    y: int
    stands: list[Stand] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """All that is told of the groups of a project; `sure`: not by chance."""

    sure: bool
    groups: list[Group]
    shared: list[Shared]
    dots: list[Dot]


def told_of(table: Table, groups: Groups) -> Told:
    counts = counts_of(table, groups)
    spots = drawn(np.vstack([groups.places, groups.centres]), len(groups.places))
    people, centres = spots[: len(groups.places)], spots[len(groups.places) :]
    sizes = np.bincount(groups.members, minlength=len(groups.centres))
    told = zip(sizes, centres, stands(counts, table.ideas), strict=True)
    return Told(
        sure=groups.sure,
        groups=[Group(int(size), int(x), int(y), some) for size, (x, y), some in told],
        shared=shared(counts, table.ideas),
        dots=dots_of(people, groups),
    )


def drawn(places: Numbers, people: int) -> Numbers:
    """Places on the map, in its units; the few who lie far out are drawn at its edge."""
    low, high = np.percentile(places[:people], USUAL_SHARE, axis=0)
    room = np.array([WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN])
    inside = (np.clip(places, low, high) - low) / np.maximum(high - low, 1e-9)
    spots: Numbers = inside * room + MARGIN
    return spots


def dots_of(people: Numbers, groups: Groups) -> list[Dot]:
    """One dot for the people of a group who lie close together."""
    side = int(np.clip(np.sqrt(len(people)), COARSEST, FINEST))
    step = WIDTH / side
    cells = np.floor(people / step).astype(int)
    keys = np.column_stack([groups.members, cells])
    found, place = np.unique(keys, axis=0, return_inverse=True)
    place = place.reshape(-1)
    return [
        Dot(
            *(int(at) for at in people[place == number].mean(axis=0)),
            people=int((place == number).sum()),
            group=int(key[0]),
        )
        for number, key in enumerate(found)
        if (place == number).sum() >= LEAST_DRAWN
    ]


def written(told: Told) -> str:
    return json.dumps(asdict(told))


def read(words: str) -> Told:
    said = json.loads(words)
    return Told(
        sure=said["sure"],
        groups=[
            Group(**one | {"stands": [Stand(*stand) for stand in one["stands"]]})
            for one in said["groups"]
        ],
        shared=[
            Shared(idea, value, tuple(own), tuple(of), weight)
            for idea, value, own, of, weight in said["shared"]
        ],
        dots=[Dot(**one) for one in said["dots"]],
    )


NOBODY = Told(sure=False, groups=[], shared=[], dots=[])
