"""What people's tables need from time to time."""

from cocreate.kernel.transaction import transaction
from cocreate.people import actions, queries


def refill_segments() -> None:
    """Gather the people of every segment anew: whoever came in without a word."""
    for segment in queries.every_segment():
        with transaction():
            actions.refill_segment(segment.id)
