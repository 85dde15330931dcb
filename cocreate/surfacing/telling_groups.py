"""Groups of opinion as they are kept and told: a map, and what stands beside it."""

import json
from dataclasses import asdict, dataclass, field
from typing import NamedTuple

LETTERS = "ABCDE"
WIDTH, HEIGHT = 640, 400  # of the map


class Stand(NamedTuple):
    """What a group says to an idea, beside all others.

    `value`: whether it agrees (1) or disagrees (-1). `said` of `answered` in the group
    say so, `said_elsewhere` of `answered_elsewhere` outside of it.
    """

    idea_id: int
    value: int
    said: int
    answered: int
    said_elsewhere: int
    answered_elsewhere: int
    weight: float


class Shared(NamedTuple):
    """What every group says to an idea: the number of each who say it, and answered."""

    idea_id: int
    value: int
    said: tuple[int, ...]
    answered: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Dot:
    """Some people who answered alike: where they are drawn, and of which group."""

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
