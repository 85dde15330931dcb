"""Whether one idea is what somebody searches for, asked when something happens."""

from collections.abc import Collection, Iterable
from itertools import takewhile
from typing import NamedTuple

from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.kernel.policy import Actor
from cocreate.kernel.words import all_terms
from cocreate.search.asking import Limit, read
from cocreate.search.languages import FOREIGN
from cocreate.search.meanings import Having, Operator, having, span_of
from cocreate.search.needs import other_forms
from cocreate.search.shape import Document, spoken
from cocreate.search.sought import Sought, seek
from cocreate.search.sources import SOURCES
from cocreate.search.subject import Subject
from cocreate.search.words import Said, holds, says_none

ANY_IDEA = "*"  # the cue of a search that no single word or fact stands for
BEGINNING = 4  # letters
IDEAS = (Subject.IDEA,)


class Kept(NamedTuple):
    """A search in the one form in which it is kept, however it was typed.

    The cue is a fact, or how a word begins, that every idea has which it finds.
    """

    key: str
    cue: str


class Spoken(NamedTuple):
    """An idea as searches are asked about it."""

    idea_id: IdeaId
    project_id: ProjectId
    words: frozenset[str]  # in all forms
    languages: frozenset[str]
    document: Document

    @property
    def cues(self) -> frozenset[str]:
        words = {plainly(word)[:BEGINNING] for word in self.words}
        begun = {word[: end + 1] for word in words for end in range(len(word))}
        return self.document.facts | begun | {ANY_IDEA}


def kept_form(actor: Actor, typed: str, project_id: ProjectId | None) -> Kept | None:
    """What a search asks for; None where it asks for nothing, or for no idea."""
    sought = seek(actor, typed, IDEAS)
    if sought.reading.is_empty or not sought.kinds:
        return None
    return Kept(f"{project_id or ''}:{' '.join(parts_of(sought))}", cue_of(sought))


def parts_of(sought: Sought) -> Iterable[str]:
    """Terms as they are; what no term can be taken for stands in signs."""
    asked = sought.asked
    yield from sorted(asked.terms)
    yield from sorted(f'"{" ".join(phrase)}"' for phrase in asked.phrases)
    yield from sorted(f"-{one.term}" for one in asked.without)
    yield from sorted(f'-"{" ".join(phrase)}"' for phrase in asked.without_phrases)
    yield from sorted(
        f"{'-' * one.is_without}{one.operator}:{','.join(sorted(one.values))}".lower()
        for one in sought.reading.limits
    )


def cue_of(sought: Sought) -> str:
    begun = [beginning_of(one) for one in sought.asked.said]
    if any(begun):
        return max(begun, key=len)
    alone = [next(iter(some)) for some in sought.asked.facts if len(some) == 1]
    return max(alone, key=len, default=ANY_IDEA)


def beginning_of(said: Said) -> str:
    """How a word begins in every language that bends it: so begins what it finds."""
    bent = other_forms(said._replace(whole=""), FOREIGN)
    letters = zip(said.term, *map(plainly, bent), strict=False)
    same = takewhile(lambda alike: len({*alike}) == 1, letters)
    return "".join(one for one, *_ in same)[:BEGINNING]


def plainly(form: str) -> str:
    """A form of a word without the language that bent it so."""
    language, _, word = form.partition("/")
    return word if word and language in FOREIGN else form


def minds_votes(typed: str) -> bool:
    """Whether a search asks for votes, so that one vote may bring it an idea."""
    return any(speaks_of_votes(one) for one in read(typed).limits)


def speaks_of_votes(limit: Limit) -> bool:
    if limit.operator is Operator.HAS:
        return any(having(value) is Having.VOTES for value in limit.values)
    return limit.operator is Operator.VOTES


def meets_votes(typed: str, votes: int) -> bool:
    """Whether so many votes are what a search asks for, whatever else it does."""
    asked = [one for one in read(typed).limits if speaks_of_votes(one)]
    return all(within(one, votes) is not one.is_without for one in asked)


def within(limit: Limit, votes: int) -> bool:
    if limit.operator is Operator.HAS:
        return votes > 0
    spans = (span_of(value) for value in limit.values)
    return any(
        (span.least or 0) <= votes and (span.most is None or votes <= span.most)
        for span in spans
        if span
    )


def spoken_of(idea_id: IdeaId) -> Spoken | None:
    """The idea as it stands now; None while it is not public."""
    document: Document | None = next(
        iter(SOURCES[Subject.IDEA].documents([idea_id])), None
    )
    if document is None:
        return None
    kept = spoken(document)
    stems = all_terms(f"{document.title}\n{document.body}")
    words = frozenset((*kept.weights, *stems))
    return Spoken(idea_id, document.project_id, words, kept.languages, document)


def fits(
    actor: Actor, typed: str, idea: Spoken, moved: Collection[Operator] | None = None
) -> bool:
    """Whether the actor would find the idea so, and may see it.

    Where something of it moved, a search that asks for nothing of the kind found it
    before, or does not find it now.
    """
    sought = seek(actor, typed, IDEAS)
    operators = {one.operator for one in sought.reading.limits}
    if moved is not None and not operators & set(moved):
        return False
    if not sought.kinds or not says_all(sought, idea):
        return False
    if sought.projects is not None and idea.project_id not in sought.projects:
        return False
    return any(SOURCES[Subject.IDEA].seen(actor, [idea.idea_id], *sought.conditions))


def asks_words_alone(typed: str) -> bool:
    """Whether no operator, phrase or minus is in a search: who asks is all one then."""
    reading = read(typed)
    asked = reading.asked
    others = asked.phrases or asked.without or asked.without_phrases
    return not (reading.limits or others)


def says_words(idea: Spoken, typed: str) -> bool:
    """Whether an idea says every word that was typed, as its language bends it."""
    return all(says(idea, one) for one in read(typed).asked.said)


def says_all(sought: Sought, idea: Spoken) -> bool:
    asked, text = sought.asked, f"{idea.document.title}\n{idea.document.body}"
    return (
        all(says(idea, one) for one in asked.said)
        and all(holds(text, phrase) for phrase in asked.phrases)
        and says_none(asked.unwanted, text)
    )


def says(idea: Spoken, said: Said) -> bool:
    """Whether a word is said in a form in which the index would find it."""
    return not idea.words.isdisjoint((said.term, *other_forms(said, idea.languages)))
