"""Who follows which tag, person or search, and what one follows oneself."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import and_, or_, select

from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import PersonId, ProjectId, TagId
from cocreate.kernel.outbox import happened_at
from cocreate.kernel.policy import Actor
from cocreate.notices.following import Follows
from cocreate.notices.models import Following
from cocreate.notices.pace import Pace
from cocreate.people.queries import actor_for
from cocreate.projects import queries as projects
from cocreate.search.fitting import (
    Spoken,
    asks_words_alone,
    fits,
    kept_form,
    meets_votes,
    says_words,
)
from cocreate.search.meanings import Operator
from cocreate.votes.queries import votes_until

AT_ONCE = 500

BY_VOTES = (Operator.VOTES, Operator.HAS)
MOST_MINDING = 2_000
SOONEST = (Pace.NOW, None, Pace.DAILY, Pace.WEEKLY, Pace.NEVER)
KNOWN = select(
    Following.person_id,
    Following.key,
    Following.cue,
    Following.path,
    Following.project_id,
    Following.followed_at,
    Following.pace,
)
MINDING = and_(
    Following.kind == Follows.SEARCH, Following.minds_votes, Following.tells.is_(True)
)


class Searched(NamedTuple):
    """A saved search of one's own."""

    key: str
    typed: str
    name: str
    tells: bool
    pace: Pace | None
    words: str
    path: str
    project_id: ProjectId | None
    followed_at: datetime


def is_following_tag(actor: Actor, tag_id: TagId) -> bool:
    return follows(actor, Follows.TAG, str(tag_id))


def is_following_person(actor: Actor, person_id: PersonId) -> bool:
    return follows(actor, Follows.PERSON, str(person_id))


def is_following_search(actor: Actor, typed: str, project_id: ProjectId | None) -> bool:
    if not actor.is_member:
        return False
    kept = kept_form(actor, typed, project_id)
    return kept is not None and follows(actor, Follows.SEARCH, kept.key)


def follows(actor: Actor, kind: Follows, key: str) -> bool:
    if not actor.is_member:
        return False
    return db.session.get(Following, (actor.person_id, kind, key)) is not None


def followings_of(actor: Actor, most: int = 500) -> dict[Follows, list[Following]]:
    """What the actor follows, the latest first; of what they may still know of."""
    within = projects.visible_ids(actor)
    rows = db.session.scalars(
        select(Following)
        .where(
            Following.person_id == actor.person_id,
            or_(Following.project_id.is_(None), Following.project_id.in_(within)),
        )
        .order_by(Following.followed_at.desc(), Following.key)
        .limit(most)
    ).all()
    return {kind: [one for one in rows if one.kind is kind] for kind in Follows}


def followers_of(kind: Follows, keys: Collection[int]) -> set[PersonId]:
    """Everybody who followed one of these by then."""
    if not keys:
        return set()
    query = select(Following.person_id).where(
        Following.kind == kind,
        Following.cue.in_([str(key) for key in keys]),
        Following.followed_at <= happened_at(),
    )
    return set(db.session.scalars(query))


def searches_of(actor: Actor) -> list[Searched]:
    """The searches that the actor saved, the latest first."""
    return [searched(row) for row in followings_of(actor)[Follows.SEARCH]]


def get_search(actor: Actor, key: str) -> Searched:
    """A saved search of the actor's own."""
    row = db.session.get(Following, (actor.person_id, Follows.SEARCH, key))
    if row is None:
        raise NotFoundError
    return searched(row)


def searched(row: Following) -> Searched:
    typed = typed_in(row.path)
    return Searched(
        row.key,
        typed,
        row.name,
        row.tells,
        row.pace,
        row.words,
        row.path,
        row.project_id,
        row.followed_at,
    )


def typed_in(path: str) -> str:
    """What was typed, as the address of its results keeps it."""
    return parse_qs(urlsplit(path).query).get("q", [""])[0]


def searchers_for(
    idea: Spoken, moved: Collection[Operator] | None = None
) -> dict[PersonId, Pace | None]:
    """Everybody who saved a search that finds this idea, now that this of it moved.

    Only searches whose cue the idea has are looked at. Of several that find it the
    soonest tells; one without a pace as its reader wishes of all.
    """
    cues = sorted(idea.cues)
    found: dict[PersonId, Pace | None] = {}
    for start in range(0, len(cues), AT_ONCE):
        for row in candidates(cues[start : start + AT_ONCE], idea.project_id):
            if finds(row, idea, moved):
                note_soonest(found, row)
    return found


def note_soonest(found: dict[PersonId, Pace | None], row: Any) -> None:
    known = found.get(row.person_id, Pace.NEVER)
    found[row.person_id] = min(known, row.pace, key=SOONEST.index)


def who_minds_votes() -> bool:
    """Whether anybody saved a search that one vote may bring an idea."""
    some = select(Following.person_id).where(MINDING)
    return db.session.scalar(some.limit(1)) is not None


def searchers_by_votes(idea: Spoken) -> dict[PersonId, Pace | None]:
    """Whose search finds this idea by its votes, of whom it had not enough before."""
    found: dict[PersonId, Pace | None] = {}
    for row in db.session.execute(KNOWN.where(MINDING).limit(MOST_MINDING)):
        fitting = row.cue in idea.cues and row.project_id in {None, idea.project_id}
        if not fitting or not finds(row, idea, BY_VOTES):
            continue
        before = votes_until(idea.idea_id, row.followed_at)
        if not meets_votes(typed_in(row.path), before):
            note_soonest(found, row)
    return found


def finds(row: Any, idea: Spoken, moved: Collection[Operator] | None) -> bool:
    """Words alone are the same to everybody; all else is asked for as its reader."""
    typed = typed_in(row.path)
    if asks_words_alone(typed):
        return moved is None and says_words(idea, typed)
    return fits(actor_for(row.person_id), typed, idea, moved)


def candidates(cues: Sequence[str], project_id: ProjectId) -> Sequence[Any]:
    query = KNOWN.where(
        Following.kind == Follows.SEARCH,
        Following.cue.in_(cues),
        Following.tells.is_(True),
        Following.followed_at <= happened_at(),
        or_(Following.project_id.is_(None), Following.project_id == project_id),
    )
    return db.session.execute(query).all()
