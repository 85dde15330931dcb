"""What votes hear of: who belongs to which segment."""

from cocreate.kernel.ids import PersonId
from cocreate.people.events import SegmentsMoved
from cocreate.votes.actions import count_anew


def count_by_segment_again(event: SegmentsMoved) -> None:
    count_anew([PersonId(person_id) for person_id in event.person_ids])
