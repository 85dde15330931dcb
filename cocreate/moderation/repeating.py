"""Whether a text says nearly the same as another, in whichever script. Pure.

Two texts are as alike as the share of their runs of letters that both have (Broder,
1997). That is guessed from thirty numbers of each (Li, Owen and Zhang, NIPS 2012: the
smallest of one permutation in each of its parts), and reckoned only where it may be
enough. The numbers stand in ten bands of three: texts that are alike share a band
(Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4: four fifths alike, by
99.9 of a hundred; three fifths, by 91), and few others do. So a band is looked up,
however much was said, and nothing is compared with all of it.
"""

import re
from collections import deque
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from operator import eq
from typing import Generic, Protocol, TypeVar
from zlib import crc32

from cocreate.moderation.spam.reading import LINK, plainly

RUN = 4  # letters
LEAST_LETTERS = 40  # “Thank you, me too” is said by many
BANDS, IN_BAND = 10, 3
PARTS = BANDS * IN_BAND
PROBABLY = 11  # of the parts
MOST_TOLD = 20  # texts that share a band with one, the newest of each band
ENOUGH = 0.6
SCATTER, NUMBERS = 0x9E3779B1, 1 << 32
KEPT = 2_000
LETTER = re.compile(r"[^\W\d_]+")


class Saying(Protocol):
    """Something that was said."""

    @property
    def text(self) -> str: ...

    @property
    def at(self) -> datetime: ...


Said = TypeVar("Said", bound=Saying)


def letters_of(text: str) -> str:
    """Its letters alone: other signs, numbers, spaces or links make no other text."""
    return "".join(LETTER.findall(LINK.sub("", plainly(text).casefold())))


def runs_of(letters: str) -> set[int]:
    pieces = (letters[at : at + RUN] for at in range(len(letters) - RUN + 1))
    return {crc32(piece.encode(errors="replace")) for piece in pieces}


@lru_cache(maxsize=KEPT)
def sketch_of(text: str) -> tuple[int, ...]:
    """The numbers by which a text is compared; none where it is too short."""
    letters = letters_of(text)
    if len(letters) < LEAST_LETTERS:
        return ()
    least = [NUMBERS] * PARTS
    for run in runs_of(letters):
        scattered = run * SCATTER % NUMBERS
        part = scattered % PARTS
        least[part] = min(least[part], scattered)
    return tuple(lent(least, part) for part in range(PARTS))


def lent(least: list[int], part: int) -> int:
    """An empty part borrows of the next that is not (Shrivastava and Li, ICML 2014)."""
    steps = next(one for one in range(PARTS) if least[(part + one) % PARTS] < NUMBERS)
    return least[(part + steps) % PARTS] + steps * NUMBERS


def bands_of(text: str) -> list[int]:
    """By which a text is found again; none where it is too short."""
    sketch = sketch_of(text)
    starts = range(0, len(sketch), IN_BAND)
    return [crc32(f"{at}{sketch[at : at + IN_BAND]}".encode()) for at in starts]


def are_alike(one: str, other: str) -> bool:
    """Whether they are nearly the same, as reckoned."""
    first, second = sketch_of(one), sketch_of(other)
    if sum(map(eq, first, second)) < PROBABLY:
        return False
    said, told = runs_of(letters_of(one)), runs_of(letters_of(other))
    return len(said & told) >= ENOUGH * len(said | told)


def repeated(text: str, others: Iterable[Said]) -> Said | None:
    """The first of them that says nearly the same; none where the text is short."""
    return next((other for other in others if are_alike(text, other.text)), None)


class Told(Generic[Said]):
    """What was said, found again by its bands."""

    def __init__(self) -> None:
        self.by_band: dict[int, deque[Said]] = {}

    def add(self, one: Said) -> None:
        for band in bands_of(one.text):
            self.by_band.setdefault(band, deque(maxlen=MOST_TOLD)).append(one)

    def near(self, text: str) -> list[Said]:
        """What shares a band with a text: the newest first."""
        found = (one for band in bands_of(text) for one in self.by_band.get(band, ()))
        return sorted(set(found), key=lambda one: one.at, reverse=True)
