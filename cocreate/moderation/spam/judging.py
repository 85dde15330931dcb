"""How much a text looks like spam, and by which words. Pure, and without numpy."""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cocreate.moderation.spam.reading import HALF, Sign, signs_of

MOST_WORDS = 5


class Model(NamedTuple):
    """What was learned: the worth and the weight of every bucket, and where it acts."""

    worth: "array[float]"  # how rare what falls there is
    weight: "array[float]"  # above nothing for spam, below for what was kept
    offset: float
    threshold: float  # of a score; infinite where too little is known to act
    caught: float = 0.0  # of the spam, by those that had not learned it
    wrong: float = 0.0  # of what was kept


class Judged(NamedTuple):
    """The score of a text, and the words that speak for spam, the strongest first."""

    score: float
    words: tuple[str, ...]


def judge(model: Model, text: str) -> Judged:
    """The score is a sum over words, so that what each adds to it is exact."""
    shares = shares_of(model, signs_of(text))
    for_spam = [word for word in shares if shares[word] > 0]
    strongest = sorted(for_spam, key=lambda word: (-shares[word], word))
    return Judged(
        model.offset + math.fsum(shares.values()), tuple(strongest[:MOST_WORDS])
    )


def shares_of(model: Model, signs: Iterable[Sign]) -> Mapping[str, float]:
    """What each word adds; what several words share is divided among them."""
    said_by: dict[int, list[str]] = defaultdict(list)
    for word, bucket in signs:
        said_by[bucket].append(word)
    lengths = lengths_of(model, said_by)
    shares: dict[str, float] = defaultdict(float)
    for bucket, words in said_by.items():
        worth = model.worth[bucket] / lengths[bucket // HALF]
        for word in words:
            shares[word] += worth * model.weight[bucket] / len(words)
    return shares


def lengths_of(model: Model, buckets: Iterable[int]) -> tuple[float, float]:
    """By what is divided so that words have length one together, and runs too."""
    squares = [0.0, 0.0]
    for bucket in buckets:
        squares[bucket // HALF] += model.worth[bucket] ** 2
    words, runs = (math.sqrt(2 * square) or 1.0 for square in squares)
    return words, runs
