"""What the index keeps of a thing: its words, where it stands, and what it was."""

import zlib
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from cocreate.kernel.ids import ProjectId
from cocreate.kernel.words import LONGEST_TERM, WORD, all_terms
from cocreate.search.codes import codes_in
from cocreate.search.languages import Language, forms_of, known, told_by
from cocreate.search.subject import Subject

TITLE_WEIGHT = 3
MOST_KEPT = 30_000  # terms of a document: what a vector of PostgreSQL can hold
SHAPE = 3  # another number makes every index anew
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
    """The terms of a text in the order in which they are said.

    Besides these, forms of its words have no place in that order: as its language bends
    them, and names that are written with signs.
    """

    title: list[str]
    body: list[str]
    forms: Counter[str]
    languages: frozenset[Language] = frozenset()

    @property
    def weights(self) -> Counter[str]:
        """How much is said of each term, those of the title more."""
        words = Counter(dict.fromkeys(self.title, 0))  # they are kept at any rate
        words.update(self.body)
        for term in self.title:
            words[term] += TITLE_WEIGHT
        words.update(self.forms)
        if len(words) > MOST_KEPT:
            return Counter(dict(islice(words.items(), MOST_KEPT)))
        return words

    @property
    def length(self) -> int:
        return len(self.body) + TITLE_WEIGHT * len(self.title)


def spoken(document: Document) -> Spoken:
    title, body = sound(document.title), sound(document.body)
    by_title, by_body = told_by(title), told_by(body)
    in_title, in_body = known(by_title or by_body), known(by_body or by_title)
    forms = forms_in(body, in_body)
    for form, times in forms_in(title, in_title).items():
        forms[form] += TITLE_WEIGHT * times
    languages = frozenset(filter(None, (in_title, in_body)))
    return Spoken(all_terms(title), all_terms(body), forms, languages)


def forms_in(text: str, language: Language | None) -> Counter[str]:
    forms = Counter(code.whole for code in codes_in(text))
    if language:
        for word in WORD.findall(text):
            forms.update(forms_of(word, language))
    return forms


def sound(said: str) -> str:
    """What can be encoded of a text: half a letter cannot."""
    return said.encode("utf-8", "replace").decode("utf-8")


def spelled(title: str) -> set[str]:
    """The words of a title as a person would write them."""
    words = {word.casefold() for word in WORD.findall(sound(title))}
    return {
        word
        for word in words
        if SPELLED <= len(word) <= LONGEST_TERM and word.isalpha()
    }


def places_of(document: Document, languages: Iterable[Language]) -> set[str]:
    """What a search may be narrowed to, and the languages it is in."""
    project, kind = str(document.project_id), str(document.kind)
    places = {EVERYTHING, project, kind, f"{project} {kind}", *document.facts}
    return places.union(map(tongue, languages))


def tongue(language: Language) -> str:
    return f"language:{language}"
