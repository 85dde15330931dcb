"""What the index keeps of a thing: its words, where it stands, and what it was."""

import zlib
from collections import Counter
from typing import NamedTuple

from cocreate.kernel.ids import ProjectId
from cocreate.kernel.words import WORD, all_terms
from cocreate.search.subject import Subject

TITLE_WEIGHT = 3
SHAPE = 2  # another number makes every index anew
EVERYTHING = "everything"
SPELLED = 4  # letters, from which on a word of a title may be proposed
KINDS = tuple(Subject)


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


class Spoken(NamedTuple):
    """The terms of a text in the order in which they are said."""

    title: list[str]
    body: list[str]

    @property
    def weights(self) -> Counter[str]:
        """How much is said of each term, those of the title more."""
        words = Counter(self.body)
        for term in self.title:
            words[term] += TITLE_WEIGHT
        return words


def spoken(document: Document) -> Spoken:
    return Spoken(all_terms(sound(document.title)), all_terms(sound(document.body)))


def sound(said: str) -> str:
    """What can be encoded of a text: half a letter cannot."""
    return said.encode("utf-8", "replace").decode("utf-8")


def spelled(title: str) -> set[str]:
    """The words of a title as a person would write them."""
    words = {word.casefold() for word in WORD.findall(sound(title))}
    return {word for word in words if len(word) >= SPELLED and word.isalpha()}


def places_of(document: Document) -> set[str]:
    """What a search may be narrowed to."""
    project, kind = str(document.project_id), str(document.kind)
    return {EVERYTHING, project, kind, f"{project} {kind}", *document.facts}
