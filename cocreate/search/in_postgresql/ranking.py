"""Which documents fit what was asked, best first, for a bounded amount of work.

PostgreSQL finds documents by their terms and knows how much each says of one; how rare
a term is it does not ask. So BM25 is worked out here, of what it tells term by term
for the newest documents that fit.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    REAL,
    Float,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY, array

from cocreate.kernel.db import ask
from cocreate.search.engine import Hit, Hits
from cocreate.search.in_postgresql.editions import Edition
from cocreate.search.in_postgresql.lexicon import Terms
from cocreate.search.in_postgresql.tables import documents
from cocreate.search.in_postgresql.vectors import SAID, lexeme, newest_blocks
from cocreate.search.needs import Need, Question, Term, Within
from cocreate.search.on_disk.bm25 import FAIRNESS, SATURATION
from cocreate.search.shape import KINDS, phrase_of
from cocreate.search.subject import Subject

MOST_RANKED = 2_000
WINDOW = 4_096  # documents looked at together, or more where the terms are rare
ENOUGH = 500  # candidates, after which no older ones are looked for
WIDER = 4
EVER = 2_147_483_647  # days
ALL_PLACES = 1.64493406685  # by which PostgreSQL divides what is said at one place
COMMENT, ASIDE = KINDS.index(Subject.COMMENT), 0.7  # a comment speaks of another thing


def holding_all(
    edition: Edition, lexicon: Terms, question: Question, most: int
) -> Hits:
    """Documents that meet every need; the newest of them, best first."""
    spread = lexicon.said_of(question.needs)
    fewest = min(spread.values())
    if not fewest:
        return Hits([], 0, is_cut=False)
    return looking_back(edition, question, spread, (fewest, every(question)), most)


def holding_some(
    edition: Edition, lexicon: Terms, question: Question, most: int
) -> Hits:
    """Documents that meet a need or more; rare needs are looked up first."""
    spread = lexicon.said_of(question.needs)
    said = sorted(
        (one for one in question.words if spread[one]), key=spread.__getitem__
    )
    inside = min((spread[one] for one in question.limits), default=edition.documents)
    if not said or not inside:
        return Hits([], 0, is_cut=False)
    share = inside / max(1, edition.documents)
    hits, begun = Hits([], 0, is_cut=False), 0
    while begun < len(said) and hits.number < ENOUGH:
        begun = next(
            (
                place
                for place in range(begun + 1, len(said))
                if share * sum(spread[one] for one in said[:place]) >= ENOUGH
            ),
            len(said),
        )
        chosen = said[:begun]
        many = min(inside, sum(spread[one] for one in chosen))
        sought = (many, some_of(question, chosen))
        hits = looking_back(edition, question, spread, sought, most)
    return hits


def every(question: Question) -> list[str]:
    return [met(need.terms) for need in question.needs]


def some_of(question: Question, chosen: Sequence[Need]) -> list[str]:
    any_of = met([term for need in chosen for term in need.terms])
    return [any_of, *(met(need.terms) for need in question.limits)]


def met(terms: Sequence[Term]) -> str:
    return f"({' | '.join(lexeme(one.field, one.text) for one in terms)})"


def looking_back(
    edition: Edition,
    question: Question,
    spread: dict[Need, int],
    sought: tuple[int, list[str]],
    most: int,
) -> Hits:
    """Ask of the newest, then of more, until enough was found."""
    many, wanted = sought
    width = max(WINDOW, edition.span * MOST_RANKED // many)
    values = worth(edition, question, spread)
    while True:
        is_all = width >= edition.span or many <= MOST_RANKED
        blocks = [] if is_all else [any_block(newest_blocks(edition.newest, width))]
        fits = " & ".join([*wanted, *blocks, *unwanted(question.within)])
        rows = found(question, fits, values, most)
        number = rows[0].number if rows else 0
        if is_all or number >= ENOUGH:
            best = [Hit(KINDS[row.kind], row.id) for row in rows]
            return Hits(best, number, is_cut=not is_all or number >= MOST_RANKED)
        width *= WIDER


def any_block(blocks: Sequence[str]) -> str:
    return f"({' | '.join(blocks)})"


def unwanted(within: Within) -> list[str]:
    return [f"!{lexeme(one.field, one.text)}" for one in within.without]


def worth(
    edition: Edition, question: Question, spread: dict[Need, int]
) -> dict[str, object]:
    """What each need asks, and what meeting it wholly is worth."""
    values: dict[str, object] = {"mean": edition.mean_length or 1.0}
    for place, need in enumerate(question.words):
        whole = [one for one in need.terms if one.worth == 1.0]
        begun = [one for one in need.terms if one.worth < 1.0]
        rarity = rarity_of(edition, spread[need])
        values[f"whole_{place}"] = met(whole)
        values[f"worth_{place}"] = ALL_PLACES * len(whole) * rarity
        if begun:
            values["begun"] = met(begun)
            values["worth_begun"] = ALL_PLACES * len(begun) * rarity * begun[0].worth
    return values


def rarity_of(edition: Edition, said: int) -> float:
    return math.log(1 + max(0.0, edition.documents - said + 0.5) / (said + 0.5))


def found(
    question: Question, fits: str, values: dict[str, object], most: int
) -> Sequence[Any]:
    within = question.within
    statement = ranking(
        len(question.words),
        has_begun="begun" in values,
        has_projects=within.projects is not None,
        phrases=(len(within.phrases), len(within.without_phrases)),
    )
    for place, words in enumerate((*within.phrases, *within.without_phrases)):
        values[f"phrase_{place}"] = phrase_of(words)
    if within.projects is not None:
        values |= {"projects": [*within.projects]}
    after, before = within.after or 0, within.before or EVER
    return ask(
        statement, fits=fits, after=after, before=before, most=most, **values
    ).all()


@lru_cache
def ranking(
    words: int, *, has_begun: bool, has_projects: bool, phrases: tuple[int, int]
) -> Any:
    """The newest that fit, the best of them first."""
    rows = weighed(phrases, has_projects=has_projects)
    scored = fitting(rows, words, has_begun=has_begun)
    newest = (
        select(scored).order_by(scored.c.ordinal.desc()).limit(MOST_RANKED).subquery()
    )
    best = select(newest.c.kind, newest.c.id, func.count().over().label("number"))
    return best.order_by(newest.c.score.desc(), newest.c.ordinal.desc()).limit(
        bindparam("most")
    )


def fitting(weighed: Any, words: int, *, has_begun: bool) -> Any:
    # Neither is pulled into what is around it: a row is read and scored once.
    rows = weighed.offset(0).subquery()
    gains = [gain(rows, f"whole_{place}", f"worth_{place}") for place in range(words)]
    if has_begun:
        gains[-1] = func.greatest(gains[-1], gain(rows, "begun", "worth_begun"))
    score = sum(gains, literal(0.0, Float))
    aside = case((rows.c.kind == COMMENT, ASIDE), else_=1.0)
    scored = select(
        rows.c.kind, rows.c.id, rows.c.ordinal, (score * aside).label("score")
    )
    return scored.offset(0).subquery()


def weighed(phrases: tuple[int, int], *, has_projects: bool) -> Any:
    """What fits, with what each label of its terms is worth for its length."""
    here = documents.c
    length = here.length / bindparam("mean", type_=Float)
    norm = SATURATION * (1 - FAIRNESS) + SATURATION * FAIRNESS * length
    weights = cast(array([said / (said + norm) for said in SAID]), ARRAY(REAL))
    fits = and_(
        here.words.op("@@")(query("fits")),
        here.at >= bindparam("after"),
        here.at < bindparam("before"),
    )
    for place in range(sum(phrases)):
        at = func.strpos(here.said, bindparam(f"phrase_{place}", type_=Text))
        fits = and_(fits, at > 0 if place < phrases[0] else at == 0)
    if has_projects:
        fits = and_(fits, here.project == func.any(bindparam("projects")))
    return select(
        here.kind,
        here.number.label("id"),
        here.ordinal,
        here.words,
        weights.label("weights"),
    ).where(fits)


def gain(rows: Any, asked: str, worth: str) -> Any:
    full = bindparam(worth, type_=Float)
    return full * cast(func.ts_rank(rows.c.weights, rows.c.words, query(asked)), Float)


def query(name: str) -> Any:
    return cast(bindparam(name, type_=Text), TSQUERY)
