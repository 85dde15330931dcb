"""Find likely duplicates, tell them apart. The only writer of the duplicate tables."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import delete, or_, update

from cocreate.ideas import queries as ideas
from cocreate.ideas.queries import IdeaText
from cocreate.kernel.clock import now
from cocreate.kernel.db import connection_of, db, insert_into
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.transaction import pause, transaction
from cocreate.surfacing.likeness import (
    ALIKE,
    Worth,
    grouped,
    likeness,
    may_be_alike,
    said_by,
    terms_to_weigh,
    title_said,
)
from cocreate.surfacing.models import DuplicateMember, DuplicatePair, Print
from cocreate.surfacing.queries.duplicates import (
    FOR_TEAMS,
    others_by_author,
    pair_of,
    pairs_in,
    project_ids_of,
    unswept,
    words_of_pairs,
)
from cocreate.surfacing.queries.gathering import known_words, nearest, question_of
from cocreate.surfacing.weighing import rarity, terms_said

AT_ONCE = 50
MOST_AT_ONE_SWEEP = 5_000
LOOKED_AT = 12  # of what is closest to an idea

Row = dict[str, Any]


def find_duplicates(most: int = MOST_AT_ONE_SWEEP) -> int:
    """Look for duplicates of ideas that changed since they were; say of how many.

    Some at a time, each time a transaction: what is done stays done when it stops.
    """
    done, touched = 0, set[ProjectId]()
    while done < most and (some := unswept(min(AT_ONCE, most - done))):
        with transaction():
            touched.update(project_ids_of(some))
            look_at(some)
        done += len(some)
    pause()
    for project_id in sorted(touched):
        with transaction():
            regroup(project_id)
    return done


def look_at(idea_ids: Sequence[IdeaId]) -> None:
    """Keep the pairs that these ideas are in now, and that they were looked at."""
    db.session.execute(
        delete(DuplicatePair).where(
            DuplicatePair.told_apart_at.is_(None),
            or_(
                DuplicatePair.idea_id.in_(idea_ids),
                DuplicatePair.other_id.in_(idea_ids),
            ),
        )
    )
    found: dict[tuple[IdeaId, IdeaId], Row] = {}
    for text in ideas.texts_listed(idea_ids):
        found |= {(row["idea_id"], row["other_id"]): row for row in pairs_with(text)}
    if found:
        statement = insert_into(DuplicatePair).on_conflict_do_nothing()
        connection_of(db.session()).execute(statement, list(found.values()))
    query = update(Print).where(Print.idea_id.in_(idea_ids))
    db.session.execute(query.values(is_swept=True))


def pairs_with(idea: IdeaText) -> list[Row]:
    """The ideas that probably ask for the same as this one."""
    close = nearest(question_of(idea.project_id, idea.title, idea.body))[:LOOKED_AT]
    apart = others_by_author(idea.id) | {idea.id}
    words = {one.idea_id: one.words for one in close if one.idea_id not in apart}
    return [
        pair_row(
            idea.project_id,
            min(idea.id, other),
            max(idea.id, other),
            likeness=like,
            words=" ".join(words[other]),
        )
        for other, like in likenesses(idea, ideas.texts_listed(words)).items()
        if like >= ALIKE and words[other]
    ]


def pair_row(
    project_id: ProjectId,
    idea_id: IdeaId,
    other_id: IdeaId,
    *,
    likeness: float,
    words: str,
) -> Row:
    return {
        "idea_id": idea_id,
        "other_id": other_id,
        "project_id": project_id,
        "likeness": likeness,
        "words": words,
        "found_at": now(),
        "told_apart_at": None,
        "told_apart_by_id": None,
    }


def likenesses(idea: IdeaText, others: Sequence[IdeaText]) -> dict[IdeaId, float]:
    """How much those of some ideas are like one of the same project that may be at all.

    Whole texts are weighed only where the titles leave it open: most are not read.
    """
    near = titled_alike(idea, others)
    if not near:
        return {}
    texts = [idea, *near]
    terms = set[str]().union(*(terms_to_weigh(one.title, one.body) for one in texts))
    worth = worth_in(idea.project_id, terms)
    own, *said = (said_by(one.title, one.body, worth) for one in texts)
    return {one.id: likeness(own, other) for one, other in zip(near, said, strict=True)}


def titled_alike(idea: IdeaText, others: Sequence[IdeaText]) -> list[IdeaText]:
    if not others:
        return []
    terms = set[str]().union(*(terms_said(one.title) for one in (idea, *others)))
    worth = worth_in(idea.project_id, terms)
    own = title_said(idea.title, worth)
    return [one for one in others if may_be_alike(own, title_said(one.title, worth))]


def worth_in(project_id: ProjectId, terms: Iterable[str]) -> Worth:
    """What each of some words is worth in a project."""
    known, among = known_words(project_id, sorted(terms))

    def worth(term: str) -> float:
        return rarity(known[term].ideas if term in known else 1, among)

    return worth


def regroup(project_id: ProjectId) -> None:
    """Put the pairs of a project into groups anew."""
    pairs = pairs_in(project_id)
    like = {(one.first, one.second): one.likeness for one in pairs}
    groups = grouped(pairs)
    words = words_of_pairs(group[0] for group in groups)
    rows = [
        {
            "idea_id": idea_id,
            "group_id": group[0],
            "project_id": project_id,
            "likeness": least_alike(group, like),
            "words": words.get(group[0], ""),
        }
        for group in groups
        for idea_id in group
    ]
    db.session.execute(
        delete(DuplicateMember).where(DuplicateMember.project_id == project_id)
    )
    if rows:
        statement = insert_into(DuplicateMember).on_conflict_do_nothing()
        connection_of(db.session()).execute(statement, rows)


def least_alike(
    group: Sequence[IdeaId], like: Mapping[tuple[IdeaId, IdeaId], float]
) -> float:
    return min(like[pair] for pair in combinations(group, 2))


def tell_apart(
    actor: Actor,
    project_id: ProjectId,
    idea_ids: Iterable[IdeaId],
    *,
    among: Iterable[IdeaId],
) -> None:
    """Keep that ideas are no duplicates of each other, nor of any other `among` them.

    They are never suggested again. A second press changes nothing: who said it first,
    and when, stays.
    """
    require(actor.is_team, FOR_TEAMS)
    every = set(among)
    pairs = {
        (min(one, other), max(one, other))
        for one in idea_ids
        for other in every
        if one != other
    }
    if not pairs:
        return
    said = {"told_apart_at": now(), "told_apart_by_id": actor.person_id}
    statement = insert_into(DuplicatePair)
    statement = statement.on_conflict_do_update(
        index_elements=["idea_id", "other_id"],
        set_=said,
        where=DuplicatePair.told_apart_at.is_(None),
    )
    rows = [
        pair_row(project_id, *pair, likeness=0.0, words="") | said
        for pair in sorted(pairs)
    ]
    connection_of(db.session()).execute(statement, rows)
    regroup(project_id)


def suggest_again(actor: Actor, pair_id: int) -> ProjectId:
    """Forget that two ideas were told apart: what was known of them counts again.

    The next sweep looks at both anew: what they say may be other by now.
    """
    require(actor.is_team, FOR_TEAMS)
    pair = pair_of(pair_id)
    if pair is None or ideas.find_idea(actor, pair.idea_id) is None:
        raise NotFoundError
    query = update(DuplicatePair).where(DuplicatePair.id == pair_id)
    db.session.execute(query.values(told_apart_at=None, told_apart_by_id=None))
    both = Print.idea_id.in_([pair.idea_id, pair.other_id])
    db.session.execute(update(Print).where(both).values(is_swept=False))
    project_id: ProjectId = pair.project_id
    regroup(project_id)
    return project_id
