"""Which ideas say most of what some words say: a bounded amount of work, any text.

The rarest of the words gather candidates, and all of them put those in order: two
statements, each built once for some numbers of words and ready at the database.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Integer, bindparam, func, select, union_all

from cocreate.kernel.db import AnySelect, ask, places_for
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.projects.models import Project
from cocreate.surfacing.models import Posting, Term
from cocreate.surfacing.weighing import (
    FINENESS,
    MOST_ASKED,
    asked_of,
    is_telling,
    rarity,
)

MOST_READ = 2_000  # postings that one question gathers from
MOST_OF_ONE = 1_000  # of one word, the newest
CANDIDATES = 60
REASONS = 3
WORDS_AT_ONCE = 32  # a statement is built for so many, and so many more
TERMS_AT_ONCE = 8
FINE = 1_000  # what a word is worth, as a whole number


class Sought(NamedTuple):
    """A word of the question that ideas of the project say.

    Its worth is a whole number, so that both databases sum up the same.
    """

    term_id: int
    worth: int
    ideas: int
    written: str


class Question(NamedTuple):
    """What is looked for, the rarest first, and what all of it would be worth."""

    words: tuple[Sought, ...]
    whole: int


Shares = list[tuple[int, str]]


class Ranked(NamedTuple):
    """An idea, what all the words of a question give it, and what each of them does."""

    idea_id: IdeaId
    score: int
    shares: Shares

    @property
    def words(self) -> tuple[str, ...]:
        """The words that count most, as they were written."""
        words = (word for _, word in sorted(self.shares, reverse=True))
        telling = (word.lower() for word in words if is_telling(word))
        return tuple(dict.fromkeys(telling))[:REASONS]


def question_of(project_id: ProjectId, title: str, body: str) -> Question:
    """The words that tell most, of those that anybody in the project said."""
    asked = asked_of(title, body)
    if not asked:
        return Question((), 0)
    known, among = known_words(project_id, asked)
    worths = {
        word: round(
            FINE * one.worth * rarity(known[word].ideas if word in known else 1, among)
        )
        for word, one in asked.items()
    }
    telling = sorted(asked, key=lambda word: (-worths[word], word))[:MOST_ASKED]
    sought = [
        Sought(known[word].id, worths[word], known[word].ideas, asked[word].written)
        for word in telling
        if word in known
    ]
    # Not by their keys: two databases may give other ones.
    sought.sort(key=lambda one: (one.ideas, -one.worth, one.written))
    return Question(tuple(sought), FINENESS * sum(worths[word] for word in telling))


def known_words(
    project_id: ProjectId, asked: Iterable[str]
) -> tuple[dict[str, Any], int]:
    """Those of the words that ideas of the project say, and how many ideas it has."""
    # A place without a word asks for one that is none.
    words = list(asked)
    words += [""] * (-len(words) % WORDS_AT_ONCE)
    values = {f"word_{place}": word for place, word in enumerate(words)}
    rows = ask(knowing(len(words)), project_id=project_id, **values).all()
    return {row.word: row for row in rows}, max((row.among for row in rows), default=0)


@lru_cache
def knowing(words: int) -> AnySelect:
    """How many ideas of a project say each of so many words."""
    return (
        select(Term.id, Term.word, Term.ideas, Project.ideas.label("among"))
        .join(Project, Project.id == Term.project_id)
        .where(
            Term.project_id == bindparam("project_id"),
            Term.word.in_(places_for("word", words)),
            Term.ideas > 0,
        )
    )


def nearest(question: Question) -> list[Ranked]:
    """The candidates by what all the words give them, the best first."""
    if not question.words:
        return []
    sought = {one.term_id: one for one in question.words}
    said = list(sought) + [0] * (-len(sought) % TERMS_AT_ONCE)
    near = gathered(question)
    near += [IdeaId(0)] * (CANDIDATES - len(near))
    values = {f"term_{place}": term_id for place, term_id in enumerate(said)}
    values |= {f"idea_{place}": idea_id for place, idea_id in enumerate(near)}
    rows = ask(saying(len(said)), **values)
    shares: dict[IdeaId, Shares] = {}
    for term_id, idea_id, weight in rows:
        one = sought[term_id]
        shares.setdefault(idea_id, []).append((one.worth * weight, one.written))
    found = [
        Ranked(idea_id, sum(share for share, _ in own), own)
        for idea_id, own in shares.items()
    ]
    return sorted(found, key=lambda one: (-one.score, one.idea_id))


@lru_cache
def saying(words: int) -> AnySelect:
    """What the candidates say of so many words: looked up one by one, so not joined.

    A planner that joins would read all postings of a common word.
    """
    return select(Posting.term_id, Posting.idea_id, Posting.weight).where(
        Posting.term_id.in_(places_for("term", words)),
        Posting.idea_id.in_(places_for("idea", CANDIDATES)),
    )


def gathered(question: Question) -> list[IdeaId]:
    """Ideas that say the rarest of the words, those that say most of them first.

    Of words that are common only the newest ideas are read, and only while rarer ones
    leave something to read.
    """
    read, words = 0, 0
    for one in question.words:
        if words and read + min(one.ideas, MOST_OF_ONE) > MOST_READ:
            break
        read, words = read + min(one.ideas, MOST_OF_ONE), words + 1
    rows = ask(gathering(rounded(words)), **places_of(question.words[:words]))
    return [row.idea_id for row in rows]


def rounded(words: int) -> int:
    return words + -words % TERMS_AT_ONCE


def places_of(words: tuple[Sought, ...]) -> dict[str, int]:
    """The words as values; a place without one reads a word that nothing says."""
    values: dict[str, int] = {}
    for place in range(rounded(len(words))):
        one = words[place] if place < len(words) else None
        values[f"term_{place}"] = one.term_id if one else 0
        values[f"worth_{place}"] = one.worth if one else 0
    return values


@lru_cache
def gathering(words: int) -> AnySelect:
    found = union_all(*(postings_of(place) for place in range(words))).subquery()
    return (
        select(found.c.idea_id)
        .group_by(found.c.idea_id)
        .order_by(func.sum(found.c.score).desc(), found.c.idea_id)
        .limit(CANDIDATES)
    )


def postings_of(place: int) -> AnySelect:
    worth: BindParameter[int] = bindparam(f"worth_{place}", type_=Integer())
    some = (
        select(
            Posting.idea_id.label("idea_id"),
            (Posting.weight * worth).label("score"),
        )
        .where(Posting.term_id == bindparam(f"term_{place}"))
        .order_by(Posting.idea_id.desc())
        .limit(MOST_OF_ONE)
        .subquery()
    )
    return select(some)
