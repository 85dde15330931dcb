"""What was typed to search, read: words, phrases, operators, and what to leave out.

Any text is a search. It is read once from its beginning to its end, and bounded; what
no sign has a meaning for is words.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from cocreate.kernel.words import UNSPACED, WORD, all_words, bare_of
from cocreate.search.meanings import Operator, operator_of, plain
from cocreate.search.words import LEAST_PREFIX, MOST_CHARACTERS, Asked, Said, said_in

MOST_LIMITS, MOST_VALUES = 12, 8
MOST_PHRASES, MOST_WITHOUT = 4, 8
QUOTES = str.maketrans("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"' * 7)
TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
# What is not seen: control signs, and signs that turn the direction of writing.
UNSEEN = dict.fromkeys(
    (*range(32), 0x7F, 0x200B, 0x200E, 0x200F, 0xFEFF, *TURNING), " "
)
# A part: perhaps a minus, perhaps a name and a colon, then a phrase or a word.
PART = re.compile(
    r"""(?P<minus>-(?=[^\s-]))?
    (?:(?P<name>[^\W\d_]{2,12}):(?=[^\s:/]))?
    (?:"(?P<phrase>[^"]*)"|(?P<word>(?:[^\s"]|(?<=\S)"(?=\S))+|"))""",
    re.VERBOSE,
)


class Limit(NamedTuple):
    """One operator: what it asks for, any of its values, and where it was typed."""

    operator: Operator
    values: tuple[str, ...]
    is_without: bool
    start: int
    end: int


class Odd(NamedTuple):
    """What looks like an operator and is none, so that its words were looked for."""

    typed: str
    name: str
    is_known: bool  # the operator is; what stands after it is not understood


class Reading(NamedTuple):
    """All of what was typed, in order."""

    typed: str
    asked: Asked
    limits: tuple[Limit, ...]
    odd: tuple[Odd, ...]
    words: str  # what is looked for, without operators
    others: str  # and all the rest

    @property
    def is_empty(self) -> bool:
        asked = self.asked
        unwanted = asked.without or asked.without_phrases
        return not (asked.terms or unwanted or self.limits)


class Part(NamedTuple):
    """A stretch of what was typed."""

    text: str
    start: int
    end: int
    operator: Operator | None
    name: str
    is_phrase: bool
    is_without: bool

    @property
    def words(self) -> str:
        return f"{self.name} {self.text}" if self.name else self.text

    @property
    def is_word(self) -> bool:
        """One word that may be bent, not to be met as it stands."""
        return not self.is_phrase and len(all_words(self.words)) == 1


def clean(typed: str) -> str:
    """What can be kept, shown and compared of any text; as long as it was."""
    sound = typed[:MOST_CHARACTERS].encode("utf-8", "replace").decode()
    return sound.translate(UNSEEN)


@lru_cache(maxsize=200)
def read(typed: str) -> Reading:
    """Any text, read. What an operator means is found out elsewhere."""
    text = clean(typed)
    return reading_of(text, parts_of(text))


def reading_of(text: str, parts: list[Part]) -> Reading:
    words = [part for part in parts if not part.operator]
    said = [part for part in words if not part.is_without]
    rest = [part for part in parts if part.operator or part.is_without]
    limits = [limit_of(part) for part in parts if part.operator]
    return Reading(
        text,
        asked_by(text, words),
        tuple(limits),
        odd(words),
        " ".join(part.words for part in said),
        " ".join(text[part.start : part.end] for part in rest),
    )


def parts_of(text: str) -> list[Part]:
    """The parts of a text; operators are few, what looks like more is words."""
    parts = [part_of(found) for found in PART.finditer(text.translate(QUOTES))]
    operators = [part for part in parts if part.operator][:MOST_LIMITS]
    last = operators[-1].end if len(operators) == MOST_LIMITS else len(text)
    return [
        part._replace(operator=None) if part.operator and part.end > last else part
        for part in parts
    ]


def part_of(found: re.Match[str]) -> Part:
    name, phrase = found["name"] or "", found["phrase"]
    return Part(
        phrase if phrase is not None else found["word"],
        found.start(),
        found.end(),
        operator_of(name) if name else None,
        name,
        is_phrase=phrase is not None,
        is_without=found["minus"] is not None,
    )


def limit_of(part: Part) -> Limit:
    assert part.operator is not None
    said = [part.text] if part.is_phrase else part.text.replace('"', "").split(",")
    values = tuple(value.strip() for value in said if value.strip())[:MOST_VALUES]
    return Limit(part.operator, values, part.is_without, part.start, part.end)


def odd(words: list[Part]) -> tuple[Odd, ...]:
    found = (
        Odd(f"{part.name}:{part.text}", part.name, is_known=False)
        for part in words
        if part.name and part.name.isascii() and plain(part.text)
    )
    return tuple(found)[:MOST_LIMITS]


def asked_by(text: str, words: list[Part]) -> Asked:
    """The terms of the words, of phrases too; and what is to be left out."""
    said = [part for part in words if not part.is_without]
    unwanted = [part for part in words if part.is_without]
    loose = {one.term for one in words_of(one for one in said if not one.is_phrase)}
    every = words_of(said)
    terms = tuple(one.term for one in every)
    return Asked(
        terms,
        beginning_in(text, said),
        phrases_of(part for part in said if part.is_phrase)[:MOST_PHRASES],
        words_of(part for part in unwanted if part.is_word)[:MOST_WITHOUT],
        phrases_of(part for part in unwanted if not part.is_word)[:MOST_WITHOUT],
        said=every,
        quoted=frozenset(terms) - loose,
    )


def words_of(parts: Iterable[Part]) -> tuple[Said, ...]:
    return said_in(" ".join(f"{part.name} {part.text}" for part in parts))


def phrases_of(parts: Iterable[Part]) -> tuple[tuple[str, ...], ...]:
    """The words of each, as they were typed but for case and accents."""
    said = (part.text if part.is_phrase else part.words for part in parts)
    phrases = (tuple(all_words(text)) for text in said)
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))


def beginning_in(text: str, said: list[Part]) -> str:
    """The word that is still being typed, if one is: the last, right at the end."""
    last = said[-1] if said else None
    if last is None or last.is_phrase or last.end != len(text):
        return ""
    begun = WORD.findall(last.text)[-1:]
    if not begun or len(begun[0]) < LEAST_PREFIX or UNSPACED.search(begun[0]):
        return ""
    return bare_of(begun[0])


def as_words(reading: Reading, limits: tuple[Limit, ...]) -> Reading:
    """The same, with some of its operators taken as the words that they are."""
    if not limits:
        return reading
    at = {limit.start for limit in limits}
    parts = [
        part._replace(operator=None) if part.start in at else part
        for part in parts_of(reading.typed)
    ]
    again = reading_of(reading.typed, parts)
    not_understood = tuple(
        Odd(said_by(reading, one).lstrip("-"), one.operator, is_known=True)
        for one in limits
    )
    return again._replace(odd=reading.odd + not_understood)


def said_by(reading: Reading, limit: Limit) -> str:
    """An operator as it was typed."""
    return reading.typed[limit.start : limit.end]


def without(reading: Reading, limit: Limit) -> str:
    """What was typed, but for this operator."""
    rest = f"{reading.typed[: limit.start]} {reading.typed[limit.end :]}"
    return " ".join(rest.split())


def adding(typed: str, operator: Operator, value: str) -> str:
    """What was typed, and this operator."""
    said = f'"{value}"' if re.search(r"[\s,]", value) else value
    return f"{typed.strip()} {operator}:{said}".strip()
