"""How much a word says of an idea: BM25F, its fields summed before saturation.

Robertson, Zaragoza, Taylor: "Simple BM25 extension to multiple weighted fields", CIKM
2004. A word of a title counts as often as three of a body. How long texts usually are
is a fixed number, so that an idea's own figures change only when its words do.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cocreate.kernel.words import COMMON, WORD, terms_of

MADE = 3  # raised when the same text becomes other words: all are learned anew

TITLE_WEIGHT = 3
SATURATION, FAIRNESS = 1.2, 0.75  # k1 and b of BM25
USUAL_LENGTH = 60
FINENESS = 50  # a weight is kept as a whole number
MOST_KEPT = 120  # words of one idea
MOST_READ = 6_000  # letters of a body
MOST_ASKED = 24  # words of a question
TITLE_ASKS = 2.0
COMMON_ASKS = 0.5  # they tell little, and among few words they tell
YOUNG = 30  # ideas
LEAST_TOLD = 3  # letters of a word that is worth telling
LEAST_JOINED = 5  # letters of a name that is made of several words
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

# True reasons that explain nothing: words of every wish.
DULL = frozenset(
    {"after", "again", "all", "also", "any", "app", "application", "before", "can"}
    | {"could", "every", "from", "get", "give", "have", "how", "into", "just", "let"}
    | {"like", "make", "more", "need", "new", "now", "one", "only", "our", "out"}
    | {"please", "see", "should", "show", "some", "take", "tell", "than", "them"}
    | {"then", "there", "they", "two", "use", "want", "what", "where", "which", "who"}
    | {"why", "will", "without", "would", "your", "has", "had", "does", "did", "its"}
    | {"still", "yet"}
)


class Asked(NamedTuple):
    """A word of a question: how much it matters there, and as it was written."""

    worth: float
    written: str


def weights_of(title: str, body: str) -> dict[str, int]:
    """What an idea says most, and how much of it; the same for the same words."""
    said = Counter(terms_said(body[:MOST_READ]))
    for term in terms_said(title):
        said[term] += TITLE_WEIGHT
    length = said.total() / USUAL_LENGTH
    long = SATURATION * (1 - FAIRNESS + FAIRNESS * length)
    kept = sorted(said.items(), key=lambda one: (-one[1], one[0]))[:MOST_KEPT]
    return {
        term: max(1, round(FINENESS * times * (SATURATION + 1) / (times + long)))
        for term, times in kept
    }


def asked_of(title: str, body: str) -> dict[str, Asked]:
    """The words of a question; those of the title matter twice as much.

    Where there are none but common words, nothing is asked.
    """
    asked: dict[str, Asked] = {}
    telling = False
    for text, worth in ((title, TITLE_ASKS), (body[:MOST_READ], 1.0)):
        for word in WORD.findall(text):
            is_common = word.casefold() in COMMON
            telling = telling or not is_common
            one = Asked(worth * COMMON_ASKS if is_common else worth, word)
            for term in named_by(word):
                asked.setdefault(term, one)
    return asked if telling else {}


def terms_said(text: str) -> Iterator[str]:
    """Every term of a text, as often as it is said."""
    for word in WORD.findall(text):
        yield from named_by(word)


@lru_cache(maxsize=50_000)
def named_by(word: str) -> tuple[str, ...]:
    """The terms of a word; of a name joined from several, those of its parts, too.

    Who writes of a NodeManager is understood by whoever writes "node manager".
    """
    # "What's" is one word, though a sign parts it.
    if len(word) < LEAST_JOINED or not (word.isascii() and word.isalnum()):
        return terms_of(word)
    parts = [terms_of(part) for part in PART.findall(word) if 1 < len(part) < len(word)]
    return sum(parts, terms_of(word))


def rarity(ideas: int, among: int) -> float:
    """What a word is worth that so many of all ideas say.

    A few ideas more are supposed: in a young project every word is in half of them.
    """
    supposed = max(among, ideas) + YOUNG
    return math.log(1 + (supposed - ideas + 0.5) / (ideas + 0.5))


def is_telling(word: str) -> bool:
    """Whether a person would give the word as a reason."""
    if word.casefold() in DULL | COMMON:
        return False
    if word.isascii():
        long = len(word) >= LEAST_TOLD or word.isupper()
        return long and word.isalnum() and not word.isdigit()
    return word.isalpha()
