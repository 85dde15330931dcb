"""What a text says, as a classifier reads it: words, pairs of words, runs of letters.

Runs of letters inside words (Sculley and Wachman, SIGIR 2007, found runs of four the
best of all for spam) see through "fr3e" and "c l i c k"; words and pairs say what can
be told to a person. Everything is told by the word it stands in, and kept by a number
alone (Weinberger and others, ICML 2009): a model holds no words that people wrote.
Words and runs count as much as each other, however many more runs a text has.
"""

import math
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

HALF = 1 << 16  # buckets of words; as many follow for runs of letters
BUCKETS = 2 * HALF
LONGEST, LAST = 4_000, 1_000  # of a long text its beginning is read, and its end
RUNS = (3, 4, 5)
LONGEST_WORD = 40
INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
PIECE = re.compile(r"\w+|[^\w\s]")
LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+\s?\.\s?(?:com|net|org|ru|info|biz)\b"
)
NUMBER = re.compile(r"\d+")
SHOUTED = re.compile(r"\b[A-Z]{2,}\b")
MONEY = re.compile("[$£€¥₹]")
URGED = re.compile(r"[!?]{2,}")
LONG_NUMBER = 5  # digits: a telephone, a code


class Sign(NamedTuple):
    """One thing a text says: the word to tell it by, and where its weight is kept."""

    word: str
    bucket: int


def signs_of(text: str) -> set[Sign]:
    """Each thing a text says, once however often it is said."""
    plain = plainly(text)
    lowered = plain.casefold()
    return {*words_in(lowered), *runs_in(lowered), *manners_of(plain, lowered)}


def plainly(text: str) -> str:
    """What a reader sees: signs that cannot be seen hide nothing."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - LAST]} {text[-LAST:]}"
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def words_in(lowered: str) -> Iterator[Sign]:
    words = [word[:LONGEST_WORD] for word in PIECE.findall(lowered)]
    for word in words:
        yield Sign(word, bucket_of("word", word))
    for one, other in pairwise(words):
        pair = f"{one} {other}"
        yield Sign(pair, bucket_of("pair", pair))


def runs_in(lowered: str) -> Iterator[Sign]:
    for word in set(lowered.split()):
        shown = word[:LONGEST_WORD]
        bounded = f" {shown} "
        for length in RUNS:
            for start in range(max(1, len(bounded) - length + 1)):
                run = bounded[start : start + length]
                yield Sign(shown, HALF + bucket_of("run", run))


def manners_of(plain: str, lowered: str) -> Iterator[Sign]:
    """How it is said, whatever is said."""
    if LINK.search(lowered):
        yield manner("a link")
    if MONEY.search(plain):
        yield manner("money")
    if URGED.search(plain):
        yield manner("!! or ??")
    if shouted := len(SHOUTED.findall(plain)):
        yield manner("capital letters", min(3, shouted.bit_length()))
    for number in NUMBER.findall(plain):
        told = "a long number" if len(number) >= LONG_NUMBER else "a number"
        yield manner(told, min(len(number), LONG_NUMBER + 1))
    yield manner("its length", int(math.log2(len(plain) + 1)))


def manner(told: str, degree: int = 1) -> Sign:
    return Sign(told, bucket_of(told, str(degree)))


def bucket_of(kind: str, what: str) -> int:
    return crc32(f"{kind}:{what}".encode(errors="replace")) % HALF
