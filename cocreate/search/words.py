"""What somebody typed to search, read as terms; and where these stand in a text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice, takewhile
from typing import NamedTuple

from cocreate.kernel.words import (
    COMMON,
    UNSPACED,
    WORD,
    Spot,
    all_terms,
    bare_of,
    term_of,
    terms_of,
    unspaced,
)
from cocreate.search.codes import codes_in
from cocreate.search.languages import Language, forms_of, language_of

MOST_CHARACTERS = 200
MOST_TERMS = 10
LEAST_PREFIX = 3
TELLING = 200  # letters of a text that tell its language when it is marked


class Piece(NamedTuple):
    """A stretch of text, marked or not."""

    words: str
    is_hit: bool


class Said(NamedTuple):
    """A word behind a term: as it was typed, and the name it is part of, if any."""

    term: str
    word: str
    whole: str = ""
    is_sign: bool = False


class Asked(NamedTuple):
    """What somebody typed, bounded.

    A document answers it when it says every term, the last of them perhaps only begun;
    says the terms of each phrase one after another, and none of what it is without,
    each a phrase of one term or more; meets of each set of facts one at least, and none
    of those that it is without; and was said from the day `after` on, `before` another.
    """

    terms: tuple[str, ...]
    beginning: str = ""
    phrases: tuple[tuple[str, ...], ...] = ()  # their terms are among the terms, too
    without: tuple[tuple[str, ...], ...] = ()
    facts: tuple[frozenset[str], ...] = ()
    without_facts: frozenset[str] = frozenset()
    after: int | None = None
    before: int | None = None
    said: tuple[Said, ...] = ()  # the words behind the terms, where they are known

    @property
    def words(self) -> "Asked":
        """Its words alone: for what marks them."""
        return Asked(self.terms, self.beginning, said=self.said)


def read_words(typed: str) -> Asked:
    """Any text is a search; no sign in it has a meaning that could be abused."""
    text = typed[:MOST_CHARACTERS]
    last = WORD.findall(text)[-1:] if text and not text[-1].isspace() else []
    is_begun = bool(last) and len(last[0]) >= LEAST_PREFIX
    beginning = bare_of(last[0]) if is_begun and not UNSPACED.search(last[0]) else ""
    said = said_in(text)
    return Asked(tuple(one.term for one in said), beginning, said=said)


def said_in(text: str) -> tuple[Said, ...]:
    """The different terms of what was typed, without words that say nothing."""
    codes = list(codes_in(text))
    found = list(WORD.finditer(text))
    told = [one for one in found if one[0].casefold() not in COMMON] or found
    said: dict[str, Said] = {}
    for one in told:
        inside = (code for code in codes if code.start <= one.start() < code.end)
        code = next(inside, None)
        for term in terms_of(one[0]):
            whole, is_sign = (code.whole, code.is_sign) if code else ("", False)
            said.setdefault(term, Said(term, one[0], whole, is_sign))
    return tuple(islice(said.values(), MOST_TERMS))


def says_none(phrases: Iterable[Sequence[str]], text: str) -> bool:
    """Whether none of these stands in a text, each term after term."""
    said = all_terms(text)
    return not any(says(phrase, said) for phrase in phrases)


def says(phrase: Sequence[str], said: Sequence[str]) -> bool:
    """Whether terms stand one after another in those of a text."""
    first, wanted = phrase[0], list(phrase)
    starts = (at for at, term in enumerate(said) if term == first)
    return any(list(said[at : at + len(wanted)]) == wanted for at in starts)


def marked(text: str, asked: Asked, *, around: int = 220) -> tuple[Piece, ...]:
    """The part of a text where the asked words stand, cut into pieces."""
    hits = hits_in(text, asked)
    first = next(hits, None)
    start = max(0, first[0] - around // 3) if first else 0
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), start + around)
    shown = takewhile(lambda hit: hit[0] < end, chain([first] if first else [], hits))
    pieces: list[Piece] = [Piece("…", is_hit=False)] if start else []
    at = start
    for begin, finish in shown:  # what lies beyond is not read for words
        if begin < at or finish > end:
            continue
        pieces += [Piece(text[at:begin], is_hit=False)] if begin > at else []
        pieces.append(Piece(text[begin:finish], is_hit=True))
        at = finish
    rest = text[at:end] + ("…" if end < len(text) else "")
    return (*pieces, Piece(rest, is_hit=False)) if rest else tuple(pieces)


def hits_in(text: str, asked: Asked) -> Iterator[tuple[int, int]]:
    """Where the asked words stand; pairs of letters that touch are one place."""
    is_spaced = text.isascii()
    is_asked = marker(asked, language_of(text[:TELLING]))
    for found in WORD.finditer(text):
        if not is_spaced and UNSPACED.search(found[0]):
            yield from touching(unspaced(found[0], found.start()), text, asked)
        elif is_asked(found[0]):
            yield found.span()


def touching(
    spots: Iterable[Spot], text: str, asked: Asked
) -> Iterator[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for spot in spots:
        word = text[spot.start : spot.end]
        if spot.term not in asked.terms and not begins(word, asked):
            continue
        if last and spot.start <= last[1]:
            last = (last[0], spot.end)
            continue
        if last:
            yield last
        last = (spot.start, spot.end)
    if last:
        yield last


@lru_cache(maxsize=40)
def marker(asked: Asked, language: Language | None) -> Callable[[str], bool]:
    """Whether a word was asked for; kept, for a page asks it of all that it shows."""
    terms = {*asked.terms, *(one.whole for one in asked.said)}
    said = asked.said if language else ()
    forms = {form for one in said for form in forms_of(one.word, language)}

    @lru_cache(maxsize=2_000)
    def is_asked(word: str) -> bool:
        if term_of(word) in terms or begins(word, asked):
            return True
        return bool(language) and not forms.isdisjoint(forms_of(word, language))

    return is_asked


def begins(word: str, asked: Asked) -> bool:
    return bool(asked.beginning) and bare_of(word).startswith(asked.beginning)
