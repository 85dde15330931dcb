"""What votes hear of: who belongs to which segment, and who left."""

from cocreate.kernel.ids import PersonId
from cocreate.people.events import PersonLeft, SegmentsMoved
from cocreate.votes.actions import count_anew, forget_fingerprints, forget_words


def count_by_segment_again(event: SegmentsMoved) -> None:
    count_anew([PersonId(person_id) for person_id in event.person_ids])


def forget_where_from(event: PersonLeft) -> None:
    """Whoever left leaves no fingerprint, not even for the days it would last."""
    forget_fingerprints(PersonId(event.person_id))


def forget_what_was_said(event: PersonLeft) -> None:
    """Their votes count on, under nobody's name and without a word of theirs."""
    forget_words(PersonId(event.person_id))
