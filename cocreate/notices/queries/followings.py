"""Who follows which tag, person or search, and what one follows oneself."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ProjectId, TagId
from cocreate.kernel.outbox import happened_at
from cocreate.kernel.policy import Actor
from cocreate.kernel.words import terms_in
from cocreate.notices.following import Follows
from cocreate.notices.models import Following
from cocreate.projects import queries as projects

MOST_TERMS = 2000  # of one text: more say nothing that is not said already
AT_ONCE = 500
LONGEST_SEARCH, MOST_ASKED = 200, 10  # as the page of results reads them


class SavedSearch(NamedTuple):
    """A search in the one form in which it is kept: however it was typed."""

    key: str
    cue: str


def saved_form(typed: str, project_id: ProjectId | None) -> SavedSearch | None:
    """What a search asks for; None where nothing could be found by it."""
    terms = sorted(terms_in(typed[:LONGEST_SEARCH])[:MOST_ASKED])
    if not terms:
        return None
    return SavedSearch(f"{project_id or ''}:{' '.join(terms)}", max(terms, key=len))


def is_following_tag(actor: Actor, tag_id: TagId) -> bool:
    return follows(actor, Follows.TAG, str(tag_id))


def is_following_person(actor: Actor, person_id: PersonId) -> bool:
    return follows(actor, Follows.PERSON, str(person_id))


def is_following_search(actor: Actor, typed: str, project_id: ProjectId | None) -> bool:
    saved = saved_form(typed, project_id)
    return saved is not None and follows(actor, Follows.SEARCH, saved.key)


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


def searchers_for(terms: Sequence[str], project_id: ProjectId) -> set[PersonId]:
    """Everybody who saved a search that a text with these terms answers.

    Only searches whose longest term stands in the text are looked at.
    """
    said = set(terms[:MOST_TERMS])
    cues = sorted(said)
    found: set[PersonId] = set()
    for start in range(0, len(cues), AT_ONCE):
        for row in candidates(cues[start : start + AT_ONCE], project_id):
            if said.issuperset(row.key.partition(":")[2].split(" ")):
                found.add(row.person_id)
    return found


def candidates(cues: Sequence[str], project_id: ProjectId) -> Sequence[Any]:
    query = select(Following.person_id, Following.key).where(
        Following.kind == Follows.SEARCH,
        Following.cue.in_(cues),
        Following.followed_at <= happened_at(),
        or_(Following.project_id.is_(None), Following.project_id == project_id),
    )
    return db.session.execute(query).all()
