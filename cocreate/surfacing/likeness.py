"""Whether two texts ask for the same, and which of them belong together. Pure.

Precision comes first: the whole texts and the titles alone must both be alike, by the
cosine of what their words weigh (Salton's vector space, with the weights of BM25F).
Titles that name different numbers speak of different things: "for Android 7" is not
"for Android 8"; so do titles that each name what the other idea never says: "as CSV"
is not "as PDF". Ideas are put together only where every two of them are alike
(complete linkage), so that no chain leads from one thing to another.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from cocreate.kernel.ids import IdeaId
from cocreate.kernel.words import COMMON, terms_of
from cocreate.surfacing.weighing import DULL, terms_said, weights_of

NUMBER = re.compile(r"\d+(?:\.\d+)*")
ALIKE = 0.75  # from here on two ideas are likely duplicates: strict
MOST_TOGETHER = 12
PAIR = 2
PALE = frozenset(term for word in DULL | COMMON for term in terms_of(word))

Vector = dict[str, float]
Worth = Callable[[str], float]


class Said(NamedTuple):
    """An idea as vectors: all it says, and its title alone; and the numbers there."""

    whole: Vector
    title: Vector
    numbers: frozenset[str]


class Alike(NamedTuple):
    """Two ideas, the first of them first, and how much they are alike."""

    first: IdeaId
    second: IdeaId
    likeness: float


def terms_to_weigh(title: str, body: str) -> set[str]:
    return {*weights_of(title, body), *terms_said(title)}


def said_by(title: str, body: str, worth: Worth) -> Said:
    """What a text says, each word by what it is `worth` in its project."""
    weights = weights_of(title, body)
    return Said(
        {term: weights[term] * worth(term) for term in telling(weights)},
        title_said(title, worth),
        frozenset(NUMBER.findall(title)),
    )


def title_said(title: str, worth: Worth) -> Vector:
    return {term: worth(term) for term in telling(terms_said(title))}


def telling(terms: Iterable[str]) -> list[str]:
    """The terms without those of every wish, unless there are no others."""
    every = list(terms)
    return [term for term in every if term not in PALE] or every


def likeness(one: Said, other: Said) -> float:
    """From 0, nothing in common, to 1, the same words."""
    if one.numbers - other.numbers and other.numbers - one.numbers:
        return 0.0
    if names_more(one, other) and names_more(other, one):
        return 0.0
    if not (speaks_of(one, other) and speaks_of(other, one)):
        return 0.0
    return math.sqrt(cosine(one.whole, other.whole) * cosine(one.title, other.title))


def may_be_alike(one: Vector, other: Vector) -> bool:
    """Whether two titles leave it open: with others no whole texts are alike enough."""
    return cosine(one, other) >= ALIKE * ALIKE


def names_more(one: Said, other: Said) -> bool:
    """Whether a title names what another idea never says."""
    return any(
        term not in other.whole and term not in other.title and not term.isdigit()
        for term in one.title
    )


def speaks_of(one: Said, other: Said) -> bool:
    """Whether a text says what tells most in the title of another."""
    rarest = max(other.title, key=lambda term: (other.title[term], term), default="")
    return rarest in one.whole or rarest in one.title


def cosine(one: Vector, other: Vector) -> float:
    both = sum(weight * other[term] for term, weight in one.items() if term in other)
    size = length(one) * length(other)
    return both / size if size else 0.0


def length(vector: Vector) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values()))


def grouped(pairs: Iterable[Alike]) -> list[list[IdeaId]]:
    """Ideas of which every two are alike, the likest pairs put together first."""
    alike = {(one.first, one.second): one.likeness for one in pairs}
    groups: dict[IdeaId, list[IdeaId]] = {}
    for first, second in sorted(alike, key=lambda pair: (-alike[pair], pair)):
        one = groups.setdefault(first, [first])
        other = groups.setdefault(second, [second])
        if one is not other and belong_together(one, other, alike):
            one += other
            groups |= dict.fromkeys(other, one)
    whole = {min(group): sorted(group) for group in groups.values() if len(group) > 1}
    return [whole[first] for first in sorted(whole)]


def belong_together(
    one: list[IdeaId],
    other: list[IdeaId],
    alike: Mapping[tuple[IdeaId, IdeaId], float],
) -> bool:
    pairs = ((min(a, b), max(a, b)) for a in one for b in other)
    return len(one) + len(other) <= MOST_TOGETHER and all(two in alike for two in pairs)


def speaking_of(words: Sequence[str], ideas: int = 2) -> str:
    """Why some ideas are taken for close, in a sentence."""
    said = " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
    return f"{'Both' if ideas == PAIR else f'{ideas} ideas'} speak of {said}."
