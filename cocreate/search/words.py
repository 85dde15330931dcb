"""What somebody typed to search, read as terms; and where these stand in a text."""

from collections.abc import Iterator
from typing import NamedTuple

from cocreate.kernel.words import (
    UNSPACED,
    WORD,
    Spot,
    bare_of,
    term_of,
    terms_in,
    unspaced,
)

MOST_CHARACTERS = 200
MOST_TERMS = 10
LEAST_PREFIX = 3


class Piece(NamedTuple):
    """A stretch of text, marked or not."""

    words: str
    is_hit: bool


class Asked(NamedTuple):
    """What somebody typed, bounded: terms, and the beginning of an unfinished word."""

    terms: tuple[str, ...]
    beginning: str = ""


def read_words(typed: str) -> Asked:
    """Any text is a search; no sign in it has a meaning that could be abused."""
    text = typed[:MOST_CHARACTERS]
    last = WORD.findall(text)[-1:] if text and not text[-1].isspace() else []
    is_begun = bool(last) and len(last[0]) >= LEAST_PREFIX
    beginning = bare_of(last[0]) if is_begun and not UNSPACED.search(last[0]) else ""
    return Asked(tuple(terms_in(text)[:MOST_TERMS]), beginning)


def marked(text: str, asked: Asked, *, around: int = 220) -> tuple[Piece, ...]:
    """The part of a text where the asked words stand, cut into pieces."""
    hits = list(hits_in(text, asked))
    start = max(0, hits[0][0] - around // 3) if hits else 0
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), start + around)
    pieces: list[Piece] = [Piece("…", is_hit=False)] if start else []
    at = start
    for begin, finish in hits:
        if begin < at or finish > end:
            continue
        pieces += [Piece(text[at:begin], is_hit=False)] if begin > at else []
        pieces.append(Piece(text[begin:finish], is_hit=True))
        at = finish
    rest = text[at:end] + ("…" if end < len(text) else "")
    return (*pieces, Piece(rest, is_hit=False)) if rest else tuple(pieces)


def hits_in(text: str, asked: Asked) -> Iterator[tuple[int, int]]:
    """Where the asked words stand; pairs of letters that touch are one place."""
    last: tuple[int, int] | None = None
    for spot in spots_in(text):
        if not is_asked(text[spot.start : spot.end], spot.term, asked):
            continue
        if last and spot.start <= last[1]:
            last = (last[0], spot.end)
            continue
        if last:
            yield last
        last = (spot.start, spot.end)
    if last:
        yield last


def spots_in(text: str) -> Iterator[Spot]:
    for found in WORD.finditer(text):
        if UNSPACED.search(found[0]):
            yield from unspaced(found[0], found.start())
        else:
            yield Spot(term_of(found[0]), *found.span())


def is_asked(word: str, term: str, asked: Asked) -> bool:
    if term in asked.terms:
        return True
    return bool(asked.beginning) and bare_of(word).startswith(asked.beginning)
