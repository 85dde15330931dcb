"""How far those who spoke are like those there are. Pure: figures in, words out.

Whether a group is under-heard is judged by the 95 % interval of Wilson around its
share of those heard: only where all of it lies on one side of the share declared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, sqrt

Z = 1.96  # of a normal distribution, 95 % lie within so many deviations
FEWEST = 10  # people heard, before anything is said of shares
HALF = 0.5
UNEQUAL, VERY_UNEQUAL = 0.35, 0.6  # of Gini's coefficient
A_FEW = 3


class Verdict(StrEnum):
    UNDER = "under"
    OVER = "over"
    FITTING = "fitting"
    UNTOLD = "untold"  # too few were heard to say


@dataclass(frozen=True, slots=True)
class Share:
    """A group's part in those heard, beside its part in all customers."""

    heard: int
    of: int
    declared: float  # 0 to 1

    @property
    def share(self) -> float:
        return self.heard / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.heard, self.of)

    @property
    def verdict(self) -> Verdict:
        low, high = self.interval
        if self.of < FEWEST:
            return Verdict.UNTOLD
        if high < self.declared:
            return Verdict.UNDER
        if low > self.declared:
            return Verdict.OVER
        return Verdict.FITTING

    @property
    def missing(self) -> int:
        """How many more of it would make its part what it is among customers."""
        if self.declared >= 1:
            return 0
        # (heard + x) / (of + x) = declared
        wanted = (self.declared * self.of - self.heard) / (1 - self.declared)
        return max(0, ceil(wanted - 1e-9))

    @property
    def words(self) -> str:
        low, high = (round(100 * end) for end in self.interval)
        between = f"between {low} and {high} %"
        match self.verdict:
            case Verdict.UNTOLD:
                return f"Fewer than {FEWEST} were heard: too few to say."
            case Verdict.UNDER:
                voices = "voice" if self.missing == 1 else "voices"
                return f"Under-heard, {between}; {self.missing:,} {voices} are missing."
            case Verdict.OVER:
                return f"Over-heard, {between}."
            case Verdict.FITTING:
                return f"About as it should be, {between}."


def wilson(heard: int, of: int) -> tuple[float, float]:
    """The interval in which a share lies, of so many who were heard."""
    if not of:
        return 0.0, 1.0
    share, room = heard / of, Z * Z / of
    middle = (share + room / 2) / (1 + room)
    half = Z * sqrt(share * (1 - share) / of + room / (4 * of)) / (1 + room)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Concentration:
    """How evenly votes are spread over those who cast any."""

    voters: int
    votes: int
    gini: float  # 0: everybody cast as many; near 1: one person cast all
    top: float  # the share of the few who cast the most
    half: int  # so many people cast half of all votes

    @property
    def words(self) -> str:
        if not self.votes:
            return "Nobody has voted yet."
        few = min(A_FEW, self.voters)
        who = "One person" if few == 1 else f"{few} people"
        cast = f"{who} cast {round(100 * self.top)} % of the votes;"
        half = "one person" if self.half == 1 else f"{self.half:,} of {self.voters:,}"
        return f"{cast} {half} cast half of them. {self.verdict}"

    @property
    def verdict(self) -> str:
        if self.voters < FEWEST:
            return "With so few voters that says little."
        if self.gini >= VERY_UNEQUAL:
            return "A few speak for the rest: read counts of people, not of votes."
        if self.gini >= UNEQUAL:
            return "Some speak much more than others, as in most projects."
        return "Voices are spread evenly."


def concentration(spread: Mapping[int, int]) -> Concentration:
    """Of a histogram: so many votes each, cast by so many people."""
    rising = sorted((each, people) for each, people in spread.items() if each > 0)
    voters = sum(people for _, people in rising)
    votes = sum(each * people for each, people in rising)
    if not votes:
        return Concentration(0, 0, 0.0, 0.0, 0)
    below, area = 0, 0.0  # under the curve of Lorenz, twice
    for each, people in rising:
        area += people * (2 * below + each * people)
        below += each * people
    gini = 1 - area / (voters * votes)
    top = cast_by(rising, min(A_FEW, voters)) / votes
    return Concentration(voters, votes, max(0.0, gini), top, needed(rising, votes / 2))


def cast_by(rising: list[tuple[int, int]], most: int) -> int:
    """How many votes the people with the most cast."""
    cast, left = 0, most
    for each, people in reversed(rising):
        some = min(people, left)
        cast, left = cast + each * some, left - some
    return cast


def needed(rising: list[tuple[int, int]], votes: float) -> int:
    """How many people it takes to cast so many votes, those with the most first."""
    found = 0
    for each, people in reversed(rising):
        if each * people >= votes:
            return found + ceil(votes / each)
        votes -= each * people
        found += people
    return found
