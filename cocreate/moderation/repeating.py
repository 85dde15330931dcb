"""Whether a text says nearly the same as another, in whichever script. Pure.

Two texts are as alike as the share of their runs of letters that both have. That is
guessed first from sixteen numbers of each (Li, Owen and Zhang, NIPS 2012: the smallest
of one permutation in each of its parts), and reckoned only where it may be enough.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import eq
from typing import Protocol, TypeVar
from zlib import crc32

from cocreate.moderation.spam.reading import LINK, plainly

RUN = 4  # letters
LEAST_LETTERS = 40  # “Thank you, me too” is said by many
PARTS = 16
PROBABLY = 6  # of the parts
ENOUGH = 0.6
SCATTER, NUMBERS = 0x9E3779B1, 1 << 32
KEPT = 2_000
LETTER = re.compile(r"[^\W\d_]+")


class Saying(Protocol):
    """Something that was said."""

    @property
    def text(self) -> str: ...


Told = TypeVar("Told", bound=Saying)


def letters_of(text: str) -> str:
    """Its letters alone: other signs, numbers, spaces or links make no other text."""
    return "".join(LETTER.findall(LINK.sub("", plainly(text).casefold())))


def runs_of(letters: str) -> set[int]:
    pieces = (letters[at : at + RUN] for at in range(len(letters) - RUN + 1))
    return {crc32(piece.encode(errors="replace")) for piece in pieces}


@lru_cache(maxsize=KEPT)
def sketch_of(text: str) -> tuple[int, ...]:
    """Sixteen numbers by which a text is compared; none where it is too short."""
    letters = letters_of(text)
    if len(letters) < LEAST_LETTERS:
        return ()
    least = [NUMBERS] * PARTS
    for run in runs_of(letters):
        scattered = run * SCATTER % NUMBERS
        part = scattered % PARTS
        least[part] = min(least[part], scattered)
    return tuple(least)


def are_alike(one: str, other: str) -> bool:
    """Whether they are nearly the same, as reckoned."""
    first, second = sketch_of(one), sketch_of(other)
    if sum(map(eq, first, second)) < PROBABLY:
        return False
    said, told = runs_of(letters_of(one)), runs_of(letters_of(other))
    return len(said & told) >= ENOUGH * len(said | told)


def repeated(text: str, others: Iterable[Told]) -> Told | None:
    """The first of them that says nearly the same; none where the text is short."""
    if not sketch_of(text):
        return None
    return next((other for other in others if are_alike(text, other.text)), None)
