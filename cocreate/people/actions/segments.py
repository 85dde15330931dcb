"""Say which customers the team speaks of together."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.ids import SegmentId, slug_of
from cocreate.kernel.policy import Actor, require
from cocreate.people.actions.placing import refill_segment
from cocreate.people.models import Segment, SegmentRule
from cocreate.people.policy import may_segment
from cocreate.people.queries import Ruling, get_segment

MOST_SEGMENTS = 50
TEAM_ONLY = "The product team says which segments there are."


@dataclass(frozen=True, slots=True)
class SegmentDraft:
    """A segment as the team writes it."""

    name: str
    ruling: Ruling
    about: str = ""


def make_segment(actor: Actor, *, draft: SegmentDraft) -> Segment:
    """Make a segment and gather its people; a second press gives the first one."""
    require(may_segment(actor), TEAM_ONLY)
    if known := find_same(draft.name, lock=True):
        write_segment(known, draft)
        return known
    count = db.session.scalar(select(func.count()).select_from(Segment)) or 0
    if count >= MOST_SEGMENTS:
        raise InvalidError({"name": f"There are {MOST_SEGMENTS} segments already."})
    segment = Segment(slug=slug_of(draft.name), name=draft.name)
    try:
        with db.session.begin_nested():
            db.session.add(segment)
    except IntegrityError:  # two pressed at once
        segment = get_same(draft.name)
    write_segment(segment, draft)
    return segment


def edit_segment(actor: Actor, segment_id: SegmentId, *, draft: SegmentDraft) -> None:
    """Change what a segment asks; its people are gathered anew. Its address stays."""
    require(may_segment(actor), TEAM_ONLY)
    segment = get_segment(segment_id, lock=True)
    same = find_same(draft.name)
    if same is not None and same.id != segment.id:
        raise InvalidError({"name": "Another segment has this name."})
    write_segment(segment, draft)


def remove_segment(actor: Actor, segment_id: SegmentId) -> None:
    """Speak of it no more; nothing is forgotten of its people.

    A second press finds it gone.
    """
    require(may_segment(actor), TEAM_ONLY)
    db.session.execute(delete(Segment).where(Segment.id == segment_id))


def find_same(name: str, *, lock: bool = False) -> Segment | None:
    query = select(Segment).where(Segment.slug == slug_of(name))
    return db.session.scalar(query.with_for_update() if lock else query)


def get_same(name: str) -> Segment:
    """The one that somebody else made of this name meanwhile."""
    found = find_same(name, lock=True)
    if found is None:
        raise ConflictError
    return found


def write_segment(segment: Segment, draft: SegmentDraft) -> None:
    segment.name, segment.about = draft.name, draft.about
    segment.matching = draft.ruling.matching
    db.session.execute(delete(SegmentRule).where(SegmentRule.segment_id == segment.id))
    db.session.add_all(
        SegmentRule(
            segment_id=segment.id,
            position=position,
            subject=rule.question.subject,
            attribute_id=rule.question.attribute_id,
            comparison=rule.comparison,
            value=rule.value,
        )
        for position, rule in enumerate(draft.ruling.rules)
    )
    db.session.flush()  # its people are gathered by these rules
    refill_segment(segment.id)
