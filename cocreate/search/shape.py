"""What the index keeps of a thing: its words, where it stands, and what it was."""

import pickle
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Existence
from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import ReaderClosed
from whoosh.writing import IndexingError

from cocreate.kernel.ids import ProjectId
from cocreate.kernel.words import WORD, all_terms
from cocreate.search.columns import Numbers
from cocreate.search.subject import Subject

TITLE_WEIGHT = 3
SHAPE = 2  # another number makes every index anew
LONGEST = 65_535
SPELLED = 4  # letters, from which on a word of a title may be proposed
KINDS = tuple(Subject)
# A damaged file shows itself in as many ways as there are bytes in it.
BROKEN = (
    WhooshIndexError,
    ReaderClosed,
    IndexingError,
    OSError,
    EOFError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    struct.error,
    zlib.error,
    pickle.UnpicklingError,
)


class IndexBrokenError(Exception):
    """The index is not there or cannot be read; it is made from the database."""


class IndexBusyError(Exception):
    """Another process is writing the index, and takes long."""


class Document(NamedTuple):
    """One thing as the index keeps it: its words, not its looks."""

    kind: Subject
    id: int
    project_id: ProjectId
    title: str
    body: str
    facts: frozenset[str] = frozenset()  # see facts.py
    at: int = 0  # the day on which it was said, as a number

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def print(self) -> int:
        """A number that is another one when what is kept is other."""
        facts = " ".join(sorted(self.facts))
        said = f"{self.project_id}\0{self.title}\0{self.body}\0{facts}\0{self.at}"
        return zlib.crc32(said.encode("utf-8", "replace"))


class Terms(FieldType):  # type: ignore[misc]  # whoosh has no types
    """Terms as they are given, each with its weight."""

    def __init__(self) -> None:
        super().__init__(Existence(), analyzer=None)

    def index(
        self, value: Counter[str], **_: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, weight in value.items():
            yield term.encode("utf-8"), 1, weight, b""


def schema() -> Schema:
    return Schema(
        key=Terms(),
        words=Terms(),
        spelling=Terms(),
        place=Terms(),
        kind=COLUMN(Numbers("B")),
        number=COLUMN(Numbers("I")),
        project=COLUMN(Numbers("I")),
        length=COLUMN(Numbers("H")),
        print=COLUMN(Numbers("I")),
    )


def fields_of(document: Document) -> dict[str, Any]:
    title, body = (sound(said) for said in (document.title, document.body))
    words = Counter(all_terms(body))
    for term in all_terms(title):
        words[term] += TITLE_WEIGHT
    return {
        "key": Counter([document.key]),
        "words": words,
        "spelling": Counter(spelled(title)),
        "place": Counter(places_of(document)),
        "kind": KINDS.index(document.kind),
        "number": document.id,
        "project": document.project_id,
        "length": min(LONGEST, words.total()),
        "print": document.print,
    }


def sound(said: str) -> str:
    """What can be encoded of a text: half a letter cannot."""
    return said.encode("utf-8", "replace").decode("utf-8")


def spelled(title: str) -> set[str]:
    """The words of a title as a person would write them."""
    words = {word.casefold() for word in WORD.findall(title)}
    return {word for word in words if len(word) >= SPELLED and word.isalpha()}


def places_of(document: Document) -> tuple[str, ...]:
    """What a search may be narrowed to."""
    project, kind = str(document.project_id), str(document.kind)
    return (project, kind, f"{project} {kind}")
