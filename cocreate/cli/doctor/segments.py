"""Who belongs to which segment, and what is counted by it."""

from sqlalchemy import func, select

from cocreate.cli.doctor.check import Check, Trouble, counted
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, SegmentId
from cocreate.kernel.transaction import transaction
from cocreate.people.actions import refill_segment
from cocreate.people.actions.placing import count_members
from cocreate.people.models import SegmentMember
from cocreate.people.queries import every_segment, has_segments, rulings
from cocreate.people.queries.ruling import drifted
from cocreate.votes.actions import count_again
from cocreate.votes.jobs import count_all_by_segment
from cocreate.votes.models import CountedIdea
from cocreate.votes.queries import (
    count_by_segment,
    counts_kept,
)

AT_ONCE = 500


def wrongly_filled() -> list[SegmentId]:
    return [
        segment_id
        for segment_id, ruling in rulings().items()
        if any(drifted(segment_id, ruling))
    ]


def miscounted() -> list[SegmentId]:
    kept = {line.id: line.members for line in every_segment()}
    rows = db.session.execute(
        select(SegmentMember.segment_id, func.count()).group_by(
            SegmentMember.segment_id
        )
    )
    found = {row[0]: row[1] for row in rows}
    return [key for key, members in kept.items() if members != found.get(key, 0)]


def look_at_members() -> list[Trouble]:
    found = []
    if filled := wrongly_filled():
        words = "segments hold others than those whom their rules let in"
        found.append(Trouble(len(filled), words))
    if wrong := miscounted():
        found.append(Trouble(len(wrong), "segments say another number of people"))
    return found


def mend_members() -> str:
    with transaction():
        moved = sum(map(refill_segment, wrongly_filled()))
        if wrong := miscounted():
            count_members(wrong)
    return f"moved {counted(moved, 'membership')}"


def wrongly_counted() -> list[IdeaId]:
    """Ideas that were counted, and whose counts are not what their votes say."""
    if not has_segments():
        return []
    settled = (
        select(CountedIdea.idea_id)
        .join(Idea, Idea.id == CountedIdea.idea_id)
        .where(Idea.votes == CountedIdea.votes, Idea.trend == CountedIdea.trend)
        .order_by(CountedIdea.idea_id)
    )
    every = list(db.session.scalars(settled))
    wrong: list[IdeaId] = []
    for start in range(0, len(every), AT_ONCE):
        some = every[start : start + AT_ONCE]
        due, kept = count_by_segment(some), counts_kept(some)
        keys = {
            key for key in due.keys() | kept.keys() if due.get(key) != kept.get(key)
        }
        wrong += sorted({idea_id for _, idea_id in keys})
    return wrong


def look_at_counts() -> list[Trouble]:
    wrong = wrongly_counted()
    if not wrong:
        return []
    words = f"ideas count other votes by segment; idea {wrong[0]} is one"
    return [Trouble(len(wrong), words)]


def mend_counts() -> str:
    with transaction():
        wrong = wrongly_counted()
        count_again(wrong)
    count_all_by_segment()
    return f"counted {counted(len(wrong), 'idea')} anew"


CHECKS = [
    Check("segment: people", look_at_members, mend_members),
    Check("idea: votes by segment", look_at_counts, mend_counts),
]
