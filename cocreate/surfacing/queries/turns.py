"""Whose turn it is to be seen: the list that gives every idea its chance.

Of the ideas that may be the best, as far as one can tell, each reader's list draws anew
what each is worth (see surfacing/ranking.py): the same all day for somebody signed in,
all hour for everybody else. What a reader judged already is left out, and what speaks
of the same as that comes forward. Nothing is kept of who was shown what.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from statistics import NormalDist
from typing import NamedTuple

from sqlalchemy import bindparam, select

from cocreate.discussion.models import Comment
from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import AnySelect, ask, db
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId
from cocreate.kernel.paging import PAGE, Page, Place, mark, read_mark
from cocreate.kernel.policy import Actor
from cocreate.kernel.remembered import remembered
from cocreate.surfacing.models import Exposure, Print, Usual
from cocreate.surfacing.ranking import UNKNOWN, Heard, Prior, doubt, draw, support
from cocreate.votes import queries as votes
from cocreate.votes.models import Vote

MOST_DRAWN = 200
LATELY = 20  # votes, and as many comments, that say what a reader is interested in
COMMON = 0.2  # of the ideas; words that more of them say tell nothing
LONGEST_HOUR = 20
CURVE = NormalDist()
FINEST = 2.0**-64


class Candidate(NamedTuple):
    """An idea that may be one of the best."""

    id: IdeaId
    author_id: PersonId
    support: float
    doubt: float


Words = frozenset[int]


def for_you(
    actor: Actor, project_id: ProjectId, *, place: str | None = None, size: int = PAGE
) -> Page[ideas.IdeaLine]:
    """One page of the ideas whose turn it is for this reader.

    The project itself is the reader's to see. Beyond those drawn there is no page.
    """
    start = place_in(place)
    hour = str(start.value[0]) if start else f"{now():%Y-%m-%d %H}"
    drawn = drawn_for(actor, project_id, hour)
    if start:
        after = float(start.value[1]), start.key
        drawn = [one for one in drawn if one < after]
    lines = ideas.listed_among(actor, project_id, (key for _, key in drawn[:size]))
    following = None
    if len(drawn) > size:
        value, key = drawn[size - 1]
        following = mark(Place([hour, value], key))
    return Page(lines, following)


def place_in(written: str | None) -> Place | None:
    """Where a page goes on: the hour its reader began in, a draw, an idea."""
    found = read_mark(written)
    match found and found.value:
        case [str(hour), float()] if len(hour) <= LONGEST_HOUR:
            return found
    return None


def drawn_for(
    actor: Actor, project_id: ProjectId, hour: str
) -> list[tuple[float, IdeaId]]:
    """What each idea is worth to this reader today, the most first."""
    found = remembered(
        ("surfacing.turns", project_id), lambda: candidates(project_id), longer=5
    )
    if not found:
        return []
    seed = hour
    near: Mapping[IdeaId, float] = {}
    if actor.is_member:
        seed = f"{actor.person_id} {hour[:10]}"
        drawn_from = [one.id for one in found]
        judged = votes.voted_ids(actor, drawn_from)
        judged |= votes.refused_ids(actor, drawn_from)
        open_ = [one for one in found if one.id not in judged]
        found = tuple(one for one in open_ if one.author_id != actor.person_id)
        near = nearness(project_id, found, interests(project_id, actor.person_id))
    usual_doubt = max((one.doubt for one in found), default=0.0)
    drawn = [
        (
            draw(one.support, one.doubt, chance_of(seed, one.id))
            + usual_doubt * near.get(one.id, 0.0),
            one.id,
        )
        for one in found
    ]
    return sorted(drawn, reverse=True)


def candidates(project_id: ProjectId) -> tuple[Candidate, ...]:
    """The ideas that take votes and may be the best, read from their index."""
    prior = prior_of(project_id)
    rows = db.session.execute(
        select(Exposure.idea_id, Idea.author_id, Exposure.agreed, Exposure.asked)
        .join(Idea, Idea.id == Exposure.idea_id)
        .where(
            Exposure.project_id == project_id,
            Exposure.turn.is_not(None),
            Idea.listed.is_(True),
        )
        .order_by(Exposure.turn.desc(), Exposure.idea_id.desc())
        .limit(MOST_DRAWN)
    )
    return tuple(
        Candidate(idea_id, author_id, support(heard, prior), doubt(heard, prior))
        for idea_id, author_id, agreed, asked in rows
        for heard in (Heard(agreed, asked),)
    )


def prior_of(project_id: ProjectId) -> Prior:
    row = db.session.execute(
        select(Usual.share, Usual.weight).where(Usual.project_id == project_id)
    ).one_or_none()
    return Prior(*row) if row else UNKNOWN


def chance_of(seed: str, idea_id: IdeaId) -> float:
    """A number from a normal curve: the same for the same reader, day and idea."""
    told = hashlib.blake2b(f"{seed} {idea_id}".encode(), digest_size=8).digest()
    return CURVE.inv_cdf((int.from_bytes(told, "big") + 0.5) * FINEST)


# ── What is near to what a reader did ─────────────────────────────────────────


def interests(project_id: ProjectId, person_id: PersonId) -> Words:
    """The words of what somebody voted for or spoke about lately."""
    values = {"person_id": person_id, "project_id": project_id}
    rows = [*ask(voted_lately(), **values), *ask(spoke_lately(), **values)]
    return frozenset(int(term) for row in rows for term in row.terms.split())


@lru_cache
def voted_lately() -> AnySelect:
    return (
        select(Print.terms)
        .join(Vote, Vote.idea_id == Print.idea_id)
        .where(
            Vote.voter_id == bindparam("person_id"),
            Print.project_id == bindparam("project_id"),
        )
        .order_by(Vote.cast_at.desc(), Vote.idea_id.desc())
        .limit(LATELY)
    )


@lru_cache
def spoke_lately() -> AnySelect:
    return (
        select(Print.terms)
        .join(Comment, Comment.idea_id == Print.idea_id)
        .where(
            Comment.author_id == bindparam("person_id"),
            Print.project_id == bindparam("project_id"),
        )
        .order_by(Comment.posted_at.desc(), Comment.id.desc())
        .limit(LATELY)
    )


def nearness(
    project_id: ProjectId, found: Sequence[Candidate], known: Words
) -> Mapping[IdeaId, float]:
    """How much of each idea somebody cared for before: of its rare words, 0 to 1."""
    if not known or not found:
        return {}
    said = remembered(
        ("surfacing.words", project_id),
        lambda: words_of([one.id for one in candidates(project_id)]),
        longer=60,
    )
    times = Counter(term for words in said.values() for term in words)
    rare = known & {term for term in times if times[term] <= COMMON * len(said) + 1}
    shared = {one.id: len(said.get(one.id, frozenset()) & rare) for one in found}
    most = max(shared.values())
    return {key: number / most for key, number in shared.items()} if most else {}


def words_of(idea_ids: Collection[IdeaId]) -> dict[IdeaId, Words]:
    rows = db.session.execute(
        select(Print.idea_id, Print.terms).where(Print.idea_id.in_(idea_ids))
    )
    return {row.idea_id: frozenset(map(int, row.terms.split())) for row in rows}
