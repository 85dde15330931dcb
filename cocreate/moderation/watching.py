"""Words the site watches for, and how they are found in what people write. Pure.

Case and accents do not matter; a word is found whole, or as a beginning where a star
stands at its end. There are no patterns to write, so none can take forever.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from cocreate.kernel.words import SIGNS, UNSPACED

INVISIBLE = "\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
PIECE = re.compile(rf"[\w{SIGNS}{INVISIBLE}]+")
UNSEEN = re.compile(f"[{INVISIBLE}]")
STAR = "*"
LEAST_LETTERS, LEAST_BEFORE_STAR = 2, 3


class WatchedAct(StrEnum):
    """What is done about a watched word; the gentlest last."""

    BLOCK = "block"
    HOLD = "hold"
    FLAG = "flag"
    TAG = "tag"
    REPLACE = "replace"


ACT_WORDS = {
    WatchedAct.BLOCK: "Refuse it",
    WatchedAct.HOLD: "Hold it for a moderator",
    WatchedAct.FLAG: "Show it, and open a case",
    WatchedAct.TAG: "Tag the idea",
    WatchedAct.REPLACE: "Write other words instead",
}
NEEDS_MORE = frozenset({WatchedAct.TAG, WatchedAct.REPLACE})


class Watched(NamedTuple):
    """A word or a few, what is done where they are said, and the tag or other words."""

    id: int
    words: str
    act: WatchedAct
    instead: str


class Piece(NamedTuple):
    """A word of a text as it is compared, and where it stands."""

    folded: str
    start: int
    end: int


def pieces_of(text: str) -> list[Piece]:
    return [
        Piece(bare, found.start(), found.end())
        for found in PIECE.finditer(text)
        if (bare := folded(found.group()))
    ]


def folded(word: str) -> str:
    """A word without case, accents and signs that cannot be seen."""
    apart = unicodedata.normalize("NFKD", UNSEEN.sub("", word).casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


def sought(words: str) -> tuple[tuple[str, ...], bool]:
    """What is looked for: words one after another, and whether the last may go on."""
    bare = words.strip()
    pieces = tuple(piece.folded for piece in pieces_of(bare.rstrip(STAR)))
    return pieces, bare.endswith(STAR)


def why_not_watch(words: str) -> str:
    """What keeps words from being watched; nothing where they can be."""
    pieces, goes_on = sought(words)
    if STAR in words.strip().rstrip(STAR):
        return "A star can only stand at the end."
    letters = len("".join(pieces))
    if goes_on and (not pieces or len(pieces[-1]) < LEAST_BEFORE_STAR):
        return f"Write at least {LEAST_BEFORE_STAR} letters before the star."
    if letters < LEAST_LETTERS and not UNSPACED.search(words):
        return f"Write at least {LEAST_LETTERS} letters."
    return ""


class Text:
    """A text made ready to be looked through for many words."""

    def __init__(self, written: str) -> None:
        self.written = written
        self.pieces = pieces_of(written)
        self.line = f" {' '.join(piece.folded for piece in self.pieces)} "

    def says(self, words: str) -> bool:
        pieces, goes_on = sought(words)
        looked_for = " ".join(pieces)
        if UNSPACED.search(looked_for):
            return looked_for in self.line
        return f" {looked_for}{'' if goes_on else ' '}" in self.line

    def found(self, watched: Iterable[Watched]) -> list[Watched]:
        return [one for one in watched if self.says(one.words)]

    def spans(self, words: str) -> Iterator[tuple[int, int]]:
        """Where words stand, from the left, none over another."""
        pieces, goes_on = sought(words)
        at, many = 0, len(pieces)
        while at + many <= len(self.pieces):
            here = self.pieces[at : at + many]
            if are_same([piece.folded for piece in here], pieces, goes_on=goes_on):
                yield here[0].start, here[-1].end
                at += many
            else:
                at += 1


def are_same(said: list[str], pieces: tuple[str, ...], *, goes_on: bool) -> bool:
    if not goes_on:
        return tuple(said) == pieces
    return tuple(said[:-1]) == pieces[:-1] and said[-1].startswith(pieces[-1])


def with_others(written: str, watched: Iterable[Watched]) -> str:
    """The text with the words that stand instead of those watched for."""
    for one in watched:
        spans = list(Text(written).spans(one.words))
        for start, end in reversed(spans):
            written = written[:start] + one.instead + written[end:]
    return written
