"""The data behind a benchmark: the same for CoCreate and for the reference.

Deterministic: the same size gives the same people, ideas, votes and comments.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from cocreate.votes.trend import weight_of

VOTES_AN_IDEA = 3
COMMENTS = 50
MOST_PEOPLE = 50_000
BALLOTS = 1_000  # people who sign in and vote while we measure
OPENED = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = 600
MOMENTS = 5_000
TAGGED = (
    "accounts cards cash children fees investing notices payments savings security "
    "support travel"
)
TAGS = tuple(TAGGED.split())
COMMON = (
    "export import dark mode login team report dashboard mobile offline sync calendar "
    "invoice filter search tag notification email api webhook plugin theme chart table "
    "print pdf csv excel roadmap beta release download install update speed memory "
    "battery keyboard shortcut accessibility language translation timezone currency "
    "payment profile avatar password security audit log backup restore template editor "
    "image video attachment comment vote idea feedback survey user admin role group "
    "permission project task board list card view map"
)
WORDS = COMMON.split() + [f"w{number:04d}" for number in range(4000)]
SAID = 50_000  # words in the pool that texts are drawn from, common ones often
STATUSES = (
    ("new", 55),
    ("under_review", 15),
    ("planned", 10),
    ("building", 5),
    ("in_beta", 3),
    ("shipped", 5),
    ("declined", 7),
)
ANSWERED = frozenset({"planned", "building", "in_beta", "shipped", "declined"})
OPEN = frozenset({"new", "under_review", "planned", "building", "in_beta"})


class Idea(NamedTuple):
    id: int
    author_id: int
    title: str
    body: str
    status: str
    tags: tuple[int, ...]  # places in TAGS
    proposed_at: datetime
    voters: tuple[int, ...]
    cast: tuple[int, ...]  # places in `Data.moments`, one for each voter


@dataclass(frozen=True)
class Data:
    """One project with so many ideas, votes on each, and one long discussion."""

    ideas: int
    votes_each: int = VOTES_AN_IDEA  # on average

    @cached_property
    def people(self) -> int:
        return max(1_000, min(MOST_PEOPLE, self.ideas))

    @cached_property
    def authors(self) -> int:
        """The first people propose; those after them only vote."""
        return self.people - self.ballots

    @cached_property
    def ballots(self) -> int:
        return min(BALLOTS, self.people // 5)

    @cached_property
    def long_idea(self) -> int:
        """The idea with the long discussion: one that takes votes, half way down."""
        half = self.ideas // 2
        return next(key for key in range(half, self.ideas) if self.takes_votes(key))

    @cached_property
    def statuses(self) -> list[str]:
        names, weights = zip(*STATUSES, strict=True)
        return random.Random(7).choices(names, weights, k=5_000)

    def status_of(self, key: int) -> str:
        return self.statuses[key % len(self.statuses)]

    def takes_votes(self, key: int) -> bool:
        return self.status_of(key) in OPEN

    @cached_property
    def moments(self) -> list[tuple[datetime, float]]:
        """When votes were cast, with what such a vote weighs."""
        step = timedelta(days=DAYS) / MOMENTS
        times = (OPENED + step * number for number in range(1, MOMENTS + 1))
        return [(at, weight_of(at)) for at in times]

    def all_ideas(self) -> Iterator[Idea]:
        chance = random.Random(7)
        left = self.ideas * self.votes_each
        pool = pool_of(chance)
        step = timedelta(days=DAYS) / self.ideas
        for key in range(1, self.ideas + 1):
            spare = left - self.votes_each * (self.ideas - key + 1) // 4
            heard = min(int(chance.paretovariate(1.3)), spare, self.people // 4, 2_000)
            votes = left if key == self.ideas else max(heard, 0)
            left -= votes
            author = chance.randint(1, self.authors)
            first = MOMENTS * (key - 1) // self.ideas
            yield Idea(
                id=key,
                author_id=author,
                title=words(chance, pool, 4, 9).capitalize(),
                body=words(chance, pool, 30, 60).capitalize() + ".",
                status=self.status_of(key),
                tags=tuple({chance.randrange(len(TAGS)), key % len(TAGS)}),
                proposed_at=OPENED + step * (key - 1),
                voters=voters(chance, self.authors, author, votes),
                cast=tuple(chance.randrange(first, MOMENTS) for _ in range(votes)),
            )


def pool_of(chance: random.Random) -> list[str]:
    last = len(WORDS) - 1
    return [WORDS[min(int(chance.expovariate(1 / 400)), last)] for _ in range(SAID)]


def words(chance: random.Random, pool: list[str], least: int, most: int) -> str:
    return " ".join(chance.choices(pool, k=chance.randint(least, most)))


def voters(
    chance: random.Random, people: int, author: int, count: int
) -> tuple[int, ...]:
    """So many different people, none of them the author."""
    start = chance.randrange(people - 1)
    return tuple(
        (author + (start + number) % (people - 1)) % people + 1
        for number in range(min(count, people - 1))
    )


def trend_of(weights: list[float]) -> float:
    """What cocreate.votes.trend.trend_of gives, from weights known already."""
    if not weights:
        return 0.0
    high = max(weights)
    return high + math.log(sum(math.exp(weight - high) for weight in weights))
