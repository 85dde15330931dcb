"""What somebody may have meant: words of titles that are written nearly so."""

from collections.abc import Iterator, Sequence

from cocreate.kernel.words import WORD, term_of
from cocreate.search.shape import SPELLED
from cocreate.search.snapshots import Segment, Snapshot
from cocreate.search.words import MOST_CHARACTERS

LETTERS = "abcdefghijklmnopqrstuvwxyz\u00e4\u00f6\u00fc\u00e9\u00e8\u00e7"
MOST_SEGMENTS = 2
MOST_LOOKED_AT = 1_000
MOST_WORDS = 4  # words looked into
TWO_APART = 6  # letters, from which on two may be wrong
ALIKE = 2  # letters that then begin alike
LONGEST = 24
LEAST_PART = 3


def meant(snapshot: Snapshot, typed: str) -> str | None:
    """The words typed, those nobody says replaced by what they may be."""
    words = WORD.findall(typed[:MOST_CHARACTERS].casefold())
    largest = sorted(snapshot.segments, key=lambda one: -one.size)[:MOST_SEGMENTS]
    words = joined(snapshot, words)
    unknown = [one for one in dict.fromkeys(words) if not is_said(snapshot, one)]
    for word in unknown[:MOST_WORDS]:
        found = nearest(largest, word) or parted(snapshot, word)
        words = [found if found and one == word else one for one in words]
    proposed = " ".join(words)
    return proposed if proposed.split() != typed.casefold().split() else None


def is_said(snapshot: Snapshot, word: str) -> bool:
    return bool(snapshot.spread("words", term_of(word)))


def nearest(segments: Sequence[Segment], word: str) -> str | None:
    """The word said most of those one letter away; for long words, two."""
    if not SPELLED <= len(word) <= LONGEST:
        return None
    one_away = {near: often(segments, near) for near in edits(word)}
    if best := most_said(one_away):
        return best
    if len(word) < TWO_APART:
        return None
    near = {
        one: often(segments, one)
        for segment in segments
        for one in segment.beginning_with("spelling", word[:ALIKE], MOST_LOOKED_AT)
        if abs(len(one) - len(word)) <= ALIKE and are_two_apart(one, word)
    }
    return most_said(near)


def most_said(counts: dict[str, int]) -> str | None:
    best = max(counts, key=lambda word: counts[word], default=None)
    return best if best and counts[best] else None


def often(segments: Sequence[Segment], word: str) -> int:
    return sum(segment.spread("spelling", word) for segment in segments)


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


def parted(snapshot: Snapshot, word: str) -> str | None:
    """A compound that nobody says, as two words that are said."""
    for first, second in cuts(word):
        if is_said(snapshot, first) and is_said(snapshot, second):
            return f"{first} {second}"
    return None


def cuts(word: str) -> Iterator[tuple[str, str]]:
    """Cut in two, also at the `s` that joins German words."""
    if len(word) > 2 * LONGEST:
        return
    for place in range(len(word) - LEAST_PART, LEAST_PART - 1, -1):
        yield word[:place], word[place:]
        if word[place] == "s" and len(word) - place > LEAST_PART:
            yield word[:place], word[place + 1 :]


def joined(snapshot: Snapshot, words: Sequence[str]) -> list[str]:
    """Two words that nobody says, or says together, as one that is said."""
    for place in range(min(len(words) - 1, MOST_WORDS)):
        whole = words[place] + words[place + 1]
        if snapshot.spread("spelling", whole):
            return [*words[:place], whole, *words[place + 2 :]]
    return list(words)
