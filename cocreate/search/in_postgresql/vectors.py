"""A document as PostgreSQL finds it: our terms, with where and how much it says them.

Its own dictionaries are not asked, so that both engines bend words alike. A term stands
at one place, labelled with how much is said of it in all. Blocks are terms, too: the
documents that were put in together, so that a search can keep to the newest.
"""

from collections.abc import Iterator, Sequence

from cocreate.search.needs import PLACE, SPELLING, WORDS
from cocreate.search.shape import Document, Spoken, places_of, spelled

SIGN = {WORDS: "", PLACE: "=", SPELLING: "~"}
BLOCK = "#"
BLOCKS = (65_536, 8_192, 1_024)  # documents in a block, the wide ones first
LABELS = (("A", 4), ("B", 2), ("C", 0))  # when more is said of a term than that
SAID = (0.0, 1.0, 3.0, 6.0)  # how much is said at the labels D, C, B, A


def vector_of(document: Document, said: Spoken, ordinal: int) -> str:
    parts = [f"{quoted(term)}:1{label}" for term, label in labelled(said)]
    parts += [
        lexeme(PLACE, place) for place in sorted(places_of(document, said.languages))
    ]
    parts += [lexeme(SPELLING, word) for word in sorted(spelled(document.title))]
    parts += [block(size, ordinal // size) for size in BLOCKS]
    return " ".join(parts)


def labelled(said: Spoken) -> Iterator[tuple[str, str]]:
    for term, weight in said.weights.items():
        yield term, next(label for label, more in LABELS if weight > more)


def block(size: int, number: int) -> str:
    return quoted(f"{BLOCK}{size}:{number}")


def lexeme(field: str, term: str) -> str:
    return quoted(SIGN[field] + term)


def quoted(said: str) -> str:
    escaped = said.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def newest_blocks(newest: int, width: int) -> Sequence[str]:
    """The blocks of the newest documents: so many, or a few more."""
    found, at = [], (newest - width) // BLOCKS[-1] * BLOCKS[-1]
    while at <= newest:
        size = next(size for size in BLOCKS if at % size == 0)
        fits = (one for one in BLOCKS if one <= size and at + one <= newest)
        size = next(fits, BLOCKS[-1])
        found.append(block(size, at // size))
        at += size
    return found
