"""Which ideas are close to some words, and why: a bounded amount of work, any text."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Float,
    bindparam,
    cast,
    func,
    or_,
    select,
    union_all,
)

from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel.db import AnySelect, ask, db, places_for, some_of
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.kernel.policy import WHOEVER, Actor
from cocreate.kernel.remembered import remembered
from cocreate.kernel.text import plain_of
from cocreate.projects.models import Project
from cocreate.surfacing import meaning
from cocreate.surfacing.models import Posting, Print, Term
from cocreate.surfacing.weighing import (
    FINENESS,
    MADE,
    MOST_ASKED,
    asked_of,
    is_telling,
    rarity,
)

MOST_READ = 2_000  # postings that one question gathers from
MOST_OF_ONE = 1_000  # of one word, the newest
CANDIDATES = 60
FEW = 3
LIKENESS = 0.14  # of what an idea that says all of it would get
REASONS = 3
CLOSE_FOR = 60.0
WORDS_AT_ONCE = 32  # a statement is built for so many, and so many more


class Sought(NamedTuple):
    """A word of the question that ideas of the project say."""

    term_id: int
    worth: float
    ideas: int
    written: str


class Question(NamedTuple):
    """What is looked for, the rarest first, and what all of it would be worth."""

    words: tuple[Sought, ...]
    whole: float


Shares = list[tuple[float, str]]


class Ranked(NamedTuple):
    """An idea, what all the words of a question give it, and what each of them does."""

    idea_id: IdeaId
    score: float
    shares: Shares

    @property
    def words(self) -> tuple[str, ...]:
        """The words that count most, as they were written."""
        words = (word for _, word in sorted(self.shares, reverse=True))
        telling = (word.lower() for word in words if is_telling(word))
        return tuple(dict.fromkeys(telling))[:REASONS]


class Close(NamedTuple):
    """An idea close to the words, and the words that both say, the rarest first.

    Where what was found is part of another idea by now, that one is here, and
    `said_as` is what was found. `reason` is why it was declined.
    """

    idea: ideas.IdeaLine
    words: tuple[str, ...]
    said_as: str | None = None
    reason: str | None = None


def close_ideas(
    actor: Actor, project_id: ProjectId, title: str, body: str, *, most: int = FEW
) -> list[Close]:
    """The ideas closest to what somebody writes, as far as they may see them.

    Those that were merged lead to where they went; declined ones say why.
    """
    question = question_of(project_id, title, body)
    least = LIKENESS * question.whole
    best = by_meaning(title, body, nearest(question))[: 2 * most]
    near = {one.idea_id: one.words for one in best if one.score >= least and one.words}
    return told(actor, list(near), near)[:most]


def by_meaning(title: str, body: str, found: list[Ranked]) -> list[Ranked]:
    """The best of what was found by what it means, too, where short texts can be."""
    asked = f"{title} {body}".strip()
    if len(asked) > meaning.LONGEST or not meaning.is_on():
        return found
    called = ideas.titles(WHOEVER, (one.idea_id for one in found[: meaning.MOST]))
    some = [one for one in found[: meaning.MOST] if one.idea_id in called]
    texts = [called[one.idea_id].title for one in some]
    order = meaning.order_by_meaning(asked, texts) if some else []
    return [some[place] for place in order] + found[meaning.MOST :]


def question_of(project_id: ProjectId, title: str, body: str) -> Question:
    """The words that tell most, of those that anybody in the project said."""
    asked = asked_of(title, body)
    if not asked:
        return Question((), 0.0)
    known, among = known_words(project_id, asked)
    worths = {
        word: one.worth * rarity(known[word].ideas if word in known else 1, among)
        for word, one in asked.items()
    }
    telling = sorted(asked, key=lambda word: (-worths[word], word))[:MOST_ASKED]
    sought = [
        Sought(known[word].id, worths[word], known[word].ideas, asked[word].written)
        for word in telling
        if word in known
    ]
    sought.sort(key=lambda one: (one.ideas, one.term_id))
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
    words = some_of("term", list(sought))
    near = some_of("idea", gathered(question, CANDIDATES))
    rows = ask(saying(len(words), len(near)), **words, **near)
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
def saying(words: int, among: int) -> AnySelect:
    """What so many ideas say of so many words."""
    return select(Posting.term_id, Posting.idea_id, Posting.weight).where(
        Posting.term_id.in_(places_for("term", words)),
        Posting.idea_id.in_(places_for("idea", among)),
    )


def gathered(question: Question, most: int) -> list[IdeaId]:
    """Ideas that say the rarest of the words, those that say most of them first.

    Of words that are common only the newest ideas are read, and only while rarer ones
    leave something to read.
    """
    read, words = 0, 0
    for one in question.words:
        if words and read + min(one.ideas, MOST_OF_ONE) > MOST_READ:
            break
        read, words = read + min(one.ideas, MOST_OF_ONE), words + 1
    values: dict[str, float] = {"most": most}
    for place, one in enumerate(question.words[:words]):
        values |= {f"term_{place}": one.term_id, f"worth_{place}": one.worth}
    return [row.idea_id for row in ask(gathering(words), **values)]


@lru_cache(maxsize=MOST_ASKED)
def gathering(words: int) -> AnySelect:
    found = union_all(*(postings_of(place) for place in range(words))).subquery()
    return (
        select(found.c.idea_id)
        .group_by(found.c.idea_id)
        .order_by(func.sum(found.c.score).desc(), found.c.idea_id)
        .limit(bindparam("most"))
    )


def postings_of(place: int) -> AnySelect:
    worth: BindParameter[float] = bindparam(f"worth_{place}", type_=Float())
    some = (
        select(
            Posting.idea_id.label("idea_id"),
            (Posting.weight * cast(worth, Float)).label("score"),
        )
        .where(Posting.term_id == bindparam(f"term_{place}"))
        .order_by(Posting.idea_id.desc())
        .limit(MOST_OF_ONE)
        .subquery()
    )
    return select(some)


def told(
    actor: Actor, found: Sequence[IdeaId], words: dict[IdeaId, tuple[str, ...]]
) -> list[Close]:
    """The ideas as they stand now, each once, where the merged ones went."""
    lines = {line.id: line for line in ideas.lines_of(actor, found)}
    merged = [key for key in found if key in lines and is_merged(lines[key])]
    heads = ideas.heads_of(merged)
    lines |= {
        line.id: line
        for line in ideas.lines_of(actor, set(heads.values()) - lines.keys())
    }
    whys = ideas.reasons_declined(
        line.id for line in lines.values() if line.status is Status.DECLINED
    )
    close: dict[IdeaId, Close] = {}
    for key in found:
        head = heads.get(key, key)
        if key in lines and head in lines and not is_merged(lines[head]):
            said_as = lines[key].title if head != key else None
            one = Close(lines[head], words[key], said_as, whys.get(head))
            close.setdefault(head, one)
    return list(close.values())


def is_merged(line: ideas.IdeaLine) -> bool:
    return line.status is Status.MERGED


def ideas_like(actor: Actor, idea: Any, *, most: int = 3) -> list[ideas.IdeaLine]:
    """Listed ideas of the same project close to one that the actor was let to."""
    # Only their keys are remembered; what is listed and said is asked anew.
    close = remembered(
        ("surfacing.close", idea.id, idea.title),
        lambda: close_ids(idea, 3 * most),
        longer=CLOSE_FOR,
    )
    lines = ideas.listed_among(actor, idea.project_id, close)
    return [line for line in lines if line.id != idea.id][:most]


def close_ids(idea: Any, most: int) -> list[IdeaId]:
    """The keys of ideas that say most of what this one says, itself among them."""
    question = question_of(idea.project_id, idea.title, plain_of(idea.body_html))
    return gathered(question, most) if question.words else []


def unlearned(most: int) -> list[IdeaId]:
    """Ideas everybody may read whose words are not kept, or as we made them once."""
    rows = db.session.execute(
        select(Idea.id, Print.words)
        .outerjoin(Print, Print.idea_id == Idea.id)
        .where(ideas.IS_SHOWN, or_(Print.idea_id.is_(None), Print.made != MADE))
        .order_by(Idea.id)
        .limit(most)
    )
    return [row.id for row in rows]
