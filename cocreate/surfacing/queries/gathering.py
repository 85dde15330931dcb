"""Which ideas say most of what some words say: a bounded amount of work, any text.

The rarest of the words gather candidates, and all of them put those in order: two
statements, each built once for some numbers of words and ready at the database.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    Integer,
    Text,
    bindparam,
    func,
    literal_column,
    select,
    union_all,
)

from cocreate.kernel.asking import as_one, one_of
from cocreate.kernel.db import AnySelect, ask, dialect
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
TERMS_AT_ONCE = 8  # a statement is built for so many, and so many more
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
    words = as_one(asked)
    rows = ask(knowing(dialect()), project_id=project_id, words=words).all()
    return {row.word: row for row in rows}, max((row.among for row in rows), default=0)


@lru_cache
def knowing(_: str) -> AnySelect:
    """How many ideas of a project say each of some words; built for each database."""
    return (
        select(Term.id, Term.word, Term.ideas, Project.ideas.label("among"))
        .join(Project, Project.id == Term.project_id)
        .where(
            Term.project_id == bindparam("project_id"),
            one_of(Term.word, "words", Text()),
            Term.ideas > 0,
        )
    )


def nearest(question: Question) -> list[Ranked]:
    """The candidates by what all the words give them, the best first."""
    if not question.words:
        return []
    sought = {one.term_id: one for one in question.words}
    near = as_one(gathered(question))
    rows = ask(saying(dialect()), terms=as_one(sought), ideas=near)
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
def saying(_: str) -> AnySelect:
    """What the candidates say of the words: looked up one by one, so not joined.

    A planner that joins would read all postings of a common word.
    """
    return select(Posting.term_id, Posting.idea_id, Posting.weight).where(
        one_of(Posting.term_id, "terms"), one_of(Posting.idea_id, "ideas")
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
    asked = question.words[:words]
    if dialect() == "sqlite":
        rows = ask(gathering(rounded(words)), **places_of(asked))
    else:
        terms, worths = [one.term_id for one in asked], [one.worth for one in asked]
        rows = ask(gathering_at_once(), terms=terms, worths=worths)
    return [row.idea_id for row in rows]


@lru_cache
def gathering_at_once() -> AnySelect:
    """For PostgreSQL: one short statement for any words, which it plans once."""
    terms: BindParameter[Any] = bindparam("terms", type_=ARRAY(BigInteger()))
    worths: BindParameter[Any] = bindparam("worths", type_=ARRAY(Integer()))
    asked = func.unnest(terms, worths).table_valued("term_id", "worth").render_derived()
    found = newest_saying(asked.c.term_id, asked.c.worth).lateral()
    return best_of(select(found.c.idea_id, found.c.score).select_from(asked, found))


@lru_cache
def gathering(words: int) -> AnySelect:
    """For SQLite, which knows no LATERAL: a piece for each of so many words."""
    some = (
        newest_saying(
            bindparam(f"term_{place}"), bindparam(f"worth_{place}", type_=Integer())
        ).subquery()
        for place in range(words)
    )
    return best_of(union_all(*map(select, some)))


def places_of(words: tuple[Sought, ...]) -> dict[str, int]:
    """The words as values; a place without one reads a word that nothing says."""
    values: dict[str, int] = {}
    for place in range(rounded(len(words))):
        one = words[place] if place < len(words) else None
        values[f"term_{place}"] = one.term_id if one else 0
        values[f"worth_{place}"] = one.worth if one else 0
    return values


def rounded(words: int) -> int:
    return words + -words % TERMS_AT_ONCE


def newest_saying(term: Any, worth: Any) -> AnySelect:
    """What the newest ideas with a word say of it."""
    return (
        select(Posting.idea_id, (Posting.weight * worth).label("score"))
        .where(Posting.term_id == term)
        .order_by(Posting.idea_id.desc())
        .limit(literal_column(str(MOST_OF_ONE)))
    )


def best_of(scored: Any) -> AnySelect:
    """The ideas that say most."""
    found = scored.subquery()
    return (
        select(found.c.idea_id)
        .group_by(found.c.idea_id)
        .order_by(func.sum(found.c.score).desc(), found.c.idea_id)
        .limit(literal_column(str(CANDIDATES)))
    )
