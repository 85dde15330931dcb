"""Which of a few hundred texts are close to some words: the ranking of ideas. Pure.

Ideas are found by words that are kept of each. Where there are few texts, their words
are counted as they are asked for, and weighed in the same way.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from cocreate.surfacing.weighing import (
    FINENESS,
    MOST_ASKED,
    Asked,
    asked_of,
    is_telling,
    rarity,
    weights_of,
)

LIKENESS = 0.14  # of what a text that says all of it would get
REASONS = 3
KEPT = 4_000  # texts whose words are not counted again


class Text(NamedTuple):
    """Something that was said, by its key."""

    key: int
    title: str
    body: str


class Near(NamedTuple):
    """A text close to the words, and the words that both say, the rarest first."""

    key: int
    score: float
    words: tuple[str, ...]


def near_among(
    title: str, body: str, texts: Iterable[Text], *, most: int
) -> list[Near]:
    """The texts closest to what somebody writes, the closest first."""
    said = {one.key: words_of(one.title, one.body) for one in texts}
    spread = Counter(word for words in said.values() for word in words)
    asked = asked_of(title, body)
    worths = {
        word: one.worth * rarity(max(spread[word], 1), len(said))
        for word, one in asked.items()
    }
    telling = sorted(asked, key=lambda word: (-worths[word], word))[:MOST_ASKED]
    least = LIKENESS * FINENESS * sum(worths[word] for word in telling)
    found = [
        near_by(key, words, {word: worths[word] for word in telling}, asked)
        for key, words in said.items()
    ]
    close = [one for one in found if one.words and one.score >= least]
    return sorted(close, key=lambda one: (-one.score, one.key))[:most]


def near_by(
    key: int,
    words: Mapping[str, int],
    worths: Mapping[str, float],
    asked: Mapping[str, Asked],
) -> Near:
    shares = sorted(
        (
            (worth * words[word], word)
            for word, worth in worths.items()
            if word in words
        ),
        reverse=True,
    )
    written = (asked[word].written.lower() for _, word in shares)
    told = dict.fromkeys(word for word in written if is_telling(word))
    return Near(key, sum(share for share, _ in shares), tuple(told)[:REASONS])


@lru_cache(maxsize=KEPT)
def words_of(title: str, body: str) -> Mapping[str, int]:
    return weights_of(title, body)
