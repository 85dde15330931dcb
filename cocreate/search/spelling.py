"""What somebody may have meant: words of titles that are written nearly so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from cocreate.kernel.words import WORD, term_of
from cocreate.search.languages import word_kept
from cocreate.search.needs import SPELLING, WORDS, Lexicon
from cocreate.search.shape import SPELLED
from cocreate.search.words import MOST_CHARACTERS

LETTERS = "abcdefghijklmnopqrstuvwxyz\u00e4\u00f6\u00fc\u00e9\u00e8\u00e7"
MOST_LOOKED_AT = 1_000
MOST_WORDS = 4  # words looked into
TWO_APART = 6  # letters, from which on two may be wrong
ALIKE = 2  # letters that then begin alike
LONGEST = 24
LEAST_PART = 3


def meant(lexicon: Lexicon, typed: str) -> str | None:
    """The words typed, those nobody says replaced by what they may be."""
    words = WORD.findall(typed[:MOST_CHARACTERS].casefold())
    words = joined(lexicon, words)
    said = who_says(lexicon, words)
    unknown = [one for one in dict.fromkeys(words) if one not in said]
    for word in unknown[:MOST_WORDS]:
        found = nearest(lexicon, word) or parted(lexicon, word)
        words = [found if found and one == word else one for one in words]
    proposed = " ".join(words)
    return proposed if proposed.split() != typed.casefold().split() else None


def who_says(lexicon: Lexicon, words: Iterable[str]) -> set[str]:
    """Those of the words that some text says, however they are bent."""
    terms = {word: {term_of(word), word_kept(word)} for word in words}
    said = lexicon.spreads(WORDS, sorted({*chain.from_iterable(terms.values())}))
    return {word for word, some in terms.items() if not some.isdisjoint(said)}


def nearest(lexicon: Lexicon, word: str) -> str | None:
    """The word said most of those one letter away; for long words, two."""
    if not SPELLED <= len(word) <= LONGEST:
        return None
    if best := most_said(lexicon.spreads(SPELLING, sorted(edits(word)))):
        return best
    if len(word) < TWO_APART:
        return None
    alike = lexicon.beginning_with(SPELLING, word[:ALIKE], MOST_LOOKED_AT)
    return most_said(
        {
            one: said
            for one, said in alike.items()
            if abs(len(one) - len(word)) <= ALIKE and are_two_apart(one, word)
        }
    )


def most_said(counts: Mapping[str, int]) -> str | None:
    """Of equals the first of the alphabet, so that all engines propose the same."""
    return max(sorted(counts), key=lambda word: counts[word], default=None)


def edits(word: str) -> set[str]:
    """All that is one letter more, less, other, or swapped with its neighbour."""
    found: set[str] = set()
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        found.update(before + letter + after for letter in LETTERS)
        if after:
            found.add(before + after[1:])
            found.update(before + letter + after[1:] for letter in LETTERS)
        if after[1:]:
            found.add(before + after[1] + after[0] + after[2:])
    return found - {word}


def are_two_apart(one: str, other: str) -> bool:
    """Whether at most two letters are more, less or other."""
    row = list(range(len(other) + 1))
    for count, letter in enumerate(one, 1):
        above, row[0] = row[0], count
        for place, its in enumerate(other, 1):
            change = above + (letter != its)
            above = row[place]
            row[place] = min(change, row[place] + 1, row[place - 1] + 1)
        if min(row) > ALIKE:
            return False
    return row[-1] <= ALIKE


def parted(lexicon: Lexicon, word: str) -> str | None:
    """A compound that nobody says, as two words that are said."""
    pairs = list(cuts(word))
    said = who_says(lexicon, chain.from_iterable(pairs))
    both = (pair for pair in pairs if said.issuperset(pair))
    return next((f"{first} {second}" for first, second in both), None)


def cuts(word: str) -> Iterator[tuple[str, str]]:
    """Cut in two, also at the `s` that joins German words."""
    if len(word) > 2 * LONGEST:
        return
    for place in range(len(word) - LEAST_PART, LEAST_PART - 1, -1):
        yield word[:place], word[place:]
        if word[place] == "s" and len(word) - place > LEAST_PART:
            yield word[:place], word[place + 1 :]


def joined(lexicon: Lexicon, words: Sequence[str]) -> list[str]:
    """Two words that nobody says, or says together, as one that is said."""
    wholes = [one + other for one, other in pairwise(words[: MOST_WORDS + 1])]
    said = lexicon.spreads(SPELLING, wholes)
    for place, whole in enumerate(wholes):
        if whole in said:
            return [*words[:place], whole, *words[place + 2 :]]
    return list(words)
