"""What the index keeps of a thing: its words, where it stands, and what it was."""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, islice, repeat
from typing import NamedTuple

from cocreate.kernel.ids import ProjectId
from cocreate.kernel.words import LONGEST_TERM, WORD, term_of, terms_of, words_of
from cocreate.search.codes import codes_in
from cocreate.search.languages import (
    ENGLISH,
    forms_of,
    is_foreign,
    known,
    told_by,
    word_kept,
)
from cocreate.search.subject import Subject

TITLE_WEIGHT = 3
MOST_KEPT = 30_000  # terms of a document: what a vector of PostgreSQL can hold
SHAPE = 4  # another number makes every index anew
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
    language: str = ""  # in two letters, where somebody said so

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def print(self) -> int:
        """A number that is another one when what is kept is other."""
        facts = " ".join(sorted(self.facts))
        said = f"{self.project_id}\0{self.title}\0{self.body}\0{facts}\0{self.at}"
        said += f"\0{self.language}" if self.language else ""
        return zlib.crc32(said.encode("utf-8", "replace"))


class Spoken(NamedTuple):
    """What is kept of a text: how much is said of each term, those of the title more.

    A term is the English stem of a word; of a text in another language the word as it
    is. Besides these it is kept in other forms: as its language bends its words, and
    names that are written with signs. All words stand in order, as phrases are sought.
    """

    weights: dict[str, int]
    length: int
    in_order: str
    languages: frozenset[str] = frozenset()


def spoken(document: Document) -> Spoken:
    return told_of(document.title, document.body, document.language)


def told_of(title: str, body: str, language: str) -> Spoken:
    """What is kept of a text; its language as its author said, where it tells none."""
    title, body = sound(title), sound(body)
    by_title, by_body = told_by(title), told_by(body)
    in_title = by_title or by_body or language
    in_body = by_body or by_title or language
    is_mixed = ENGLISH in {by_title, by_body}
    said_in_title, said_in_body = WORD.findall(title), WORD.findall(body)
    words_of_title, words_of_body = words_in(said_in_title), words_in(said_in_body)
    in_order = f"{phrase_of(words_of_title)}\n{phrase_of(words_of_body)}"
    # Where title and body are in two languages, one of them English, stems as well.
    if is_mixed or not is_foreign(in_title):
        words_of_title = terms_among(said_in_title)
    if is_mixed or not is_foreign(in_body):
        words_of_body = terms_among(said_in_body)
    weights = Counter(dict.fromkeys(words_of_title, 0))  # they are kept at any rate
    weights.update(words_of_body)
    count(weights, Counter(words_of_title), TITLE_WEIGHT)
    forms = forms_in(body, said_in_body, in_body, is_mixed=is_mixed)
    count(
        forms, forms_in(title, said_in_title, in_title, is_mixed=is_mixed), TITLE_WEIGHT
    )
    count(weights, forms)
    return Spoken(
        dict(islice(weights.items(), MOST_KEPT)),
        len(words_of_body) + TITLE_WEIGHT * len(words_of_title),
        in_order,
        frozenset(filter(is_foreign, (in_title, in_body))),
    )


def count(weights: Counter[str], more: Counter[str], weight: int = 1) -> None:
    for term, times in more.items():
        weights[term] += weight * times


def words_in(said: Iterable[str]) -> list[str]:
    return list(chain.from_iterable(map(words_of, said)))


def terms_among(said: Iterable[str]) -> list[str]:
    return list(chain.from_iterable(map(terms_of, said)))


def phrase_of(words: Iterable[str]) -> str:
    """Words one after another, as they stand in what is kept of a text in order."""
    return f" {' '.join(words)} "


def forms_in(
    text: str, said: Sequence[str], told: str, *, is_mixed: bool
) -> Counter[str]:
    """The forms of a text, of which these are the words as they were said."""
    forms = Counter(code.whole for code in codes_in(text))
    if is_mixed and is_foreign(told):
        plain = ((word_kept(word), term_of(word)) for word in said)
        forms.update(word for word, term in plain if word != term)
    if language := known(told):
        forms.update(chain.from_iterable(map(forms_of, said, repeat(language))))
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


def places_of(document: Document, languages: Iterable[str]) -> set[str]:
    """What a search may be narrowed to, and the languages it is in."""
    project, kind = str(document.project_id), str(document.kind)
    places = {EVERYTHING, project, kind, f"{project} {kind}", *document.facts}
    return places.union(map(tongue, languages))


def tongue(language: str) -> str:
    return f"language:{language}"
