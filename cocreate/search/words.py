"""What somebody typed to search, read as terms; and where these stand in a text."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import merge
from itertools import chain, islice, takewhile
from typing import NamedTuple

from cocreate.kernel.words import (
    COMMON,
    UNSPACED,
    WORD,
    Spot,
    bare_of,
    term_of,
    terms_of,
    unspaced,
    words_of,
)
from cocreate.search.codes import codes_in
from cocreate.search.languages import Language, forms_of, language_of, word_kept

MOST_CHARACTERS = 200
MOST_TERMS = 10
LEAST_PREFIX = 3
TELLING = 200  # letters of a text that tell its language when it is marked

Span = tuple[int, int]


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

    @property
    def is_word(self) -> bool:
        """Whether all of the word is behind the term, not two of its letters."""
        return not UNSPACED.search(self.word)


class Asked(NamedTuple):
    """What somebody typed, bounded.

    A document answers it when it says every term, the last of them perhaps only begun;
    says the words of each phrase one after another, as they were typed but for case and
    accents, and neither the words nor the phrases that it is without; meets of each set
    of facts one at least, and none of those that it is without; and was said from the
    day `after` on, `before` another.
    """

    terms: tuple[str, ...]
    beginning: str = ""
    phrases: tuple[tuple[str, ...], ...] = ()  # their terms are among the terms, too
    without: tuple[Said, ...] = ()
    without_phrases: tuple[tuple[str, ...], ...] = ()
    facts: tuple[frozenset[str], ...] = ()
    without_facts: frozenset[str] = frozenset()
    after: int | None = None
    before: int | None = None
    said: tuple[Said, ...] = ()  # the words behind the terms, where they are known
    quoted: frozenset[str] = frozenset()  # terms that were typed in phrases alone

    @property
    def words(self) -> "Asked":
        """Its words alone: for what marks them."""
        words = Asked(self.terms, self.beginning, self.phrases, said=self.said)
        return words._replace(quoted=self.quoted)

    @property
    def unwanted(self) -> "Asked":
        """What it is without, as if that were asked for."""
        terms = tuple(one.term for one in self.without)
        return Asked(terms, phrases=self.without_phrases, said=self.without)


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


def says_none(asked: Asked, text: str) -> bool:
    """Whether nothing that was asked stands in a text, no word and no phrase."""
    return next(hits_in(text, asked), None) is None


def holds(text: str, phrase: Sequence[str]) -> bool:
    """Whether words stand one after another in a text."""
    return next(phrases_in(text, [phrase]), None) is not None


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


def hits_in(text: str, asked: Asked) -> Iterator[Span]:
    """Where the asked words and phrases stand."""
    words = words_in(text, asked)
    return merge(words, phrases_in(text, asked.phrases)) if asked.phrases else words


def phrases_in(text: str, phrases: Sequence[Sequence[str]]) -> Iterator[Span]:
    """Where words stand one after another as they were typed."""
    last: deque[Spot] = deque(maxlen=max(map(len, phrases)))
    for spot in chain.from_iterable(map(spots_of, WORD.finditer(text))):
        last.append(spot)
        for phrase in phrases:
            if phrase[-1] == spot.term and len(phrase) <= len(last):
                said = [*last][-len(phrase) :]
                if all(
                    one.term == word for one, word in zip(said, phrase, strict=True)
                ):
                    yield said[0].start, spot.end


def spots_of(found: re.Match[str]) -> Iterable[Spot]:
    if UNSPACED.search(found[0]):
        return unspaced(found[0], found.start(), bare_of)
    return [Spot(word, *found.span()) for word in words_of(found[0])]


def words_in(text: str, asked: Asked) -> Iterator[Span]:
    """Where the asked words stand; pairs of letters that touch are one place."""
    is_spaced = text.isascii()
    is_asked = marker(asked, language_of(text[:TELLING]))
    for found in WORD.finditer(text):
        if not is_spaced and UNSPACED.search(found[0]):
            yield from touching(unspaced(found[0], found.start()), text, asked)
        elif is_asked(found[0]):
            yield found.span()


def touching(spots: Iterable[Spot], text: str, asked: Asked) -> Iterator[Span]:
    last: Span | None = None
    for spot in spots:
        word = text[spot.start : spot.end]
        is_asked = spot.term in asked.terms and spot.term not in asked.quoted
        if not is_asked and not begins(word, asked):
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
    said = [one for one in asked.said if one.term not in asked.quoted]
    terms = {*asked.terms, *(one.whole for one in said)} - asked.quoted
    plain = {word_kept(one.word) for one in said if one.is_word}
    forms: set[str] = set()
    for one in said if language else ():
        forms |= forms_of(one.word, language)

    @lru_cache(maxsize=2_000)
    def is_asked(word: str) -> bool:
        if term_of(word) in terms or begins(word, asked):
            return True
        if word_kept(word) in plain:
            return True
        return bool(language) and not forms.isdisjoint(forms_of(word, language))

    return is_asked


def begins(word: str, asked: Asked) -> bool:
    return bool(asked.beginning) and bare_of(word).startswith(asked.beginning)
