"""Which customers have something in common. For the team; nobody else is told.

What other capabilities ask:

- `segments(actor)`: every segment of the site, with its number of people;
- `find_segment(actor, slug)`: one of them, or None (also for whoever is no team);
- `cut_asked(actor, slug)`: what a list is cut by, and what it could be: every page that
  shows a list to the team asks this, and `said_by` of votes for the condition;
- `segments_of(person_ids)`: the segments of each of these people;
- `members_of(segment_id)`: a SELECT of the ids of its people, to join or to ask IN;
- `people_by_segment(person_ids)`: how many of these people are in each segment.

Membership is stored (`segment_members`), so every count is cut by one join.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import PersonId, SegmentId
from cocreate.kernel.policy import Actor
from cocreate.kernel.remembered import remembered
from cocreate.people.faces import Face
from cocreate.people.models import Person, Segment, SegmentMember
from cocreate.people.policy import sees_attributes
from cocreate.people.queries.attributes import batches
from cocreate.people.queries.people import FACE, face_from

SAMPLE = 8


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """A segment as lists show it."""

    id: SegmentId
    slug: str
    name: str
    about: str
    members: int


LINE = (Segment.id, Segment.slug, Segment.name, Segment.about, Segment.members)


def segments(actor: Actor) -> list[SegmentLine]:
    """Every segment of the site, by name; none for whoever is not of the team."""
    return every_segment() if sees_attributes(actor) else []


def every_segment() -> list[SegmentLine]:
    rows = db.session.execute(select(*LINE).order_by(Segment.name, Segment.id))
    return [SegmentLine(*row) for row in rows]


def find_segment(actor: Actor, slug: str) -> SegmentLine | None:
    """The segment of this name in addresses; for the team alone."""
    if not slug or not sees_attributes(actor):
        return None
    row = db.session.execute(select(*LINE).where(Segment.slug == slug)).one_or_none()
    return None if row is None else SegmentLine(*row)


class Cut(NamedTuple):
    """What a list can be cut by, and what it is cut by; nothing but for the team."""

    known: tuple[SegmentLine, ...] = ()
    chosen: SegmentLine | None = None

    @property
    def id(self) -> SegmentId | None:
        return self.chosen.id if self.chosen else None

    @property
    def slug(self) -> str | None:
        return self.chosen.slug if self.chosen else None

    @property
    def options(self) -> list[tuple[str, str]]:
        return [("", "Everybody"), *((one.slug, one.name) for one in self.known)]


def cut_asked(actor: Actor, slug: str) -> Cut:
    """The cut that an address asks for; a segment that is gone cuts nothing."""
    if not sees_attributes(actor):
        return Cut()
    known = remembered(("people.segments",), lambda: tuple(every_segment()))
    return Cut(known, next((one for one in known if one.slug == slug), None))


def get_segment(segment_id: SegmentId, *, lock: bool = False) -> Segment:
    found = db.session.get(Segment, segment_id, with_for_update=lock or None)
    if found is None:
        raise NotFoundError
    return found


def has_segments() -> bool:
    return db.session.scalar(select(Segment.id).limit(1)) is not None


def lock_segments(*, shared: bool) -> None:
    """Hold who belongs where until the end of the transaction.

    Shared by those who count by it; alone, by whoever says that it changed.
    """
    db.session.execute(
        select(Segment.id).order_by(Segment.id).with_for_update(read=shared)
    )


def members_of(segment_id: SegmentId) -> Select[PersonId]:
    return select(SegmentMember.person_id).where(SegmentMember.segment_id == segment_id)


def segments_of(
    person_ids: Collection[PersonId],
) -> dict[PersonId, frozenset[SegmentId]]:
    """The segments of each of these people; those in none are not among the keys."""
    found: dict[PersonId, set[SegmentId]] = {}
    for some in batches(person_ids):
        rows = db.session.execute(
            select(SegmentMember.person_id, SegmentMember.segment_id).where(
                SegmentMember.person_id.in_(some)
            )
        )
        for person_id, segment_id in rows:
            found.setdefault(person_id, set()).add(segment_id)
    return {person_id: frozenset(ids) for person_id, ids in found.items()}


def people_by_segment(person_ids: Any) -> dict[SegmentId, int]:
    """How many of these people are in each segment; ids, or a SELECT of ids."""
    rows = db.session.execute(
        select(SegmentMember.segment_id, func.count())
        .where(SegmentMember.person_id.in_(person_ids))
        .group_by(SegmentMember.segment_id)
    )
    return {row[0]: row[1] for row in rows}


def sample_of(actor: Actor, segment_id: SegmentId, most: int = SAMPLE) -> list[Face]:
    """A few of a segment's people, the latest to join first; for the team."""
    if not sees_attributes(actor):
        return []
    rows = db.session.execute(
        select(*FACE)
        .join(SegmentMember, SegmentMember.person_id == Person.id)
        .where(SegmentMember.segment_id == segment_id)
        .order_by(Person.joined_at.desc(), Person.id.desc())
        .limit(most)
    )
    return [face_from(row) for row in rows]
