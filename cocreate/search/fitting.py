"""Whether one idea is what somebody searches for, asked when something happens."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.kernel.policy import Actor
from cocreate.kernel.words import all_terms, terms_in
from cocreate.search.asking import Limit, read
from cocreate.search.meanings import Having, Operator, having, span_of
from cocreate.search.shape import Document
from cocreate.search.sought import Sought, seek
from cocreate.search.sources import SOURCES
from cocreate.search.subject import Subject
from cocreate.search.words import says

ANY_IDEA = "*"  # the cue of a search that no single word or fact stands for
IDEAS = (Subject.IDEA,)


class Kept(NamedTuple):
    """A search in the one form in which it is kept, however it was typed.

    The cue is a term or a fact that every idea has which it finds.
    """

    key: str
    cue: str


class Spoken(NamedTuple):
    """An idea as searches are asked about it."""

    idea_id: IdeaId
    project_id: ProjectId
    said: tuple[str, ...]
    cues: frozenset[str]


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
    yield from sorted(f'-"{" ".join(phrase)}"' for phrase in asked.without)
    yield from sorted(
        f"{'-' * one.is_without}{one.operator}:{','.join(sorted(one.values))}".lower()
        for one in sought.reading.limits
    )


def cue_of(sought: Sought) -> str:
    if sought.asked.terms:
        return max(sought.asked.terms, key=len)
    alone = [next(iter(some)) for some in sought.asked.facts if len(some) == 1]
    return max(alone, key=len, default=ANY_IDEA)


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
    text = f"{document.title}\n{document.body}"
    cues = frozenset(terms_in(text)) | document.facts | {ANY_IDEA}
    return Spoken(idea_id, document.project_id, tuple(all_terms(text)), cues)


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


def says_all(sought: Sought, idea: Spoken) -> bool:
    asked, said = sought.asked, idea.said
    return (
        set(said).issuperset(asked.terms)
        and all(says(phrase, said) for phrase in asked.phrases)
        and not any(says(phrase, said) for phrase in asked.without)
    )
