"""How texts become terms: the same when they are kept and when they are sought."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from whoosh.analysis import Composable, Filter, RegexTokenizer
from whoosh.lang.porter import stem as porter_stem

MOST_CHARACTERS = 200
MOST_TERMS = 10
LEAST_PREFIX = 3
WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
COMMON = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "i", "if", "in"}
    | {"is", "it", "me", "my", "not", "of", "on", "or", "so", "that", "the", "this"}
    | {"to", "was", "we", "when", "with", "you"}
)


@lru_cache(maxsize=50_000)
def term_of(word: str) -> str:
    """The term a word is kept under: lower case, without accents, stemmed."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    bare = re.split(r"['\u2019]", bare)[0] or bare
    stemmed: str = porter_stem(bare)
    return stemmed


class TermFilter(Filter):  # type: ignore[misc]  # whoosh has no types
    """Replaces each word by its term; words that say nothing are left out."""

    def __call__(self, tokens: Any) -> Iterator[Any]:
        for token in tokens:
            if token.text.casefold() in COMMON:
                continue
            token.text = term_of(token.text)
            yield token


def analyzer() -> Composable:
    return RegexTokenizer(WORD) | TermFilter()


def terms_in(text: str) -> list[str]:
    """The different terms of a text, in its order, without words that say nothing."""
    words = WORD.findall(text)
    told = [word for word in words if word.casefold() not in COMMON] or words
    return list(dict.fromkeys(term_of(word) for word in told))


class Asked(NamedTuple):
    """What somebody typed, bounded: terms, and the beginning of an unfinished word."""

    terms: tuple[str, ...]
    beginning: str = ""


def read_words(typed: str) -> Asked:
    """Any text is a search; no sign in it has a meaning that could be abused."""
    text = typed[:MOST_CHARACTERS]
    terms = tuple(terms_in(text)[:MOST_TERMS])
    last = WORD.findall(text)[-1:] if text and not text[-1].isspace() else []
    beginning = last[0].casefold() if last and len(last[0]) >= LEAST_PREFIX else ""
    return Asked(terms, unaccented(beginning))


def unaccented(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class Piece(NamedTuple):
    """A stretch of text, marked or not."""

    words: str
    is_hit: bool


def marked(text: str, asked: Asked, *, around: int = 220) -> tuple[Piece, ...]:
    """The part of a text where the asked words stand, cut into pieces."""
    hits = [found.span() for found in WORD.finditer(text) if is_asked(found[0], asked)]
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


def is_asked(word: str, asked: Asked) -> bool:
    if term_of(word) in asked.terms:
        return True
    begins = unaccented(word.casefold()).startswith(asked.beginning)
    return bool(asked.beginning) and begins
