"""Put people into the segments whose rules they meet. Their members' only writer."""

from collections.abc import Collection, Iterable

from sqlalchemy import delete, func, insert, select, tuple_, update

from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, SegmentId
from cocreate.kernel.outbox import record
from cocreate.people.events import SegmentsMoved
from cocreate.people.models import Segment, SegmentMember
from cocreate.people.queries.attributes import batches
from cocreate.people.queries.ruling import (
    Membership,
    drifted,
    memberships_due,
    memberships_kept,
    rulings,
)

AT_ONCE = 500


def place_people(person_ids: Collection[PersonId]) -> None:
    """Put these people into the segments they belong to now, and out of the others."""
    ruled = rulings() if person_ids else {}
    if not ruled:
        return
    for some in batches(person_ids):
        due, kept = memberships_due(ruled, some), memberships_kept(some)
        move_members(due - kept, kept - due)


def refill_segment(segment_id: SegmentId) -> int:
    """Make a segment's people those whom its rules let in; how many moved."""
    ruling = rulings(segment_id).get(segment_id)
    if ruling is None:
        return 0
    coming, going = drifted(segment_id, ruling)
    move_members(
        {(segment_id, person_id) for person_id in coming},
        {(segment_id, person_id) for person_id in going},
    )
    return len(coming) + len(going)


def move_members(coming: set[Membership], going: set[Membership]) -> None:
    """Write who comes and goes, count the segments anew, and say so."""
    if not coming and not going:
        return
    for some in chunks(going):
        of_it = tuple_(SegmentMember.segment_id, SegmentMember.person_id)
        db.session.execute(delete(SegmentMember).where(of_it.in_(some)))
    for some in chunks(coming):
        rows = [{"segment_id": one, "person_id": other} for one, other in some]
        db.session.execute(insert(SegmentMember), rows)
    count_members({segment_id for segment_id, _ in coming | going})
    moved = sorted({person_id for _, person_id in coming | going})
    for start in range(0, len(moved), AT_ONCE):
        record(SegmentsMoved(person_ids=tuple(moved[start : start + AT_ONCE])))


def chunks(members: Iterable[Membership]) -> Iterable[list[Membership]]:
    every = sorted(members)
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]


def count_members(segment_ids: Collection[SegmentId]) -> None:
    counted = (
        select(func.count())
        .where(SegmentMember.segment_id == Segment.id)
        .scalar_subquery()
    )
    db.session.execute(
        update(Segment)
        .where(Segment.id.in_(sorted(segment_ids)))
        .values(members=counted),
        execution_options={"synchronize_session": False},
    )
