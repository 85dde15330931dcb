"""How texts become terms: the same when they are kept and when they are sought."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from whoosh.lang.porter import stem as porter_stem

LONGEST_TERM = 60
# Signs above, below and beside a letter belong to its word, whatever the script.
SIGNS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0981-\u0de3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
PICTURES = "\u2600-\u27bf\U0001f300-\U0001faff"
WORD = re.compile(rf"[\w{SIGNS}]+(?:['\u2019][\w{SIGNS}]+)*|[{PICTURES}]")
APOSTROPHE = re.compile(r"['\u2019]")
# Scripts that set no space between words: kept and sought by pairs of letters.
UNSPACED = re.compile(
    "[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0002fa1f]+"
)
COMMON = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "i", "if", "in"}
    | {"is", "it", "me", "my", "not", "of", "on", "or", "so", "that", "the", "this"}
    | {"to", "was", "we", "when", "with", "you"}
)


class Spot(NamedTuple):
    """A term, and where in a text it stands."""

    term: str
    start: int
    end: int


def terms_in(text: str) -> list[str]:
    """The different terms of a text, in its order, without words that say nothing."""
    words = WORD.findall(text)
    told = [word for word in words if word.casefold() not in COMMON] or words
    return list(dict.fromkeys(term for word in told for term in terms_of(word)))


def all_terms(text: str) -> list[str]:
    """Every term of a text, as often as it is said."""
    return list(chain.from_iterable(map(terms_of, WORD.findall(text))))


def all_words(text: str) -> list[str]:
    """Every word of a text as it is written, but for case and accents."""
    return list(chain.from_iterable(map(words_of, WORD.findall(text))))


@lru_cache(maxsize=50_000)
def terms_of(word: str) -> tuple[str, ...]:
    """One word is one term, but for scripts that set no spaces."""
    if word.isascii() or not UNSPACED.search(word):
        return (term_of(word),)
    return tuple(spot.term for spot in unspaced(word, 0))


@lru_cache(maxsize=50_000)
def words_of(word: str) -> tuple[str, ...]:
    """The same without a stem; `l'eau` is two words."""
    if word.isascii() or not UNSPACED.search(word):
        bare = bare_of(word)
        parts = (bare,) if bare.isalnum() else filter(None, APOSTROPHE.split(bare))
        return tuple(part[:LONGEST_TERM] for part in parts)
    return tuple(spot.term for spot in unspaced(word, 0, bare_of))


def unspaced(
    word: str, start: int, term: Callable[[str], str] | None = None
) -> Iterator[Spot]:
    at, term = 0, term or term_of
    for run in UNSPACED.finditer(word):
        yield from plainly(word, (at, run.start()), start, term)
        letters, first = run[0], start + run.start()
        for place in range(max(1, len(letters) - 1)):
            pair = letters[place : place + 2]
            yield Spot(pair, first + place, first + place + len(pair))
        at = run.end()
    yield from plainly(word, (at, len(word)), start, term)


def plainly(
    word: str, span: tuple[int, int], start: int, term: Callable[[str], str]
) -> Iterator[Spot]:
    begin, end = span
    if begin < end:
        yield Spot(term(word[begin:end]), start + begin, start + end)


@lru_cache(maxsize=50_000)
def term_of(word: str) -> str:
    """The term a word is kept under: lower case, without accents, stemmed."""
    bare = bare_of(word)
    if not bare.isalnum():
        bare = APOSTROPHE.split(bare)[0] or bare
    stemmed: str = porter_stem(bare)
    return stemmed[:LONGEST_TERM]


def bare_of(word: str) -> str:
    """A word in lower case, without what stands above and below its letters."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
